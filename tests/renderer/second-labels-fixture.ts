// Double labelling in the studio fixture: two photos are drawn, and one pair differs in two regions.

import type { implement } from '@orpc/server'
import type { contract } from '../../src-main/contract/contract.ts'
import type { Agreement } from '../../src-main/contract/second-labels.ts'
import type { EncodedLabelMap } from '../../src-main/contract/schemas.ts'
import { createLabelMap } from '../../src-main/core/label-map.ts'
import { encodeLabelMap } from '../../src-renderer/canvas/label-map-wire.ts'

type SecondProcedures = ReturnType<typeof implement<typeof contract>>['secondLabels']

export interface SecondLabelState {
  readonly saved: { readonly name: string; readonly annotator: string; readonly labelMap: EncodedLabelMap }[] // prettier-ignore
  readonly finished: string[]
  readonly verdicts: string[][]
}

const AGREEMENT: Agreement = {
  photos: [
    { name: 'photo00', firstState: 'done', firstAnnotator: 'ann', state: 'done', annotator: 'bob', miou: 0.83 }, // prettier-ignore
    { name: 'photo01', firstState: 'todo', firstAnnotator: null, state: 'todo', annotator: null, miou: null }, // prettier-ignore
  ],
  miou: { mean: 0.83, low: 0.79, high: 0.88, n: 12 },
  classes: [{ index: 15, iou: 0.81, n: 9 }],
  pixelAgreement: 0.95,
}

export function secondLabelHandlers(os: SecondProcedures, state: SecondLabelState) {
  const first = createLabelMap(40, 30)
  const second = createLabelMap(40, 30)
  second.data.fill(15, 0, 5)
  second.data.fill(3, 800, 803)
  return {
    agreement: os.agreement.handler(() => AGREEMENT),
    open: os.open.handler(() => ({ width: 40, height: 30, labelMap: null, revision: null, isWritable: true })), // prettier-ignore
    save: os.save.handler(({ input }) => {
      state.saved.push(input)
      return { revision: `second-${state.saved.length}`, byteCount: 100 }
    }),
    finish: os.finish.handler(({ input }) => {
      state.finished.push(input.name)
      return { state: 'done' as const }
    }),
    pair: os.pair.handler(() => ({
      first: encodeLabelMap(first),
      second: encodeLabelMap(second),
    })),
    settle: os.settle.handler(({ input }) => {
      state.verdicts.push(input.verdicts)
      return { state: 'done' as const, redrawn: 0 }
    }),
  }
}
