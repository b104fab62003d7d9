// Two label maps of one photo by two people: the regions in which they differ, and how one truth comes out of both.
// Neither map is the right one.

import { invariant } from '../errors.ts'
import { copyLabelMap } from '../labels/label-map.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { findComponents } from '../morphology/components.ts'
import { PROVENANCE, createProvenance } from '../labels/provenance.ts'
import type { ProvenancePlane } from '../labels/provenance.ts'
import type { Rect } from '../geometry/rect.ts'
import { EMPTY_RECT, rectFromCorners, unionRect } from '../geometry/rect.ts'

/** A 4-connected region of pixels that the two maps give different values, void included. */
export interface Disagreement {
  readonly rect: Rect
  readonly pixelCount: number
  /** Triples y, x0, x1 (inclusive), each pixel once. */
  readonly spans: readonly number[]
}

/** Largest first; equal ones from the top. */
export function findDisagreements(first: LabelMap, second: LabelMap): Disagreement[] {
  requireSameSize(first, second)
  const { width, height } = first
  const data = new Uint8Array(width * height)
  for (let i = 0; i < data.length; i++) if (first.data[i] !== second.data[i]) data[i] = 1
  const { runs, areas } = findComponents({ rect: { x: 0, y: 0, width, height }, data }, 1)
  const found = Array.from(areas, (pixelCount) => ({
    pixelCount,
    rect: EMPTY_RECT,
    spans: [] as number[],
  }))
  for (let at = 0; at < runs.length; at += 4) {
    const [y, x0, x1] = [runs[at]!, runs[at + 1]!, runs[at + 2]!]
    const region = found[runs[at + 3]!]!
    region.spans.push(y, x0, x1)
    region.rect = unionRect(region.rect, rectFromCorners(x0, y, x1, y))
  }
  return found.sort((a, b) => b.pixelCount - a.pixelCount)
}

/** The values that a map has inside a region, most frequent first. */
export function regionValues({ data, width }: LabelMap, { spans }: Disagreement): number[] {
  const counts = new Map<number, number>()
  for (let at = 0; at < spans.length; at += 3) {
    const row = spans[at]! * width
    for (let i = row + spans[at + 1]!; i <= row + spans[at + 2]!; i++) {
      counts.set(data[i]!, (counts.get(data[i]!) ?? 0) + 1)
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
}

export type Verdict = 'first' | 'second' | 'redraw'

/**
 * The first map with the second's pixels where the verdict is `second`; regions to redraw keep the first's until
 * somebody has drawn them. One verdict for each disagreement.
 */
export function settledLabelMap(
  maps: { readonly first: LabelMap; readonly second: LabelMap },
  regions: readonly Disagreement[],
  verdicts: readonly Verdict[],
): LabelMap {
  invariant(regions.length === verdicts.length, 'agreement: every disagreement needs a verdict')
  const settled = copyLabelMap(maps.first)
  const { width } = settled
  for (const [index, { spans }] of regions.entries()) {
    if (verdicts[index] !== 'second') continue
    for (let at = 0; at < spans.length; at += 3) {
      const row = spans[at]! * width
      const from = row + spans[at + 1]!
      const to = row + spans[at + 2]! + 1
      settled.data.set(maps.second.data.subarray(from, to), from)
    }
  }
  return settled
}

/**
 * Who labelled the pixels of settledLabelMap: whoever gave the label that was taken. Where both maps agree it is the first
 * map's, but the second's where nobody had labelled in the first. Null stands for a plane that is human everywhere.
 */
export function settledProvenance(
  planes: { readonly first: ProvenancePlane | null; readonly second: ProvenancePlane | null },
  regions: readonly Disagreement[],
  verdicts: readonly Verdict[],
): ProvenancePlane | null {
  const known = planes.first ?? planes.second
  if (known === null) return null
  const human = createProvenance(known.width, known.height, PROVENANCE.human)
  const first = planes.first ?? human
  const second = planes.second ?? human
  const agreed = new Uint8Array(first.data.length).fill(1)
  for (const { spans } of regions) {
    for (let at = 0; at < spans.length; at += 3) {
      const row = spans[at]! * first.width
      agreed.fill(0, row + spans[at + 1]!, row + spans[at + 2]! + 1)
    }
  }
  const settled = settledLabelMap({ first, second }, regions, verdicts)
  settled.data.forEach((source, i) => {
    if (agreed[i] === 1 && source === PROVENANCE.unlabelled) settled.data[i] = second.data[i]!
  })
  return settled
}

function requireSameSize(first: LabelMap, second: LabelMap): void {
  invariant(
    first.width === second.width && first.height === second.height,
    `agreement: the maps are ${first.width}x${first.height} and ${second.width}x${second.height}`,
  )
}
