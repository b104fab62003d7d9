import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countLabels,
  reversed,
  withClassToggled,
  withLabelsSet,
} from '../../../src-renderer/browse/label-changes.ts'
import {
  NOTHING_SELECTED,
  allSelected,
  rangeSelected,
  toggledImage,
} from '../../../src-renderer/browse/selection.ts'
import { imagesOf } from './images.ts'

const shown = ['a', 'b', 'c', 'd', 'e']

function keys(selection: { readonly keys: ReadonlySet<string> }): string {
  return [...selection.keys].sort().join('')
}

test('one photo goes in and out', () => {
  const one = toggledImage(NOTHING_SELECTED, 'b')
  expect(keys(toggledImage(one, 'd'))).toBe('bd')
  expect(keys(toggledImage(one, 'b'))).toBe('')
})

test('a range goes from the photo chosen last, both ways, and shrinks when one goes back', () => {
  const anchored = toggledImage(NOTHING_SELECTED, 'c')
  const down = rangeSelected(anchored, shown, { from: 'c', to: 'e' })
  expect(keys(down)).toBe('cde')
  expect(keys(rangeSelected(down, shown, { from: 'e', to: 'd' }))).toBe('cd')
  expect(keys(rangeSelected(down, shown, { from: 'e', to: 'a' }))).toBe('abc')
})

test('a range keeps what was selected before its anchor, and starts at the photo at hand without one', () => {
  const earlier = toggledImage(toggledImage(NOTHING_SELECTED, 'a'), 'd')
  expect(keys(rangeSelected(earlier, shown, { from: 'd', to: 'e' }))).toBe('ade')
  const first = rangeSelected(NOTHING_SELECTED, shown, { from: 'b', to: 'c' })
  expect(keys(first)).toBe('bc')
  expect(keys(rangeSelected(first, shown, { from: 'c', to: 'd' }))).toBe('bcd')
  expect(keys(allSelected(shown))).toBe('abcde')
})

test('a class goes on all photos when one lacks it, and off all when none does', () => {
  const images = imagesOf('ada', 6)
  const on = withClassToggled(images, 12)
  expect(on.map(({ name, after }) => [name, after])).toEqual([
    ['photo00', [12]],
    ['photo02', [12]],
    ['photo03', [12]],
    ['photo05', [12]],
  ])
  const done = images.map((image) => ({ ...image, imageLabels: [12] }))
  expect(countLabels(done)[12]).toBe(6)
  expect(withClassToggled(done, 12).every(({ after }) => after?.length === 0)).toBe(true)
  expect(withLabelsSet(done, null).every(({ after }) => after === null)).toBe(true)
  expect(withLabelsSet(done, [12])).toEqual([])
})

test('reversed changes of any labels bring back what was there', () => {
  const labels = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 20 })).map((c) => c.sort((a, b) => a - b))) // prettier-ignore
  fc.assert(
    fc.property(fc.array(labels), fc.integer({ min: 1, max: 20 }), (all, index) => {
      const images = imagesOf('ada', all.length).map((image, at) => ({ ...image, imageLabels: all[at] ?? null })) // prettier-ignore
      const changes = withClassToggled(images, index)
      const now = new Map(images.map((image) => [image.name, image.imageLabels]))
      for (const { name, after } of changes) now.set(name, after === null ? null : [...after])
      for (const { name, after } of reversed(changes)) now.set(name, after === null ? null : [...after]) // prettier-ignore
      expect([...now.values()]).toEqual(images.map((image) => image.imageLabels))
    }),
  )
})
