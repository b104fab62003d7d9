import { expect, test } from 'vitest'
import { resolveNames, valueOfName } from '../../../src-main/core/label-files/class-table.ts'
import {
  createNameIndices,
  createRegionCanvas,
} from '../../../src-main/core/label-files/named-labels.ts'

function personAndDog() {
  const canvas = createRegionCanvas(4, 2)
  canvas.paintPatch('person', { x: -1, y: 0, width: 3, height: 1, data: Uint8Array.of(1, 1, 1) })
  canvas.paintPatch('Dog', { x: 1, y: 0, width: 2, height: 5, data: new Uint8Array(10).fill(9) })
  return canvas.finish()
}

test('later regions cover earlier ones, and what they cover is counted', () => {
  const { labels, ...counts } = personAndDog()
  expect(labels.names).toEqual(['background', 'person', 'Dog'])
  expect([...labels.data]).toEqual([1, 2, 2, 0, 0, 2, 2, 0])
  expect(counts).toEqual({ regionCount: 2, nameCount: 2, overlapPixels: 1 })
})

test('a name that differs in a letter is unknown until a person chooses its class', () => {
  const { labels } = personAndDog()
  const { labelMap, uses } = resolveNames(labels, new Map())
  expect(labelMap).toBeNull()
  expect(uses).toEqual([
    { name: 'background', value: 0, pixels: 3 },
    { name: 'person', value: 15, pixels: 1 },
    { name: 'Dog', value: null, pixels: 4 },
  ])
  const chosen = resolveNames(labels, new Map([['Dog', 'dog']]))
  expect([...(chosen.labelMap?.data ?? [])]).toEqual([15, 12, 12, 0, 0, 12, 12, 0])
})

test('a choice may be void or background, and no other name', () => {
  const value = (choice: string) => valueOfName('x', new Map([['x', choice]]))
  expect([value('void'), value('background')]).toEqual([255, 0])
  expect(() => value('hound')).toThrow('class "hound" is not known; expected one of')
  expect(valueOfName('constructor', new Map())).toBeNull()
})

test('an image has 256 names at most', () => {
  const indices = createNameIndices()
  for (let i = 1; i < 256; i++) indices.indexOf(`name ${i}`)
  expect(indices.indexOf('name 7')).toBe(7)
  expect(() => indices.indexOf('one more')).toThrow('more than 256 different names')
})
