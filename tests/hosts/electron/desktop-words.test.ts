import { expect, test, vi } from 'vitest'
import { said } from '../../../src-main/core/said.ts'
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

test('why a folder cannot be opened is said in the language of the menu', async () => {
  const why = said`${'/photos'}: there is no such folder; choose an existing one`
  const language = createSpokenLanguage('zh-CN', () => undefined)
  expect(await language.sentence(why)).toBe('/photos：没有这个文件夹；请选择已有的文件夹')
  language.choose('en')
  expect(await language.sentence(why)).toBe(
    '/photos: there is no such folder; choose an existing one',
  )
  expect(language.name()).toBe('en')
})

test('entries of the menu open by the same letters in both languages', () => {
  const lettersOf = (words: Readonly<Record<string, string>>): readonly (string | undefined)[] =>
    Object.values(words).map((text) => /&(\w)/.exec(text)?.[1]?.toUpperCase())
  expect(lettersOf(DESKTOP_WORDS['zh-CN'])).toEqual(lettersOf(DESKTOP_WORDS.en))
})
