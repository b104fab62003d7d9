import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeState, newRecord, presentState } from '../../../src-main/core/labels/label-record.ts'
import type { ActionContext, LabelRecord } from '../../../src-main/core/labels/label-record.ts'
import { LABEL_ACTIONS, countsAsTruth } from '../../../src-main/core/labels/label-states.ts'
import type { LabelAction } from '../../../src-main/core/labels/label-states.ts'

const PHOTO = { sha256: 'a'.repeat(64), width: 4, height: 3, orientation: 1 }
const ANN = {
  by: 'ann',
  at: '2026-01-01T00:00:00.000Z',
  photo: 'p',
  hasMask: true,
  maskSha256: 'b'.repeat(64),
  skipReason: 'private',
  isSingleAnnotator: false,
} as const satisfies ActionContext

function after(
  actions: readonly LabelAction[],
  by: (at: number) => string = () => 'ann',
): LabelRecord {
  return actions.reduce(
    (record, action, at) => changeState(record, action, { ...ANN, by: by(at) }),
    newRecord(PHOTO, false),
  )
}

test('a photo goes from to-do over draft, done and reviewed to frozen', () => {
  const record = after(['save', 'finish', 'review', 'freeze'], (at) => (at === 2 ? 'bob' : 'ann'))
  expect(record).toMatchObject({ state: 'frozen', annotator: 'ann', frozenSha256: ANN.maskSha256 })
  expect(record.history.map(({ by, from, to }) => [by, from, to])).toEqual([
    ['ann', 'todo', 'draft'],
    ['ann', 'draft', 'done'],
    ['bob', 'done', 'reviewed'],
    ['ann', 'reviewed', 'frozen'],
  ])
})

test('nobody reviews their own work, unless one person annotates alone', () => {
  const done = after(['save', 'finish'])
  expect(() => changeState(done, 'review', ANN)).toThrow('was labelled by ann: a review expects')
  expect(changeState(done, 'review', { ...ANN, by: 'bob' }).state).toBe('reviewed')
  expect(changeState(done, 'review', { ...ANN, isSingleAnnotator: true }).state).toBe('reviewed')
})

test('a mask that came with the folder is done, and anybody may review it', () => {
  expect(newRecord(PHOTO, true)).toMatchObject({ state: 'done', annotator: null })
  expect(changeState(newRecord(PHOTO, true), 'review', ANN).state).toBe('reviewed')
})

test('changed pixels make a draft of a done or reviewed mask, and its painter the annotator', () => {
  const reviewed = changeState(after(['save', 'finish']), 'review', { ...ANN, by: 'bob' })
  expect(changeState(reviewed, 'save', { ...ANN, by: 'eve' })).toMatchObject({
    state: 'draft',
    annotator: 'eve',
  })
})

test('a frozen mask is not painted over, imported over, skipped or reopened', () => {
  const frozen = after(['save', 'finish', 'review', 'freeze'], (at) => (at === 2 ? 'bob' : 'ann'))
  for (const action of ['save', 'import', 'finish', 'skip', 'reopen', 'review'] as const) {
    expect(() => changeState(frozen, action, ANN)).toThrow('photo p is frozen')
  }
  expect(changeState(frozen, 'unfreeze', ANN)).toMatchObject({ state: 'reviewed', frozenSha256: null }) // prettier-ignore
})

test('a frozen photo whose mask has gone is unfrozen to be labelled again', () => {
  const frozen = after(['save', 'finish', 'review', 'freeze'], (at) => (at === 2 ? 'bob' : 'ann'))
  expect(changeState(frozen, 'unfreeze', { ...ANN, hasMask: false })).toMatchObject({ state: 'todo', frozenSha256: null }) // prettier-ignore
})

test('a photo without a mask cannot be done, and a deleted mask is to do again', () => {
  expect(() => changeState(newRecord(PHOTO, false), 'finish', { ...ANN, hasMask: false })).toThrow(
    'has no mask to finish',
  )
  expect(presentState({ state: 'done' }, false)).toBe('todo')
  expect(presentState({ state: 'skipped' }, false)).toBe('skipped')
  expect(presentState({ state: 'frozen' }, false)).toBe('frozen')
})

test('whatever is tried in whatever order, a record stays true to itself', () => {
  const steps = fc.array(
    fc.record({
      action: fc.constantFrom(...LABEL_ACTIONS),
      by: fc.constantFrom('ann', 'bob', null),
      hasMask: fc.boolean(),
      isSingleAnnotator: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(fc.boolean(), steps, (startsWithMask, tried) => {
      let record = newRecord(PHOTO, startsWithMask)
      for (const step of tried) {
        const before = record
        try {
          record = changeState(record, step.action, { ...ANN, ...step })
        } catch (error) {
          expect(error).toMatchObject({ name: 'StudioError' })
          continue
        }
        const { state, history } = record
        expect(record.frozenSha256 !== null).toBe(state === 'frozen')
        expect(record.skipReason !== null).toBe(state === 'skipped')
        if (state === 'frozen') expect(before.state).toBe('reviewed')
        if (before.state === 'frozen' && step.action !== 'unfreeze') expect(record).toEqual(before)
        if (state === 'reviewed' && before.state === 'done' && !step.isSingleAnnotator) {
          expect(step.by).not.toBe(before.annotator)
        }
        if (countsAsTruth(state) && step.action !== 'import') expect(step.hasMask || before.state === 'frozen').toBe(true) // prettier-ignore
        expect(history.slice(0, before.history.length)).toEqual(before.history)
        const added = history.slice(before.history.length)
        expect(added.length).toBeLessThanOrEqual(1)
        if (added.length === 1) expect(added[0]).toMatchObject({ by: step.by, to: state })
      }
    }),
    { numRuns: 300 },
  )
})
