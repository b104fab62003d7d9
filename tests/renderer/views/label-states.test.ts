import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, giveName, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio

beforeEach(givePageASize)
afterEach(() => studio.wrapper.unmount())

async function openEditor() {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada/edit/photo01')
  const { settle, router } = studio
  async function click(name: string): Promise<void> {
    buttonNamed(document, name).click()
    await settle()
  }
  return {
    fixture,
    settle,
    at: () => router.currentRoute.value.fullPath.split('/').at(-1),
    recordOf: (name: string) => fixture.labelling.records.get(name),
    async press(code: string, held: KeyboardEventInit = {}) {
      window.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, ...held }))
      await settle()
    },
    click,
    paint() {
      const editor = studio.wrapper.getComponent(EditorStage).props('editor') as Editor
      editor.tools.brush.press(pointer(3, 3))
      editor.tools.brush.release(pointer(3, 3))
    },
    giveName: (name: string) => giveName(studio, name),
  }
}

test('Ctrl+Enter asks once who labels, saves, marks as done and goes on', async () => {
  const { fixture, paint, press, giveName, at, recordOf } = await openEditor()
  paint()
  await press('Enter', { ctrlKey: true })
  expect(at()).toBe('photo01')
  expect(document.body.textContent).toContain('Who is labelling?')
  await giveName(' ann ')
  expect(at()).toBe('photo02')
  expect(recordOf('photo01')).toMatchObject({ state: 'done', annotator: 'ann' })
  paint()
  await press('Enter', { ctrlKey: true })
  expect(at()).toBe('photo03')
  expect(fixture.saved.map(({ name }) => name)).toEqual(['photo01', 'photo02'])
  expect(recordOf('photo02')).toMatchObject({ state: 'done', annotator: 'ann' })
})

test('a photo in which nothing is labelled is not done: it says so, stays, and writes no mask', async () => {
  const { fixture, press, giveName, at, recordOf, paint } = await openEditor()
  await press('Enter', { ctrlKey: true })
  await giveName('ann')
  expect([at(), fixture.saved, recordOf('photo01')]).toEqual(['photo01', [], undefined])
  expect(document.body.textContent).toContain('nobody has labelled any of its pixels')
  paint()
  await press('Enter', { ctrlKey: true })
  expect(at()).toBe('photo02')
  expect(document.body.textContent).toMatch(/photo01 is done; \d\d % of it is unlabelled/)
  paint()
  await press('KeyB', { shiftKey: true })
  await press('Enter', { ctrlKey: true })
  expect(at()).toBe('photo03')
  expect(document.body.textContent).not.toContain('photo02 is done')
})

test('who goes on while the mask is stored has that photo done, and stays at the next', async () => {
  const { fixture, paint, press, giveName, at, recordOf, settle } = await openEditor()
  const writing = Promise.withResolvers<undefined>()
  const { desk } = fixture.editing
  const save = desk.save.bind(desk)
  desk.save = (request) => writing.promise.then(() => save(request))
  paint()
  await press('Enter', { ctrlKey: true })
  await giveName('ann')
  await press('ArrowRight')
  expect(at()).toBe('photo02')
  writing.resolve(undefined)
  await settle()
  await settle()
  expect([recordOf('photo01')?.state, recordOf('photo02')?.state]).toEqual(['done', undefined])
  expect(at()).toBe('photo02')
})

test('who gives no name leaves the photo as it is', async () => {
  const { press, click, at, recordOf, paint } = await openEditor()
  paint()
  await press('Enter', { ctrlKey: true })
  await click('Cancel')
  expect(at()).toBe('photo01')
  expect(recordOf('photo01')).toBeUndefined()
})

test('skipping asks for the reason, keeps it and goes on', async () => {
  const { press, click, giveName, at, recordOf } = await openEditor()
  await press('Enter', { ctrlKey: true, shiftKey: true })
  await click('Private')
  await giveName('ann')
  expect(at()).toBe('photo02')
  expect(recordOf('photo01')).toMatchObject({ state: 'skipped', skipReason: 'private' })
})

test('the steps on offer follow the state, and a frozen photo says that it is read-only', async () => {
  const { paint, press, giveName, click, settle, recordOf } = await openEditor()
  paint()
  await press('KeyS', { ctrlKey: true })
  const offered = (): string[] =>
    studio.wrapper
      .get('section[aria-label=Labels]')
      .findAll('button')
      .map((button) => button.text())
      .filter((text) => text !== '')
  expect(offered()).toEqual(['Done', 'Skip…'])
  await click('Done')
  await giveName('ann')
  await studio.router.push('/users/ada/edit/photo01')
  await settle()
  expect(offered()).toEqual(['Skip…', 'Reopen', 'Review', 'Change…'])
  await click('Review')
  expect(document.body.textContent).toContain('a review expects another person')
  await click('Change…')
  await giveName('bob')
  await click('Review')
  await click('Freeze')
  expect(recordOf('photo01')).toMatchObject({ state: 'frozen', annotator: 'ann' })
  expect(document.body.textContent).toContain('This mask is frozen')
  expect(offered()).toEqual(['Unfreeze', 'Change…'])
})

test('active time and gestures go with the save, by tool and assistance', async () => {
  const { fixture, paint, press, recordOf } = await openEditor()
  const editor = studio.wrapper.getComponent(EditorStage).props('editor') as Editor
  editor.work.note({ tool: 'wand', isAssisted: true })
  await press('KeyE', { shiftKey: true })
  await new Promise((resolve) => setTimeout(resolve, 20))
  window.dispatchEvent(new Event('pointerdown'))
  paint()
  await press('KeyS', { ctrlKey: true })
  expect(fixture.saved).toHaveLength(1)
  const work = recordOf('photo01')!.work
  expect(work.find(({ tool }) => tool === 'wand')).toMatchObject({ isAssisted: true, gestures: 0 })
  expect(work.find(({ tool }) => tool === 'unlabel')).toMatchObject({ isAssisted: false, gestures: 1 }) // prettier-ignore
  expect(work.every(({ seconds }) => seconds > 0)).toBe(true)
})
