import { expect, test } from 'vitest'
import { saidKey } from '../../src-main/core/said.ts'
import { saidInChinese } from '../../src-renderer/locales/zh-cn/said.ts'
import { saidInSources } from './said-in-sources.ts'

const sources = saidInSources(['src-main/**/*.ts', 'src-renderer/**/*.ts'])

/** Without a letter there is nothing to translate. */
const keys = new Set([...sources.templates].map(saidKey).filter((key) => /[a-z]/i.test(key)))

function placeholders(text: string): string {
  return [...new Set(Array.from(text.matchAll(/\{\d+\}/g), ([mark]) => mark))].sort().join()
}

test('every sentence of the studio has its Chinese one', () => {
  expect(keys.size).toBeGreaterThan(300)
  expect([...keys].filter((key) => !Object.hasOwn(saidInChinese, key))).toEqual([])
})

test('no Chinese sentence is left over', () => {
  expect(Object.keys(saidInChinese).filter((key) => !keys.has(key))).toEqual([])
})

test('a Chinese sentence has the values of the English one', () => {
  const differing = Object.entries(saidInChinese).filter(
    ([english, chinese]) => placeholders(english) !== placeholders(chinese),
  )
  expect(differing).toEqual([])
})

test('a Chinese sentence is Chinese', () => {
  expect(Object.entries(saidInChinese).filter(([, chinese]) => !/\p{Script=Han}/u.test(chinese))).toEqual([]) // prettier-ignore
})

test('braces stand in a template for values alone', () => {
  expect([...keys].filter((key) => /[{}]/.test(key.replace(/\{\d+\}/g, '')))).toEqual([])
})

/** What is met in a terminal only, and faults in how a network or a graph was put together. */
const ENGLISH_ONLY = [
  'src-main/adapters/weights/',
  'src-main/hosts/cli/',
  'src-main/hosts/web/',
  'src-main/engine/',
]

test('every error that a person may meet in the window has a template', () => {
  const met = sources.plainErrors.filter(
    (place) => !ENGLISH_ONLY.some((folder) => place.startsWith(folder)),
  )
  expect(met).toEqual([])
})
