import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio

beforeEach(() => {
  givePageASize()
  const preferences = { locale: 'en', theme: 'light', annotator: 'bob', brushRadius: 1 }
  localStorage.setItem('pss-studio.preferences', JSON.stringify(preferences))
})
afterEach(() => studio.wrapper.unmount())

async function openEditor() {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada/edit/photo01')
  const { wrapper, settle } = studio
  const stage = wrapper.findComponent(EditorStage) as unknown as VueWrapper
  function click(tool: 'brush' | 'select', x: number, y: number): void {
    const { tools } = wrapper.getComponent(EditorStage).props('editor') as Editor
    tools[tool].press(pointer(x, y))
    tools[tool].release(pointer(x, y))
  }
  return {
    work: () => fixture.labelling.records.get('photo01')?.work ?? [],
    issues: () => fixture.labelling.records.get('photo01')?.issues ?? [],
    section: () => wrapper.get('section[aria-label=Issues]'),
    async point(x: number | null, y = 0) {
      stage.vm.$emit('point', x === null ? null : { x, y })
      await settle()
    },
    async press(code: string, held: KeyboardEventInit = {}) {
      window.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, ...held }))
      await settle()
    },
    async click(name: string) {
      buttonNamed(document, name).click()
      await settle()
    },
    /** What the stage makes of a press: a place for whoever waits for one. */
    async pressStage(x: number, y: number) {
      if (wrapper.getComponent(EditorStage).props('isPlacing') === true)
        stage.vm.$emit('place', { x, y })
      await settle()
    },
    async report() {
      await wrapper.get('section[aria-label=Issues] form').trigger('submit')
      await settle()
    },
    paint: (x: number, y: number) => click('brush', x, y),
    select: (x: number, y: number) => click('select', x, y),
  }
}

test('an issue is pinned to the region under the pointer, resolved and opened again', async () => {
  const { paint, point, press, report, issues, click, section } = await openEditor()
  paint(5, 5)
  await point(5, 5)
  await press('KeyI', { shiftKey: true })
  await studio.wrapper.get('#issue-comment').setValue('frayed')
  await studio.wrapper.get('#issue-assignee').setValue('ann')
  await report()
  expect(issues()).toMatchObject([
    { kind: 'boundary', classValue: 15, comment: 'frayed', assignee: 'ann', createdBy: 'bob', isOpen: true }, // prettier-ignore
  ])
  const { region } = issues()[0]!
  expect(region.width * region.height).toBeLessThan(30)
  expect(section().text()).toContain('1 open')
  await click('Resolve')
  expect(issues()[0]?.isOpen).toBe(false)
  expect(section().text()).toContain('0 open')
  await click('Reopen')
  expect(issues()[0]?.isOpen).toBe(true)
})

test('the gestures before an issue are in the record all the same', async () => {
  const { paint, point, press, report, work } = await openEditor()
  const editor = studio.wrapper.getComponent(EditorStage).props('editor') as Editor
  editor.work.note({ tool: 'brush', isAssisted: false })
  paint(5, 5)
  await point(5, 5)
  await press('KeyI', { shiftKey: true })
  await report()
  await press('KeyS', { ctrlKey: true })
  expect(work()).toMatchObject([{ tool: 'brush', gestures: 1 }])
})

test('on background, which has no region, the pixels under the tip are pinned', async () => {
  const { point, press, report, issues } = await openEditor()
  await point(0.5, 29.5)
  await press('KeyI', { shiftKey: true })
  await report()
  expect(issues()[0]?.region).toMatchObject({ x: 0, y: 28, width: 2, height: 2 })
})

test('a key walks the open issues, and each is marked in the list and on the photo', async () => {
  const { point, press, report, section } = await openEditor()
  for (const x of [3.5, 30.5]) {
    await point(x, 10.5)
    await press('KeyI', { shiftKey: true })
    await report()
  }
  const current = (): number =>
    section()
      .findAll('li button[aria-current]')
      .findIndex((button) => button.attributes('aria-current') === 'true')
  expect(current()).toBe(1)
  await press('KeyJ')
  expect(current()).toBe(0)
  await press('KeyJ')
  expect(current()).toBe(1)
  await press('KeyJ', { shiftKey: true })
  expect(current()).toBe(0)
  const pins = studio.wrapper.findAll('button[aria-label^="Issue:"]')
  expect(pins.map((pin) => pin.attributes('aria-pressed'))).toEqual(['true', 'false'])
})

test('one key reports what is wrong at the pixel under the pointer, with its class, and the view stays', async () => {
  const { paint, point, press, issues, section } = await openEditor()
  paint(5, 5)
  await point(5, 5)
  await press('Digit1', { altKey: true })
  await press('Digit2', { altKey: true })
  await point(30.5, 20.5)
  await press('Digit3', { altKey: true })
  await press('Digit4', { altKey: true })
  const wanted = [['boundary', 15], ['wrongClass', 15], ['missedObject', 0], ['shouldBeVoid', 0]] // prettier-ignore
  expect(issues().map(({ kind, classValue }) => [kind, classValue])).toEqual(wanted)
  expect(issues()[2]?.region).toMatchObject({ x: 29, y: 19, width: 3, height: 3 })
  expect(document.body.textContent).toContain('Issue reported: Should be void, Background')
  expect(section().text()).toContain('4 open')
  expect(section().find('[aria-current=true]').exists()).toBe(false)
  await press('KeyJ')
  expect(section().get('[aria-current=true]').text()).toContain('Boundary')
})

test('a quick issue by the command palette is where the pointer was before', async () => {
  const { point, press, issues } = await openEditor()
  await point(10.5, 10.5)
  await press('KeyK', { ctrlKey: true })
  await point(null)
  const input = document.querySelector<HTMLInputElement>('[role=dialog] input')!
  input.value = 'issue void'
  input.dispatchEvent(new Event('input'))
  await studio.settle()
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  await studio.settle()
  expect(issues()).toMatchObject([{ kind: 'shouldBeVoid', region: { x: 9, y: 9 } }])
  await point(12, 12)
  await point(null)
  await press('Digit1', { altKey: true })
  expect(document.body.textContent).toContain('Point at the pixels that are wrong first')
})

test('without a pointer the selected region is meant', async () => {
  const { paint, press, issues, select } = await openEditor()
  paint(5, 5)
  select(5, 5)
  await press('Digit2', { altKey: true })
  expect(issues()).toMatchObject([{ kind: 'wrongClass', classValue: 15 }])
})

test('by mouse a button reports the selected region, else the place that is pressed next', async () => {
  const { paint, point, press, click, pressStage, issues, select, section } = await openEditor()
  paint(5, 5)
  await point(20, 20)
  await point(null)
  await click('Issue here: missed object')
  expect(section().text()).toContain('Missed object: click the place in the photo')
  await pressStage(30.5, 20.5)
  expect(issues()).toMatchObject([{ kind: 'missedObject', region: { x: 29, y: 19 } }])
  await pressStage(12, 12)
  expect(issues()).toHaveLength(1)
  select(5, 5)
  await click('Issue here: wrong class')
  expect(issues()[1]).toMatchObject({ kind: 'wrongClass', classValue: 15 })
  expect(section().text()).not.toContain('click the place')
  await press('Escape')
})

test('what waits for its place is let go by Escape, by its button and with the photo', async () => {
  const { press, click, pressStage, issues, section } = await openEditor()
  const isWaiting = (): boolean => section().find('[aria-pressed=true]').exists()
  await click('Issue here: boundary')
  expect(isWaiting()).toBe(true)
  await press('Escape')
  expect(isWaiting()).toBe(false)
  await click('Issue here: boundary')
  await click('Issue here: boundary')
  expect(isWaiting()).toBe(false)
  await click('Issue here: boundary')
  await press('ArrowRight')
  expect(isWaiting()).toBe(false)
  await pressStage(12, 12)
  expect(issues()).toEqual([])
})

test('without a place there is nothing to report', async () => {
  const { press } = await openEditor()
  await press('KeyI', { shiftKey: true })
  expect(document.body.textContent).toContain('Point at the pixels that are wrong first')
  expect(document.querySelector('#issue-comment')).toBeNull()
})
