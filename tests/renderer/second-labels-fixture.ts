// Double labelling in the studio fixture: two photos are drawn, and one pair differs in two regions.

import type { implement } from '@orpc/server'
import type { contract } from '../../src-main/contract/contract.ts'
import type { Agreement, AgreementHeat } from '../../src-main/contract/second-labels.ts'
import { HEAT_CELLS } from '../../src-main/core/agreement/disagreement-heat.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { encodeLabelMap } from '../../src-renderer/canvas/saving/label-map-wire.ts'

type SecondProcedures = ReturnType<typeof implement<typeof contract>>['secondLabels']

export interface SecondLabelState {
  readonly finished: string[]
  readonly verdicts: string[][]
  /** Names of gold photos. */
  readonly gold: Set<string>
  /** Who looked at the agreement, time after time. */
  readonly lookers: (string | null)[]
  /** Before it, the agreement tells how far it is. */
  compared: Promise<unknown>
}

export function createSecondLabels(): SecondLabelState {
  return { finished: [], verdicts: [], gold: new Set(), lookers: [], compared: Promise.resolve() }
}

const DAMAGED = {
  kind: 'corrupt',
  file: 'photo05',
  message: 'SegmentationClass.second/photo05.png: expected a complete PNG image',
} as const

const OTHER_PHOTO = {
  kind: 'conflict',
  file: 'photo06',
  message: 'photo photo06: its two masks are of different photos',
} as const

const AGREEMENT: Agreement = {
  photos: [
    { name: 'photo00', firstState: 'done', firstAnnotator: 'ann', state: 'done', annotator: 'bob', miou: 0.83, problem: null }, // prettier-ignore
    { name: 'photo01', firstState: 'todo', firstAnnotator: null, state: 'todo', annotator: null, miou: null, problem: null }, // prettier-ignore
    { name: 'photo04', firstState: 'done', firstAnnotator: 'ann', state: 'settled', annotator: 'bob', miou: 0.7, problem: null }, // prettier-ignore
    { name: 'photo05', firstState: 'done', firstAnnotator: 'ann', state: 'damaged', annotator: 'bob', miou: null, problem: DAMAGED }, // prettier-ignore
    { name: 'photo06', firstState: 'done', firstAnnotator: 'ann', state: 'otherPhoto', annotator: 'bob', miou: null, problem: OTHER_PHOTO }, // prettier-ignore
    { name: 'photo07', firstState: 'done', firstAnnotator: 'ann', state: 'settled', annotator: 'dora', miou: 0.6, problem: null }, // prettier-ignore
  ],
  miou: { mean: 0.83, low: 0.79, high: 0.88, n: 12 },
  classes: [{ index: 15, iou: 0.81, n: 9 }],
  pixelAgreement: 0.95,
  gold: [{ annotator: 'carl', miou: { mean: 0.9, low: 0.85, high: 0.94, n: 4 } }],
  heat: heatAt(31, 12, 8),
  leftOut: 2,
}

/** Ten pixels compared in each cell; in one of them two differ, as person and background, and one as other classes. */
function heatAt(cell: number, a: number, b: number): AgreementHeat {
  const cells = (value: number, elsewhere = 0) =>
    Array.from({ length: HEAT_CELLS }, (_, at) => (at === cell ? value : elsewhere))
  return {
    compared: cells(10, 10),
    differing: cells(3),
    pairs: [
      { classes: [0, 15], differing: cells(2) },
      { classes: [Math.min(a, b), Math.max(a, b)], differing: cells(1) },
    ],
  }
}

/** `otherPhotos`: masks of photos that are not the labelled ones. */
export function secondLabelHandlers(
  os: SecondProcedures,
  state: SecondLabelState,
  otherPhotos: Set<string>,
) {
  const first = createLabelMap(40, 30)
  const second = createLabelMap(40, 30)
  second.data.fill(15, 0, 5)
  second.data.fill(3, 800, 803)
  return {
    agreement: os.agreement.handler(async function* ({ input }) {
      state.lookers.push(input.annotator)
      yield { type: 'progress' as const, done: 3, total: 12, file: 'photo05' }
      await state.compared
      yield { type: 'finished' as const, report: AGREEMENT }
    }),
    gold: os.gold.handler(() =>
      ['photo00', 'photo03'].map((name) => ({
        name,
        state: 'reviewed' as const,
        isGold: state.gold.has(name),
        markedBy: state.gold.has(name) ? 'bob' : null,
        doneCount: 0,
      })),
    ),
    setGold: os.setGold.handler(({ input: { name, isGold } }) => {
      if (isGold) state.gold.add(name)
      else state.gold.delete(name)
      return { isGold }
    }),
    acceptPhoto: os.acceptPhoto.handler(({ input: { user, name } }) => {
      otherPhotos.delete(`${user}/${name}.second`)
    }),
    finish: os.finish.handler(({ input }) => {
      state.finished.push(input.name)
      return { state: 'done' as const }
    }),
    pair: os.pair.handler(() => ({
      first: encodeLabelMap(first),
      second: encodeLabelMap(second),
      heat: heatAt(0, 3, 15),
    })),
    settle: os.settle.handler(({ input }) => {
      state.verdicts.push(input.verdicts)
      return { state: 'done' as const, redrawn: 0 }
    }),
  }
}
