import { expect, test } from 'vitest'
import { StudioError } from '../../src-main/core/errors.ts'
import {
  inEnglish,
  isSaid,
  listOf,
  said,
  tell,
  translate,
  withoutPlace,
  wordsOf,
} from '../../src-main/core/said.ts'

const German = {
  colon: ' - ',
  separators: { ', ': ' und ', '; ': ' / ' },
  catalogue: {
    'expected {1} photos; {2}': '{2}: {1} Fotos erwartet',
    'copy them again': 'neu kopieren',
  },
}

const sentence = said`album: expected ${3} photos`
const placed = said`${'a.jpg'}: expected ${3} photos; ${said`copy them again`}`

test('a sentence is its template with the values in their places', () => {
  expect(sentence).toEqual({ template: 'album: expected {0} photos', values: [3] })
  expect(inEnglish(placed)).toBe('a.jpg: expected 3 photos; copy them again')
})

test('a line break in the source is one space, one in a value stays', () => {
  const broken = said`of ${'two\nlines'}
    in one`
  expect(inEnglish(broken)).toBe('of two\nlines in one')
})

test('braces in a value are no placeholder', () => {
  expect(inEnglish(said`${'{1}'} and ${'b'}`)).toBe('{1} and b')
})

test('another language orders the values as it likes, and speaks for the sentences among them', () => {
  expect(translate(placed, German)).toBe('a.jpg - neu kopieren: 3 Fotos erwartet')
})

test('what a catalogue lacks stays English, also where its key is a name of every object', () => {
  expect(translate(sentence, German)).toBe('album: expected 3 photos')
  expect(translate(said`toString`, German)).toBe('toString')
  expect(translate('ENOENT', German)).toBe('ENOENT')
})

test('a list has the separators of its language, and its items what they hold', () => {
  const items = [said`copy them again`, 'a, b; c', 'd']
  expect(inEnglish(listOf(items, '; '))).toBe('copy them again; a, b; c; d')
  expect(translate(listOf(items, '; '), German)).toBe('neu kopieren / a, b; c / d')
  expect(translate(said`${'of'}: ${listOf(items)}`, German)).toBe(
    'of - neu kopieren und a, b; c und d',
  )
})

test('without its place a sentence is still the one of the catalogue', () => {
  const rest = withoutPlace(placed, 'a.jpg')
  expect(inEnglish(rest)).toBe('expected 3 photos; copy them again')
  expect(translate(rest, German)).toBe('neu kopieren: 3 Fotos erwartet')
  expect(withoutPlace(placed, 'b.jpg')).toBe(placed)
  expect(withoutPlace('a.jpg: gone', 'a.jpg')).toBe('gone')
})

test('an error tells its sentence twice: in English and as a template', () => {
  const error = new StudioError('corrupt', placed)
  expect(error.message).toBe('a.jpg: expected 3 photos; copy them again')
  const told = tell(error.words)
  expect(told).toEqual({ message: error.message, said: placed })
  expect(wordsOf(told)).toBe(placed)
  expect(tell('plain')).toEqual({ message: 'plain' })
})

test('numbers that JSON cannot hold are words', () => {
  const share = said`got ${Number.NaN}`
  expect(JSON.parse(JSON.stringify(share))).toEqual(share)
  expect(isSaid(share)).toBe(true)
})

test('what is no sentence is told apart', () => {
  const others = [null, 'text', {}, { template: 1, values: [] }, { template: 'a', values: [null] }]
  expect(others.filter(isSaid)).toEqual([])
  expect(isSaid(JSON.parse(JSON.stringify(placed)))).toBe(true)
})
