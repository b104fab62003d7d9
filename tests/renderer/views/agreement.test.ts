import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EditorStage, buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { PROVENANCE } from '../../../src-main/core/labels/provenance.ts'
import { decodeLabelMap } from '../../../src-renderer/canvas/saving/label-map-wire.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { pointer } from '../canvas/paint-story.ts'
import { createStudioFixture } from '../studio-fixture.ts'
import '../../../src-renderer/views/AgreementView.vue'

let studio: MountedStudio

beforeEach(() => {
  givePageASize()
  const preferences = { locale: 'en', theme: 'light', annotator: 'bob' }
  localStorage.setItem('pss-studio.preferences', JSON.stringify(preferences))
})
afterEach(() => studio.wrapper.unmount())

async function open(address: string) {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, address)
  const { settle, router } = studio
  return {
    fixture,
    settle,
    at: () => router.currentRoute.value.fullPath,
    async press(code: string, held: KeyboardEventInit = {}) {
      window.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, ...held }))
      await settle()
    },
    async click(name: string) {
      buttonNamed(document, name).click()
      await settle()
    },
  }
}

test('agreement is told with interval, n and classes, and each drawn photo with what comes next', async () => {
  await open('/users/ada/agreement')
  const text = studio.wrapper.text()
  for (const expected of [
    '83.0 %',
    '79.0 to 88.0',
    'n = 12',
    'Person',
    'photo00',
    'Adjudicate',
    'Label blind',
  ]) {
    expect(text).toContain(expected)
  }
})

test('as long as pairs are compared it is told how many are', async () => {
  const fixture = createStudioFixture()
  const { promise, resolve } = Promise.withResolvers<null>()
  fixture.second.compared = promise
  studio = await mountStudio(fixture, '/users/ada/agreement')
  expect(studio.wrapper.text()).toContain('Comparing pairs of masks: 3 of 12')
  const bar = studio.wrapper.get('[aria-label="Pairs that are compared"]')
  expect(bar.attributes('aria-valuenow')).toBe('25')
  resolve(null)
  await studio.settle()
  expect(studio.wrapper.text()).not.toContain('Comparing')
  expect(studio.wrapper.text()).toContain('83.0 %')
})

test('a damaged pair is a row that says what is damaged, with nothing to do, and is told beside the figures', async () => {
  await open('/users/ada/agreement')
  const row = studio.wrapper.findAll('tr').find((found) => found.text().includes('photo05'))!
  expect(row.text()).toContain('Damaged')
  expect(row.text()).toContain('SegmentationClass.second/photo05.png: expected a complete PNG')
  expect(row.find('button').exists()).toBe(false)
  expect(studio.wrapper.text()).toContain('2 pairs cannot be compared: no figure counts them.')
})

test('a pair of two photos is a row that says so, from which the blind mask is opened', async () => {
  const { at } = await open('/users/ada/agreement')
  const row = studio.wrapper.findAll('tr').find((found) => found.text().includes('photo06'))!
  expect(row.text()).toContain('Of two photos')
  expect(row.text()).toContain('its two masks are of different photos')
  await row.get('button').trigger('click')
  await studio.settle()
  expect(at()).toBe('/users/ada/second/photo06')
})

test('a second labelling opens empty, saves to its own place and ends with Ctrl+Enter', async () => {
  const { fixture, click, press, at } = await open('/users/ada/agreement')
  await click('Label blind')
  expect(at()).toBe('/users/ada/second/photo01')
  expect(studio.wrapper.text()).toContain('the first mask stays hidden')
  expect(document.querySelector('section[aria-label=Issues]')).toBeNull()
  const { brush } = (studio.wrapper.getComponent(EditorStage).props('editor') as Editor).tools
  brush.press(pointer(3, 3))
  brush.release(pointer(3, 3))
  await press('Enter', { ctrlKey: true })
  expect(fixture.saved).toMatchObject([{ name: 'photo01', blindBy: 'bob' }])
  const plane = decodeLabelMap(fixture.saved[0]!.provenance!)
  expect([plane.data[3 * 40 + 3], plane.data[39]]).toEqual([
    PROVENANCE.human,
    PROVENANCE.unlabelled,
  ])
  expect(fixture.second.finished).toEqual(['photo01'])
  expect(at()).toBe('/users/ada/agreement')
})

test('settled photos are shown to those who labelled them alone', async () => {
  const { fixture } = await open('/users/ada/agreement')
  expect(fixture.second.lookers).toEqual(['bob'])
  expect(studio.wrapper.text()).toContain('photo04')
  expect(studio.wrapper.text()).not.toContain('photo07')
})

test('each person has a figure against gold masks, and whoever leads chooses these', async () => {
  const { fixture, click } = await open('/users/ada/agreement')
  const row = studio.wrapper.findAll('tr').find((found) => found.text().includes('carl'))!
  expect(row.findAll('td').map((cell) => cell.text())).toEqual(['90.0', '85.0 – 94.0', '4'])
  expect(document.body.textContent).not.toContain('photo03')
  await click('Gold photos…')
  const box = () => document.querySelector<HTMLInputElement>('#gold-photo03')!
  box().click()
  await studio.settle()
  expect([...fixture.second.gold]).toEqual(['photo03'])
  expect(box().checked).toBe(true)
  expect(document.querySelector('[role=dialog]')!.textContent).toContain('by bob, labelled by 0')
  box().click()
  await studio.settle()
  expect(fixture.second.gold.size).toBe(0)
})

const heatMap = (within: string) =>
  document.querySelector(`${within} canvas[role=img]`)?.getAttribute('aria-label')

/** Takes an option of the open view's list of classes. */
async function takeClasses(text: string): Promise<void> {
  const list = document.querySelector<HTMLElement>('[role=combobox][aria-label=Classes]')!
  list.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await studio.settle()
  const option = [...document.querySelectorAll<HTMLElement>('[role=option]')].find((it) => it.textContent.includes(text))! // prettier-ignore
  option.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await studio.settle()
}

test('a heat map says in numbers and words where all pairs differ, and between which classes', async () => {
  await open('/users/ada/agreement')
  expect(heatMap('main')).toBe(
    'Where they disagree: 0.03 % of the pixels that both labelled differ. The most are 30.0 %, at 98 % from the left and 2 % from the top.',
  )
  const scale = () => document.querySelector('main [data-scale]')!.textContent.replace(/\s+/g, ' ')
  expect(scale()).toBe(' 0 % 50 % ')
  await takeClasses('Cat / Dog')
  expect(heatMap('main')).toContain('The most are 10.0 %')
  expect(scale()).toBe(' 0 % 10 % ')
})

test('one photo has its own heat map, beside its regions', async () => {
  const { click } = await open('/users/ada/agreement')
  await click('Adjudicate')
  expect(heatMap('[role=dialog]')).toBeUndefined()
  buttonNamed(document.querySelector('[role=dialog]')!, 'Where they disagree').click()
  await studio.settle()
  expect(heatMap('[role=dialog]')).toContain('at 2 % from the left and 2 % from the top')
})

test('regions are judged one by one with keys, the rest at once, and then written', async () => {
  const close = vi.fn()
  vi.stubGlobal('createImageBitmap', async () => ({ width: 40, height: 30, close }))
  const { fixture, click, press } = await open('/users/ada/agreement')
  await click('Adjudicate')
  expect(document.body.textContent).toContain('Region 1 of 2: 5 px, 2 without a verdict')
  expect(buttonNamed(document, 'Write the result').disabled).toBe(true)
  await press('Digit2')
  expect(document.body.textContent).toContain('Region 2 of 2: 3 px, 1 without a verdict')
  await click('The first for the rest')
  expect(close).not.toHaveBeenCalled()
  await click('Write the result')
  expect(close).toHaveBeenCalledOnce()
  expect(fixture.second.verdicts).toEqual([['second', 'first']])
  expect(document.body.textContent).not.toContain('Region 2 of 2')
})
