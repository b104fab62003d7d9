import { expect, test, vi } from 'vitest'
import {
  DESKTOP_WORDS,
  createSpokenLanguage,
} from '../../../src-main/hosts/electron/desktop-words.ts'

test('the system speaks first, then the person', () => {
  const changed = vi.fn()
  const language = createSpokenLanguage('zh-TW', changed)
  expect(language.words()).toBe(DESKTOP_WORDS['zh-CN'])
  language.choose('en')
  expect(language.words()).toBe(DESKTOP_WORDS.en)
  language.choose('en')
  expect(changed).toHaveBeenCalledTimes(1)
})

test('what is no language of the studio changes nothing', () => {
  const changed = vi.fn()
  const language = createSpokenLanguage('de', changed)
  for (const wrong of ['fr', 'toString', 7, null, { language: 'zh-CN' }]) language.choose(wrong)
  expect(language.words()).toBe(DESKTOP_WORDS.en)
  expect(changed).not.toHaveBeenCalled()
})

test('entries of the menu open by the same letters in both languages', () => {
  const lettersOf = (words: Readonly<Record<string, string>>): readonly (string | undefined)[] =>
    Object.values(words).map((text) => /&(\w)/.exec(text)?.[1]?.toUpperCase())
  expect(lettersOf(DESKTOP_WORDS['zh-CN'])).toEqual(lettersOf(DESKTOP_WORDS.en))
})
