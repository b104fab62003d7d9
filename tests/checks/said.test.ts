import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { saidKey } from '../../src-main/core/said.ts'
import { CHINESE } from '../../src-main/core/said-in-chinese.ts'
import { repository, saidInSources } from './said-in-sources.ts'

const saidInChinese = CHINESE.catalogue
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

/** What is met in a terminal only, faults in how a network or a graph was put together, and the window's own texts. */
const ENGLISH_ONLY = [
  'src-main/adapters/weights/add-',
  'src-main/adapters/weights/formats/',
  'src-main/adapters/weights/npm-registry.ts',
  'src-main/adapters/weights/read-',
  'src-main/hosts/cli/',
  'src-main/hosts/web/',
  'src-main/hosts/electron/prefer-wasm-sharp.ts',
  'src-main/engine/',
  'src-renderer/locales/',
]

function metInWindow(places: readonly string[]): string[] {
  return places.filter((place) => !ENGLISH_ONLY.some((start) => place.startsWith(start)))
}

test('every sentence that a person may meet in the window has a template', () => {
  expect(metInWindow(sources.plainWords)).toEqual([])
})

test('nobody takes the English of an error where it has words for every language', () => {
  // Adapters hear errors of the system and of libraries first.
  const own = metInWindow(sources.messagesRead).filter(
    (place) => !/^src-main\/(adapters\/|core\/errors\.ts)/.test(place),
  )
  expect(own).toEqual([])
})

test('weights are added in a terminal only', () => {
  const importers = globSync('src-{main,renderer}/**/*.{ts,vue}', { cwd: repository }).filter(
    (file) => /\/add-weights\.ts'/.test(readFileSync(join(repository, file), 'utf8')),
  )
  expect(importers).toEqual(['src-main/hosts/cli/commands/weights.ts'])
})
