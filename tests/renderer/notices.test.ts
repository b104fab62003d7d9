// Notices: what fails again is one notice, not a pile of the same over the photo.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { StudioError } from '../../src-main/core/errors.ts'
import { said } from '../../src-main/core/said.ts'
import { useNotices } from '../../src-renderer/stores/notices.ts'

beforeEach(() => setActivePinia(createPinia()))

it('the same failure again takes the place of the first, another stands beside it', () => {
  const notices = useNotices()
  const failure = (name: string) => new StudioError('conflict', said`photo ${name}: not labelled`)
  notices.fail(failure('a'))
  notices.fail(failure('b'))
  const [first] = notices.notices
  notices.fail(failure('a'))
  const messages = notices.notices.map(({ told }) => told.message)
  expect(messages).toEqual(['photo b: not labelled', 'photo a: not labelled'])
  // Said anew, so that it is heard again too.
  expect(notices.notices.at(-1)?.id).not.toBe(first?.id)
})
