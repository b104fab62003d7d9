import { expect, test } from 'vitest'
import { assistGuard } from '../../src-renderer/assist-guard.ts'
import { createImages } from './studio-fixture.ts'

const [labelled, toLabel, other] = createImages(3)
const FREE = { mayCopy: true, mayLook: true }

test('on a photo that methods are scored on nothing is copied, and nothing seen until it is labelled', () => {
  expect(assistGuard(toLabel, false)).toEqual({ mayCopy: false, mayLook: false })
  expect(assistGuard(labelled, false)).toEqual({ mayCopy: false, mayLook: true })
})

test('the root may allow it, and other photos are free', () => {
  expect(assistGuard(toLabel, true)).toEqual(FREE)
  expect(assistGuard(other, false)).toEqual(FREE)
})

test('a photo that is not in the list yet is guarded', () => {
  expect(assistGuard(undefined, false)).toEqual({ mayCopy: false, mayLook: false })
})
