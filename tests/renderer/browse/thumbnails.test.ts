// Thumbnails of the grid: many in one answer, the latest first, nothing for who has gone.

import { expect, test } from 'vitest'
import type { ThumbnailKey } from '../../../src-main/contract/images.ts'
import { createThumbnails } from '../../../src-renderer/browse/thumbnails.ts'

type Answer = readonly (string | null)[]

/** A studio that answers when it is told to; what it was asked, and what tiles show. */
function openGrid() {
  const asked: string[] = []
  const answers: PromiseWithResolvers<Answer>[] = []
  const shown: Record<string, string> = {}
  const thumbnails = createThumbnails((keys: ThumbnailKey[]) => {
    asked.push(keys.map(({ name }) => name).join(''))
    const answer = Promise.withResolvers<Answer>()
    answers.push(answer)
    return answer.promise
  })
  return {
    asked,
    shown,
    show(names: string): (() => void)[] {
      return Array.from(names, (name) =>
        thumbnails.ask({ user: 'ada', name, size: 192 }, (source) => (shown[name] = source)),
      )
    },
    async answer(at: number, sources: Answer): Promise<void> {
      answers[at]!.resolve(sources)
      await settled()
    },
    async fail(at: number): Promise<void> {
      answers[at]!.reject(new Error('no connection'))
      await settled()
    },
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

test('tiles that change together ask together; what is not stored is had from its address', async () => {
  const grid = openGrid()
  grid.show('ab')
  grid.show('c')
  await settled()
  expect(grid.asked).toEqual(['abc'])
  await grid.answer(0, ['data:a', null, 'data:c'])
  expect(grid.shown).toEqual({ a: 'data:a', b: '/media/thumbnail/ada/b/192', c: 'data:c' })
})

test('four questions at a time, the latest tiles first, and none about those that have gone', async () => {
  const grid = openGrid()
  const gone = grid.show('abcdefghijklmnopqrstuvwxyz')
  await settled()
  expect(grid.asked).toEqual(['uvwxyz', 'opqrst', 'ijklmn', 'cdefgh'])
  gone.forEach((leave) => leave())
  grid.show('123')
  await settled()
  await grid.answer(0, Array.from('uvwxyz'))
  expect(grid.asked.slice(4)).toEqual(['123'])
  await grid.answer(4, ['one', 'two', 'three'])
  expect(grid.shown).toEqual({ 1: 'one', 2: 'two', 3: 'three' })
})

test('a question that fails leaves every tile its address, and the next one is asked', async () => {
  const grid = openGrid()
  grid.show('a')
  await settled()
  await grid.fail(0)
  grid.show('b')
  await settled()
  await grid.answer(1, ['data:b'])
  expect(grid.shown).toEqual({ a: '/media/thumbnail/ada/a/192', b: 'data:b' })
})
