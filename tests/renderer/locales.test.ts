import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createI18n } from 'vue-i18n'
import { expect, test } from 'vitest'
import { VOC_CLASSES } from '../../src-main/core/labels/classes.ts'
import { ERROR_KINDS } from '../../src-main/core/errors.ts'
import { preferredLocale } from '../../src-renderer/i18n.ts'
import { en } from '../../src-renderer/locales/en.ts'
import { zhCn } from '../../src-renderer/locales/zh-cn.ts'

type Tree = { readonly [key: string]: Tree | string }

function leaves(tree: Tree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : leaves(value, `${prefix}${key}.`),
  )
}

function placeholders(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? ''))].sort()
}

test('both languages have the same keys', () => {
  expect(leaves(zhCn).map(([key]) => key)).toEqual(leaves(en).map(([key]) => key))
})

test('every text has the same placeholders in both languages', () => {
  const chinese = new Map(leaves(zhCn))
  const differing = leaves(en).filter(
    ([key, text]) => placeholders(text).join() !== placeholders(chinese.get(key) ?? '').join(),
  )
  expect(differing).toEqual([])
})

test('every text compiles', () => {
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en, 'zh-CN': zhCn } })
  for (const locale of ['en', 'zh-CN'] as const) {
    i18n.global.locale.value = locale
    for (const [key] of leaves(en)) expect(typeof i18n.global.t(key)).toBe('string')
  }
})

test('every class and every kind of error has a name', () => {
  expect(Object.keys(en.classes)).toEqual([...VOC_CLASSES, 'void', 'unlabelled'])
  expect(Object.keys(en.errors)).toEqual([...ERROR_KINDS, 'internal'])
})

test('every key that a component asks for by its full name exists', () => {
  const root = join(import.meta.dirname, '../../src-renderer')
  const known = new Set(leaves(en).map(([key]) => key))
  const asked = globSync('**/*.{vue,ts}', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  )
  expect(asked.length).toBeGreaterThan(100)
  expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([])
})

test('the language follows the first one of the system that is known', () => {
  expect(preferredLocale(['fr', 'zh-TW', 'en'])).toBe('zh-CN')
  expect(preferredLocale(['de'])).toBe('en')
})
