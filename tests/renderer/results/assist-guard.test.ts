import { expect, test } from 'vitest'
import { assistGuard } from '../../../src-renderer/results/assist-guard.ts'
import { createImages } from '../studio-fixture.ts'

const [labelled, toLabel, other] = createImages(3)
const CAREFUL = { isBlindOnValidation: true, isCopyOnValidationAllowed: false }
const FREE = { mayCopy: true, mayLook: true }
const ONLY_LOOK = { mayCopy: false, mayLook: true }
const NOTHING = { mayCopy: false, mayLook: false }

test('on a photo that methods are scored on nothing is copied, and nothing seen until it is labelled', () => {
  expect(assistGuard(toLabel, CAREFUL)).toEqual(NOTHING)
  expect(assistGuard(labelled, CAREFUL)).toEqual(ONLY_LOOK)
})

test('lifting blindness allows no copies', () => {
  const seeing = { ...CAREFUL, isBlindOnValidation: false }
  expect(assistGuard(toLabel, seeing)).toEqual(ONLY_LOOK)
  expect(assistGuard(toLabel, { ...seeing, isCopyOnValidationAllowed: true })).toEqual(FREE)
})

test('allowing copies does not lift blindness: what may not be seen is not copied', () => {
  const copying = { ...CAREFUL, isCopyOnValidationAllowed: true }
  expect(assistGuard(toLabel, copying)).toEqual(NOTHING)
  expect(assistGuard(labelled, copying)).toEqual(FREE)
})

test('photos outside the validation split are free', () => {
  expect(assistGuard(other, CAREFUL)).toEqual(FREE)
})

test('a photo that is not in the list yet is guarded, and a root of which nothing is known is careful', () => {
  expect(assistGuard(undefined, CAREFUL)).toEqual(NOTHING)
  expect(assistGuard(toLabel)).toEqual(NOTHING)
})
