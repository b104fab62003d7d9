// How far the thumbnails of all photos are, as the library shows it.

import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Problem } from '../../../src-main/contract/schemas.ts'
import type { ThumbnailProgress } from '../../../src-main/contract/thumbnails.ts'
import { usePreferences } from '../../../src-renderer/stores/preferences.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'
import type { StudioFixture } from '../studio-fixture.ts'

let fixture: StudioFixture
let studio: MountedStudio | undefined

const PART: ThumbnailProgress = { state: 'making', done: 3200, total: 10_000, unreadable: 0 }

/** The studio at an address, when the first photos have been shown and it has asked for the rest. */
async function open(address: string): Promise<MountedStudio> {
  const before = fixture.thumbnailWishes.length
  studio = await mountStudio(fixture, address)
  await vi.waitFor(() => expect(fixture.thumbnailWishes.length).toBeGreaterThan(before), 4000)
  return studio
}

async function tell(progress: Partial<ThumbnailProgress>): Promise<void> {
  fixture.tellThumbnails({ ...PART, ...progress })
  await studio?.settle()
}

beforeEach(() => {
  givePageASize()
  fixture = createStudioFixture()
})
afterEach(() => studio?.wrapper.unmount())

test('the library tells how many photos have their thumbnail, until all have', async () => {
  const { wrapper } = await open('/')
  expect(fixture.thumbnailWishes).toEqual([{ size: 192, isPaused: false }])
  expect(wrapper.text()).not.toContain('Thumbnails')
  await tell({})
  expect(wrapper.text()).toContain('Thumbnails 3,200 of 10,000')
  expect(wrapper.get('[aria-label="Thumbnails"]').attributes('aria-valuenow')).toBe('32')
  await tell({ state: 'done', done: 10_000 })
  expect(wrapper.text()).not.toContain('Thumbnails')
})

test('the work is paused and goes on, also in the next window', async () => {
  const first = await open('/')
  await tell({})
  buttonNamed(document, 'Pause making thumbnails').click()
  await first.settle()
  expect(fixture.thumbnailWishes.at(-1)).toEqual({ size: 192, isPaused: true })
  await tell({ state: 'paused' })
  expect(first.wrapper.text()).toContain('Thumbnails paused at 3,200 of 10,000')
  first.wrapper.unmount()
  const next = await open('/')
  expect(fixture.thumbnailWishes.at(-1)).toEqual({ size: 192, isPaused: true })
  await tell({ state: 'paused' })
  buttonNamed(document, 'Go on making thumbnails').click()
  await next.settle()
  expect(fixture.thumbnailWishes.at(-1)).toEqual({ size: 192, isPaused: false })
})

test('what cannot go on says so, and is tried again', async () => {
  const { wrapper, settle } = await open('/')
  await tell({ state: 'waiting' })
  expect(wrapper.text()).toContain('Thumbnails wait for the run, 3,200 of 10,000')
  await tell({ state: 'stopped' })
  expect(wrapper.text()).toContain('Thumbnails stopped at 3,200 of 10,000')
  buttonNamed(document, 'Go on making thumbnails').click()
  await settle()
  expect(fixture.thumbnailWishes.length).toBe(2)
})

/** happy-dom has no sizes to tell. */
class SizedObserver {
  readonly #tell: ResizeObserverCallback

  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell
  }

  observe(): void {
    const contentRect = { width: 1200, height: 800 } as DOMRectReadOnly
    this.#tell([{ contentRect } as ResizeObserverEntry], this)
  }

  unobserve(): void {}
  disconnect(): void {}
}

test('the tiles of the grid decide which thumbnails are made', async () => {
  vi.stubGlobal('ResizeObserver', SizedObserver)
  onTestFinished(() => void vi.unstubAllGlobals())
  const { wrapper, router, settle } = await open('/users/ada')
  usePreferences().thumbnailWidthPx = 320
  await settle()
  expect(fixture.thumbnailWishes.at(-1)).toEqual({ size: 384, isPaused: false })
  await tell({})
  expect(wrapper.get('header').text()).toContain('Thumbnails 3,200 of 10,000')
  await router.push('/users/ada/edit/photo00')
  await settle()
  expect(wrapper.get('header').text()).not.toContain('Thumbnails')
})

test('a window that was cut off asks again', async () => {
  const { wrapper, settle } = await open('/')
  await tell({})
  fixture.connect('waiting')
  await settle()
  expect(wrapper.text()).not.toContain('3,200')
  fixture.connect('open')
  await settle()
  expect(fixture.thumbnailWishes.length).toBe(2)
})

test('photos that turn out to be damaged come among the problems', async () => {
  const problems: Problem[] = []
  fixture = createStudioFixture({ problems })
  const { wrapper } = await open('/')
  problems.push({
    kind: 'corrupt',
    file: 'personal/ada/JPEGImages/photo03.jpg',
    message: 'cut off',
  })
  await tell({})
  await tell({ done: 3201, unreadable: 1 })
  expect(wrapper.text()).not.toContain('photo03.jpg')
  await tell({ state: 'done', done: 10_000, unreadable: 1 })
  expect(wrapper.text()).toContain('1 file needs attention')
})

test('it is told in Chinese as well', async () => {
  const { wrapper, settle } = await open('/')
  usePreferences().locale = 'zh-CN'
  await tell({})
  await settle()
  expect(wrapper.text()).toContain('缩略图 3,200 / 10,000')
})
