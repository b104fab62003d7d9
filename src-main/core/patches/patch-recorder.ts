// Records one gesture: keeps pixels before they are painted, and turns the difference into a patch at commit or puts
// them back at abort. Cost follows the painted area, not the photo.

import { createByteWriter } from '../bytes/byte-stream.ts'
import { invariant } from '../errors.ts'
import { farParts } from '../geometry/far-parts.ts'
import type { LabelMap } from '../labels/label-map.ts'
import type { Patch, PlaneChange } from './patch.ts'
import type { ProvenancePlane } from '../labels/provenance.ts'
import type { Rect } from '../geometry/rect.ts'
import { EMPTY_RECT, clipRect, containsRect, isEmptyRect, unionRect } from '../geometry/rect.ts'
import type { Recording } from './recorded-planes.ts'
import { recordSweep } from './recorded-sweep.ts'
import type { RecordedSweep } from './recorded-sweep.ts'
import { createRecordedTiles } from './recorded-tiles.ts'

/** Pixels from which on a gesture's first rectangle is recorded at once: no hand's tip is as large. */
export const SWEEP_PIXELS = 2 ** 21

export interface PatchRecorder {
  /** Must be called before pixels of `rect` change; fits `PaintRule.beforePaint`. */
  beforePaint(rect: Rect): void
  /** Ends the gesture. Undefined when no label and no provenance changed. */
  commit(): Patch | undefined
  /** Ends the gesture and restores every pixel; returns the rectangle to repaint. */
  abort(): Rect
}

/** One recorder serves one gesture on one label map (and its provenance). */
export function startPatchRecorder(
  labelMap: LabelMap,
  provenance?: ProvenancePlane,
): PatchRecorder {
  const planes = provenance === undefined ? [labelMap] : [labelMap, provenance]
  const tiles = createRecordedTiles(planes)
  let sweep: RecordedSweep | null = null
  let isBegun = false
  let isOpen = true

  function close(): Recording {
    invariant(isOpen, 'patch recorder: the gesture has already ended')
    isOpen = false
    return sweep ?? tiles
  }

  return {
    beforePaint(rect) {
      invariant(isOpen, 'patch recorder: the gesture has already ended')
      const inside = clipRect(rect, labelMap.width, labelMap.height)
      if (isEmptyRect(inside)) return
      if (sweep !== null && containsRect(sweep.rect, inside)) return
      const isSweep = !isBegun && inside.width * inside.height >= SWEEP_PIXELS
      isBegun = true
      if (isSweep) {
        sweep = recordSweep(planes, inside)
        return
      }
      sweep?.moveTo(tiles)
      sweep = null
      tiles.record(inside)
    },
    commit: () => patchOf(close()),
    abort: () => close().restore(),
  }
}

function patchOf(recording: Recording): Patch | undefined {
  const changes = recording.changes()
  const parts = farParts(
    changes.map(({ column, row, changed }) => ({ column, row, rect: changed.reduce(unionRect) })),
  )
  if (parts.length === 0) return undefined
  const rect = parts.reduce(unionRect)
  const labels = planeChange(recording, parts, 0)
  const hasProvenance = changes.some(
    ({ changed: [, sources = EMPTY_RECT] }) => !isEmptyRect(sources),
  )
  if (!hasProvenance) return { rect, ...labels }
  return { rect, ...labels, provenance: planeChange(recording, parts, 1) }
}

function planeChange(recording: Recording, parts: readonly Rect[], at: number): PlaneChange {
  const [before, after] = [createByteWriter(), createByteWriter()]
  for (const part of parts) recording.encodePart(part, at, before, after)
  const change = { before: before.finish(), after: after.finish() }
  return parts.length === 1 ? change : { ...change, parts }
}
