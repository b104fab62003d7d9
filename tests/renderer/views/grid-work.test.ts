// What a grid of ten thousand photos does while somebody scrolls: elements, drawings of tiles and questions to the
// studio are counted. No clock: a fling is as smooth as it has little to do.

import { createRouterClient, implement } from '@orpc/server'
import { config } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { contract } from '../../../src-main/contract/contract.ts'
import { givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createImages, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined
/** Drawings of tiles, after the first of each. */
let drawn = 0

beforeEach(() => {
  givePageASize()
  config.global.mixins = [
    {
      updated(this: { $options: { __name?: string } }) {
        if (this.$options.__name === 'ImageTile') drawn++
      },
    },
  ]
})
afterEach(() => {
  studio?.wrapper.unmount()
  config.global.mixins = []
})

/** The grid of 10,000 photos, scrolled row by row. */
async function openGrid() {
  const fixture = createStudioFixture({ images: { ada: createImages(10_000), bob: createImages(3) } }) // prettier-ignore
  const asked: string[][] = []
  const thumbnails = implement(contract).images.thumbnails.handler(({ input }) => {
    asked.push(input.map(({ name }) => name))
    return input.map(() => null)
  })
  const images = { ...fixture.router.images, thumbnails }
  const client = createRouterClient({ ...fixture.router, images })
  studio = await mountStudio({ ...fixture, api: { ...fixture.api, client } }, '/users/ada')
  const { settle } = studio
  const grid = document.querySelector('[role=listbox]')!
  const rows = (): Map<number, Element[]> =>
    Map.groupBy(grid.querySelectorAll('[role=option]'), ({ parentElement }) =>
      Number(/translateY\((\d+)px\)/.exec(parentElement!.style.transform)?.[1]),
    )
  const [[, first], [rowHeightPx]] = [...rows()] as [[number, Element[]], [number, Element[]]]
  const namesIn = (tiles: readonly Element[]): string[] =>
    tiles.map((tile) => tile.querySelector('.truncate')!.textContent)
  return {
    /** Photos whose stored thumbnails the studio was asked for, question by question. */
    asked,
    columns: first.length,
    /** Rows, tiles and pictures; the marks of states differ in what they are made of. */
    elements: () => grid.querySelectorAll('[role=presentation], [role=option], img').length,
    names: () => [...rows().values()].map(namesIn),
    async scrollToRow(row: number): Promise<void> {
      grid.scrollTop = row * rowHeightPx
      grid.dispatchEvent(new Event('scroll'))
      await settle()
    },
  }
}

test('a row further, one row of tiles is drawn and asked for, and nothing else', async () => {
  const { asked, columns, names, scrollToRow } = await openGrid()
  await scrollToRow(100)
  for (let row = 101; row < 106; row++) {
    const [before, questions] = [names().flat(), asked.length]
    drawn = 0
    await scrollToRow(row)
    const entered = names()
      .flat()
      .filter((name) => !before.includes(name))
    expect(entered).toHaveLength(columns)
    expect(asked.slice(questions).flat().sort()).toEqual(entered.sort())
    // Once with the name and once with the picture.
    expect(drawn).toBeLessThanOrEqual(2 * columns)
  }
})

test('far away, every tile in sight is asked for once, and no photo that was passed', async () => {
  const { asked, names, scrollToRow } = await openGrid()
  for (const row of [400, 1200, 30, 1000]) {
    const questions = asked.length
    await scrollToRow(row)
    const seen = names().flat()
    expect(asked.slice(questions).flat().sort()).toEqual(seen.sort())
    // Six in a question.
    expect(asked.length - questions).toBe(Math.ceil(seen.length / 6))
  }
})

test('the page has as many elements after a thousand rows as before them', async () => {
  const { elements, scrollToRow } = await openGrid()
  await scrollToRow(10)
  const before = elements()
  for (let row = 10; row < 1010; row += 50) {
    await scrollToRow(row)
    expect(elements()).toBe(before)
  }
})

test('whoever comes back from another user is led to the photo that was at hand', async () => {
  await openGrid()
  const scrolled = vi.spyOn(Element.prototype, 'scrollTo')
  const end = new KeyboardEvent('keydown', { key: 'End', bubbles: true })
  document.querySelector('[role=listbox]')!.dispatchEvent(end)
  const there = scrolled.mock.lastCall
  await studio!.router.push('/users/bob')
  await studio!.settle()
  scrolled.mockClear()
  await studio!.router.push('/users/ada')
  await studio!.settle()
  expect(scrolled.mock.lastCall).toEqual(there)
  expect(there).toBeDefined()
})
