// What painting costs, in pixels that are read and written and bytes that are kept: no clock, the same on every
// machine. On a photo of 12 megapixels a stroke costs what it covers, and thousands of strokes before it nothing.

import { expect, test } from 'vitest'
import { paintSegment } from '../../../src-main/core/painting/brush.ts'
import type { Point } from '../../../src-main/core/painting/brush.ts'
import { DEFAULT_HISTORY_BYTES } from '../../../src-main/core/patches/history.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { startPatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import { applyPatch, invertPatch, patchBytes } from '../../../src-main/core/patches/patch.ts'
import type { Patch } from '../../../src-main/core/patches/patch.ts'
import { PROVENANCE } from '../../../src-main/core/labels/provenance.ts'
import { TILE_SIZE } from '../../../src-main/core/patches/recorded-planes.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import type { Random } from '../../../src-main/core/random.ts'
import { rectFromCorners } from '../../../src-main/core/geometry/rect.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { blobLabelMap } from '../../bench/blob-label-map.ts'
import { percentile } from '../../bench/measurement.ts'

const LARGE = { width: 4000, height: 3000 }
const SMALL = { width: 1300, height: 1100 }

/** Pixels that count how many of them are read as rows, and how many are written. */
class CountedPixels extends Uint8Array<ArrayBuffer> {
  read = 0
  written = 0

  override subarray(begin = 0, end = this.length): Uint8Array<ArrayBuffer> {
    this.read += end - begin
    return new Uint8Array(this.buffer, this.byteOffset + begin, end - begin)
  }

  override fill(value: number, start = 0, end = this.length): this {
    this.written += end - start
    return super.fill(value, start, end)
  }

  override set(values: ArrayLike<number>, offset = 0): void {
    this.written += values.length
    super.set(values, offset)
  }
}

interface Work {
  readonly read: number
  readonly written: number
}

interface CountedStroke {
  /** Of each segment. */
  readonly segments: readonly Work[]
  readonly commit: Work
  readonly patch: Patch
}

function openPhoto({ width, height }: { readonly width: number; readonly height: number }) {
  const labels = new CountedPixels(new ArrayBuffer(width * height))
  const sources = new CountedPixels(new ArrayBuffer(width * height))
  const labelMap: LabelMap = { width, height, data: labels }
  const plane = { width, height, data: sources }
  const workOf = (act: () => void): Work => {
    const [read, written] = [labels.read + sources.read, labels.written + sources.written]
    act()
    return {
      read: labels.read + sources.read - read,
      written: labels.written + sources.written - written,
    }
  }
  return {
    labels,
    stroke(path: readonly Point[], radius: number, value: number): CountedStroke {
      const recorder = startPatchRecorder(labelMap, plane)
      const provenance = { plane, source: PROVENANCE.human }
      const rule = { value, provenance, beforePaint: recorder.beforePaint }
      const segments = path.slice(1).map((to, i) => {
        const segment = { from: path[i]!, to, radius, tip: 'round' } as const
        return workOf(() => paintSegment(labelMap, segment, rule))
      })
      let patch: Patch | undefined
      const commit = workOf(() => (patch = recorder.commit()))
      if (patch === undefined) throw new Error('the stroke changed nothing')
      return { segments, commit, patch }
    },
    apply: (patch: Patch): Work => workOf(() => applyPatch(labelMap, patch, plane)),
  }
}

/** As a hand draws: short steps that drift to one side. */
function pathFrom(start: Point, random: Random, segments = 24): Point[] {
  const path = [start]
  for (let i = 0; i < segments; i++) {
    const { x, y } = path[i]!
    path.push({ x: x + random.uniform() * 16 - 4, y: y + random.uniform() * 16 - 4 })
  }
  return path
}

function somewhere({ width, height }: typeof LARGE, random: Random): Point {
  return { x: random.uniform() * width, y: random.uniform() * height }
}

test('a stroke reads and writes as much after two thousand others as before them', () => {
  const photo = openPhoto(LARGE)
  const random = createRandom(3)
  const path = pathFrom({ x: 700.5, y: 500.5 }, random)
  // Who labelled a pixel changes with the first stroke alone.
  photo.stroke(path, 100, 1)
  const { segments, commit } = photo.stroke(path, 100, 2)
  for (let i = 0; i < 2000; i++) {
    photo.stroke(pathFrom(somewhere(LARGE, random), random, 4), 20, 5 + random.integer(15))
  }
  expect(photo.stroke(path, 100, 3)).toMatchObject({ segments, commit })
})

test('a stroke reads and writes as much on a large photo as on a small one', () => {
  const path = pathFrom({ x: 700.5, y: 500.5 }, createRandom(4))
  const [small, large] = [SMALL, LARGE].map((size) => openPhoto(size).stroke(path, 100, 1))
  expect(large).toEqual(small)
})

test('a segment writes what lies around it alone, and a stroke copies each tile once', () => {
  const photo = openPhoto(LARGE)
  const random = createRandom(5)
  for (const radius of [1, 20, 100, 300]) {
    const path = pathFrom({ x: 2000, y: 1500 }, random)
    const { segments } = photo.stroke(path, radius, 1)
    segments.forEach(({ written }, i) => {
      const { width, height } = boxAround(path.slice(i, i + 2), radius)
      // Labels, and who labelled; the pixels at both ends once more.
      expect(written).toBeLessThanOrEqual(2 * (width * height + 2))
    })
    const read = segments.reduce((sum, segment) => sum + segment.read, 0)
    expect(read).toBeLessThanOrEqual(2 * pixelsOfTiles(boxAround(path, radius)))
  }
})

/** All pixels that a tip of this radius may touch on its way. */
function boxAround(path: readonly Point[], radius: number): Rect {
  const [xs, ys] = [path.map(({ x }) => x), path.map(({ y }) => y)]
  const [x0, y0] = [Math.min(...xs), Math.min(...ys)].map((least) => Math.floor(least - radius))
  const [x1, y1] = [Math.max(...xs), Math.max(...ys)].map((most) => Math.floor(most + radius))
  return rectFromCorners(x0!, y0!, x1!, y1!)
}

function pixelsOfTiles({ x, y, width, height }: Rect): number {
  const count = (from: number, size: number): number =>
    Math.floor((from + size - 1) / TILE_SIZE) - Math.floor(from / TILE_SIZE) + 1
  return count(x, width) * count(y, height) * TILE_SIZE ** 2
}

test('undo and redo write the rectangle of the step, and read nothing of the photo', () => {
  const photo = openPhoto(LARGE)
  const path = pathFrom({ x: 2000, y: 1500 }, createRandom(6))
  const { patch } = photo.stroke(path, 100, 1)
  const area = patch.rect.width * patch.rect.height
  expect(photo.apply(invertPatch(patch))).toEqual({ read: 0, written: 2 * area })
  expect(photo.apply(patch)).toEqual({ read: 0, written: 2 * area })
})

test('undo keeps 15 kB of a stroke of radius 100, so that a thousand are kept', () => {
  const bytes = bytesOfStrokes(100, 150)
  expect(percentile(bytes, 0.5)).toBeLessThan(15_000)
  expect(percentile(bytes, 0.99)).toBeLessThan(25_000)
  expect(1000 * Math.max(...bytes)).toBeLessThan(DEFAULT_HISTORY_BYTES)
})

test('undo keeps 100 kB at most of a stroke of radius 500', () => {
  expect(Math.max(...bytesOfStrokes(500, 15))).toBeLessThan(100_000)
})

const DRAWN = blobLabelMap({ ...LARGE, blobs: 400, seed: 7 })

/** Strokes anywhere on a mask as people draw it. */
function bytesOfStrokes(radius: number, count: number): number[] {
  const photo = openPhoto(LARGE)
  photo.labels.set(DRAWN.data)
  const random = createRandom(8)
  return Array.from({ length: count }, () => {
    const path = pathFrom(somewhere(LARGE, random), random)
    return patchBytes(photo.stroke(path, radius, 1 + random.integer(20)).patch)
  })
}
