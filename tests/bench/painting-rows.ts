// What painting costs on 12 megapixels, step by step: a stroke's segments, what undo keeps and how fast it goes
// back, a region under the fill tool, the components of a class, the mask as a file, a change of look. A
// stroke must cost the same after two thousand others.

import { encodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import { paintSegment } from '../../src-main/core/painting/brush.ts'
import { findAllOf, findRegion } from '../../src-main/core/painting/flood-fill.ts'
import { createHistory } from '../../src-main/core/patches/history.ts'
import type { History } from '../../src-main/core/patches/history.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { findComponents } from '../../src-main/core/morphology/components.ts'
import { applyPatch, patchBytes } from '../../src-main/core/patches/patch.ts'
import { startPatchRecorder } from '../../src-main/core/patches/patch-recorder.ts'
import { maskOfRegion } from '../../src-main/core/geometry/pixel-mask.ts'
import { PROVENANCE, createProvenance } from '../../src-main/core/labels/provenance.ts'
import { createRandom } from '../../src-main/core/random.ts'
import { VOC_PALETTE } from '../../src-main/core/labels/classes.ts'
import { createLabelLook } from '../../src-renderer/canvas/labels/label-look.ts'
import { blobLabelMap } from './blob-label-map.ts'
import { percentile, timed } from './measurement.ts'
import type { Measurement } from './measurement.ts'

const SEGMENTS = 24
const STROKES = 40
const MANY_STROKES = 2000

export async function paintingRows(
  map: LabelMap,
  say: (line: string) => void,
): Promise<Measurement[]> {
  // First, as long as the map is as people draw it.
  const rows = await wholeMapRows(map)
  const painter = startPainter(map)
  for (let i = 0; i < STROKES; i++) painter.stroke(100)
  for (const radius of [100, 500]) {
    say(`strokes of radius ${radius}`)
    rows.push(...strokeRows(painter, radius))
  }
  say(`${MANY_STROKES} strokes`)
  for (let i = 0; i < MANY_STROKES; i++) painter.stroke(20)
  rows.push(p99Row(`stroke step, r = 100 px, after ${MANY_STROKES} strokes, p99`, painter, 100))
  for (const way of ['undo', 'redo'] as const)
    rows.push({ what: `${way}, applied`, unit: 'ms', values: painter.travel(way, 60), target: 16 })
  return rows
}

function strokeRows(painter: Painter, radius: number): Measurement[] {
  const before = painter.bytes().length
  const step = p99Row(`stroke step, r = ${radius} px, p99`, painter, radius)
  const kilobytes = painter
    .bytes()
    .slice(before)
    .map((bytes) => bytes / 1000)
  return [step, { what: `undo memory, r = ${radius} px`, unit: 'kB', values: kilobytes, target: 100 }] // prettier-ignore
}

function p99Row(what: string, painter: Painter, radius: number): Measurement {
  const times = Array.from({ length: STROKES }, () => painter.stroke(radius)).flat()
  return { what, unit: 'ms', values: [percentile(times, 0.99)], target: radius > 100 ? 8 : 2 }
}

async function wholeMapRows(map: LabelMap): Promise<Measurement[]> {
  const corner = largestBackground(map)
  // As much as a sky or a wall: few shapes on one region.
  const wall = largestBackground(blobLabelMap({ ...map, blobs: 90, seed: 7 }))
  const mask = maskOfRegion(findAllOf(map, 15), 1, map)
  const look = { palette: VOC_PALETTE, style: 'both', opacity: 0.6, contourPx: 1.5 } as const
  const choices = { ...look, hasPatterns: true, hidden: [3], outlined: [4], strengths: { 5: 0.5 } }
  const work: [what: string, target: number, run: () => unknown][] = [
    [`fill, region of ${(corner.pixelCount / 1e6).toFixed(1)} Mpx`, 60, corner.find],
    [`fill, region of ${(wall.pixelCount / 1e6).toFixed(1)} Mpx`, 60, wall.find],
    ['all pixels of a class', 50, () => findAllOf(map, 15)],
    ['components, islands of a class', 50, () => findComponents(mask, 1)],
    ['components, holes of a class', 50, () => findComponents(mask, 0)],
    ['palette PNG', 100, () => encodeLabelPng(map)],
    ['change of look: the table', 16, () => createLabelLook(choices)],
  ]
  const rows: Measurement[] = []
  for (const [what, target, run] of work) {
    rows.push({ what, unit: 'ms', values: await timed(5, run), target })
  }
  return rows
}

function largestBackground(map: LabelMap): { readonly pixelCount: number; find(): unknown } {
  const at = map.data.indexOf(0, Math.floor(map.data.length / 2))
  const find = () => findRegion(map, at % map.width, Math.floor(at / map.width))
  return { pixelCount: find().pixelCount, find }
}

interface Painter {
  /** Paints one stroke and remembers it; milliseconds of each of its segments. */
  stroke(radius: number): number[]
  /** Milliseconds of each step. */
  travel(way: 'undo' | 'redo', count: number): number[]
  /** Bytes of each step, oldest first. */
  bytes(): number[]
}

function startPainter(map: LabelMap): Painter {
  const random = createRandom(5)
  const plane = createProvenance(map.width, map.height, PROVENANCE.unlabelled)
  const provenance = { plane, source: PROVENANCE.human }
  let history: History = createHistory(1 << 30)

  return {
    stroke(radius) {
      const recorder = startPatchRecorder(map, plane)
      const value = 1 + random.integer(20)
      const rule = { value, provenance, beforePaint: recorder.beforePaint }
      let from = { x: random.uniform() * map.width, y: random.uniform() * map.height }
      const times: number[] = []
      for (let i = 0; i < SEGMENTS; i++) {
        const to = { x: from.x + random.uniform() * 16 - 4, y: from.y + random.uniform() * 16 - 4 }
        const start = performance.now()
        paintSegment(map, { from, to, radius, tip: 'round' }, rule)
        times.push(performance.now() - start)
        from = to
      }
      const patch = recorder.commit()
      if (patch !== undefined) history = history.push(patch)
      return times
    },
    travel(way, count) {
      return Array.from({ length: count }, () => {
        const start = performance.now()
        const move = history[way]()
        if (move === undefined) throw new Error(`there is nothing to ${way}`)
        applyPatch(map, move.patch, plane)
        history = move.history
        return performance.now() - start
      })
    },
    bytes: () => history.steps.map(({ patch }) => patchBytes(patch)),
  }
}
