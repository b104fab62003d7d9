import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeIssues } from '../../src-main/core/describe-issues.ts'
import { inEnglish } from '../../src-main/core/said.ts'

const schema = z.object({ photo: z.object({ width: z.int() }), state: z.string() })

test('what is wrong is said with its field, and without one where the whole is wrong', () => {
  const words = (value: unknown): string =>
    inEnglish(describeIssues(schema.safeParse(value).error?.issues ?? []))
  expect(words({ photo: { width: 'x' }, state: 1 })).toMatch(/^photo\.width: .+; state: .+/)
  expect(words(null)).toMatch(/^Invalid input/)
})
