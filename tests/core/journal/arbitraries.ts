// Moves as a hand makes them, on labels and who gave them, for the tests of journals.

import { createHistory } from '../../../src-main/core/patches/history.ts'
import type { JournalMove } from '../../../src-main/core/journal/records.ts'
import { copyLabelMap, createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { startPatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import { applyPatch } from '../../../src-main/core/patches/patch.ts'
import type { Patch } from '../../../src-main/core/patches/patch.ts'
import {
  PROVENANCE,
  UNLABELLED,
  createProvenance,
} from '../../../src-main/core/labels/provenance.ts'
import type { ProvenancePlane } from '../../../src-main/core/labels/provenance.ts'
import { fc } from '../arbitraries.ts'

export const WIDTH = 30
export const HEIGHT = 20

/** A rectangle that gets a value, or a step back or forth. */
export const wishes = fc.array(
  fc.oneof(
    fc.record({
      x: fc.nat(WIDTH - 1),
      y: fc.nat(HEIGHT - 1),
      size: fc.integer({ min: 1, max: 12 }),
      value: fc.constantFrom<number[]>(0, 12, 15, 255, UNLABELLED),
    }),
    fc.constant('undo' as const),
    fc.constant('redo' as const),
  ),
  { maxLength: 40 },
)

type Wish = typeof wishes extends fc.Arbitrary<(infer T)[]> ? T : never

/** A mask as it is edited. */
export interface Planes {
  readonly labelMap: LabelMap
  readonly provenance: ProvenancePlane
}

export interface Session {
  readonly moves: readonly JournalMove[]
  /** The mask before the first move and after each. */
  readonly maps: readonly Planes[]
}

/** Does on a mask what is wished for; wishes that change nothing are no moves. */
export function work(list: readonly Wish[]): Session {
  const planes = copyPlanes({ labelMap: emptyMap(), provenance: nobody() })
  let history = createHistory()
  const moves: JournalMove[] = []
  const maps = [copyPlanes(planes)]
  for (const wish of list) {
    if (typeof wish === 'string') {
      const move = history[wish]()
      if (move === undefined) continue
      history = move.history
      applyPatch(planes.labelMap, move.patch, planes.provenance)
      moves.push({ kind: wish })
    } else {
      const patch = paint(planes, wish)
      if (patch === undefined) continue
      const name = `brush ${wish.value}`
      history = history.push(patch, name)
      moves.push({ kind: 'step', name, patch })
    }
    maps.push(copyPlanes(planes))
  }
  return { moves, maps }
}

function paint({ labelMap, provenance }: Planes, wish: Exclude<Wish, string>): Patch | undefined {
  const recorder = startPatchRecorder(labelMap, provenance)
  const { x, y, size, value } = wish
  recorder.beforePaint({ x, y, width: size, height: size })
  for (let row = y; row < Math.min(HEIGHT, y + size); row++) {
    const [start, end] = [row * WIDTH + x, row * WIDTH + Math.min(WIDTH, x + size)]
    labelMap.data.fill(value, start, end)
    const source = value === UNLABELLED ? PROVENANCE.unlabelled : PROVENANCE.human
    provenance.data.fill(source, start, end)
  }
  return recorder.commit()
}

export function copyPlanes({ labelMap, provenance }: Planes): Planes {
  return { labelMap: copyLabelMap(labelMap), provenance: copyLabelMap(provenance) }
}

function emptyMap(): LabelMap {
  return createLabelMap(WIDTH, HEIGHT, new Uint8Array(WIDTH * HEIGHT).fill(UNLABELLED))
}

function nobody(): ProvenancePlane {
  return createProvenance(WIDTH, HEIGHT, PROVENANCE.unlabelled)
}
