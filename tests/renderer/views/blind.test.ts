// Blind labelling outside the editor: photo03 was scored, and is a draft again.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useBrowsing } from '../../../src-renderer/stores/browsing.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { RUN_ID, createImages, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio

beforeEach(givePageASize)
afterEach(() => studio.wrapper.unmount())

async function openAt(address: string): Promise<void> {
  const ada = createImages(12).map((image) =>
    image.name === 'photo03' ? { ...image, labelState: 'draft' as const } : image,
  )
  studio = await mountStudio(createStudioFixture({ images: { ada } }), address)
}

async function liftBlindness(): Promise<void> {
  buttonNamed(document, 'pss').click()
  await studio.settle()
  document.querySelector<HTMLInputElement>('#blind-on-validation')!.click()
  await studio.settle()
  buttonNamed(document.querySelector('[role=dialog]')!, 'Cancel').click()
  await studio.settle()
}

const listed = () => studio.wrapper.findAll('[role=rowgroup] button').map((row) => row.text())

test('a table of results leaves out what is to be labelled blind, says so, and shows it once allowed', async () => {
  await openAt(`/runs/${RUN_ID}/results`)
  expect(listed()).toEqual(['photo06', 'photo00', 'photo09'])
  expect(studio.wrapper.text()).toContain('1 photo stays hidden until it is done again')
  await liftBlindness()
  expect(listed()).toEqual(['photo03', 'photo06', 'photo00', 'photo09'])
  expect(studio.wrapper.text()).not.toContain('stays hidden')
})

test('the comparison shows such a photo without what the method found', async () => {
  await openAt(`/runs/${RUN_ID}/compare/photo03`)
  const results = () =>
    studio.wrapper
      .findAll('figure img')
      .map((img) => img.attributes('src') ?? '')
      .filter((source) => /prediction|entropy|difference/.test(source))
  expect(studio.wrapper.findAll('figure')).toHaveLength(5)
  expect(results()).toEqual([])
  expect(studio.wrapper.text()).toContain('Predictions stay hidden')
  expect(studio.wrapper.text()).not.toContain('FIoU8.0')
  expect(studio.wrapper.text()).not.toContain('only predicted')
  await liftBlindness()
  expect(results()).toHaveLength(3)
  expect(studio.wrapper.text()).toContain('FIoU8.0')
})

test('the mean of a group leaves such a photo out', async () => {
  await openAt(`/runs/${RUN_ID}/groups`)
  const card = () => studio.wrapper.findAll('article').find((it) => it.text().includes('Group 3'))!
  expect(card().text()).toContain('n=0')
  await liftBlindness()
  expect(card().text()).toContain('n=1')
})

test('filters, orders and the large view know no score of it', async () => {
  await openAt('/users/ada')
  const browsing = useBrowsing()
  const result = { runId: RUN_ID, stage: 'stage2', checkpoint: 'last' } as const
  browsing.filter([{ kind: 'result', result }], 'result')
  await studio.settle()
  expect(browsing.shown.map(({ name }) => name)).toEqual(['photo00', 'photo06', 'photo09'])
  expect([...browsing.scores.keys()]).not.toContain('ada/photo03')
})
