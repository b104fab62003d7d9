// Loss points as lines for a chart: one line for each loss name of one stage. Pure.

import type { LossPoint, Stage } from '../../src-main/contract/runs.ts'

export interface LossSeries {
  readonly name: string
  readonly points: [iteration: number, value: number][]
}

export function lossSeries(points: readonly LossPoint[], stage: Stage): LossSeries[] {
  const byName = new Map<string, [number, number][]>()
  for (const point of points) {
    if (point.stage !== stage) continue
    for (const [name, value] of Object.entries(point.losses)) {
      const line = byName.get(name) ?? []
      line.push([point.iteration, value])
      byName.set(name, line)
    }
  }
  return [...byName].map(([name, line]) => ({ name, points: line }))
}
