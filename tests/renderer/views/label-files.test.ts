import { afterEach, beforeEach, expect, test } from 'vitest'
import { EVERY_COMPONENT } from '../../../src-main/core/label-files/component-wish.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createImages, createStudioFixture } from '../studio-fixture.ts'
import type { StudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

async function openDialog(fixture: StudioFixture, menu: string, path: string): Promise<void> {
  studio = await mountStudio(fixture, '/users/ada')
  buttonNamed(document, menu).click()
  await studio.settle()
  const field = document.querySelector<HTMLInputElement>('[role=dialog] input:not([type=checkbox])')
  field!.value = path
  field!.dispatchEvent(new Event('input'))
  await studio.settle()
}

async function press(name: string): Promise<void> {
  const button = buttonNamed(document.querySelector('[role=dialog]')!, name)
  if (button.type === 'submit') button.form!.requestSubmit()
  else button.click()
  await studio!.settle()
}

async function chooseFormat(name: string): Promise<void> {
  const enter = () => new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })
  document.querySelector('[role=combobox][aria-label="Format"]')!.dispatchEvent(enter())
  await studio!.settle()
  const options = [...document.querySelectorAll<HTMLElement>('[role=listbox] [role=option]')]
  options.find(({ textContent }) => textContent.trim() === name)!.dispatchEvent(enter())
  await studio!.settle()
}

function dialogText(): string {
  return document.querySelector('[role=dialog]')?.textContent.replace(/\s+/g, ' ') ?? ''
}

test('labels are checked, the table is seen, and only then they are imported', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Import labels', '/labels.zip')
  expect(dialogText()).not.toContain('What would change')
  await press('Check')
  for (const expected of ['1 name is no class', 'couch', 'photo00', 'Mask kept', 'No such photo']) {
    expect(dialogText()).toContain(expected)
  }
  expect(dialogText()).toContain('12 objects are merged')
  expect(fixture.labelWishes).toEqual([
    { user: 'ada', format: 'voc', path: '/labels.zip', classes: {}, isReplacing: false, isTurning: false, isDryRun: true }, // prettier-ignore
  ])
  await press('Import 1 mask')
  expect(fixture.labelWishes.map(({ isDryRun }) => isDryRun)).toEqual([true, false])
  expect(dialogText()).toContain('1 mask was written.')
  await press('Close')
  expect(document.querySelector('[role=dialog]')).toBeNull()
})

test('another wish is looked at again before it can be done', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Import labels', '/labels.zip')
  await press('Check')
  document.querySelector<HTMLInputElement>('#label-import-replace')!.click()
  await studio!.settle()
  expect(dialogText()).toContain('Replaces the mask')
  expect(fixture.labelWishes.at(-1)).toMatchObject({ isReplacing: true, isDryRun: true })
  const field = document.querySelector<HTMLInputElement>('#label-import-path')!
  field.value = '/other.zip'
  field.dispatchEvent(new Event('input'))
  await studio!.settle()
  expect(dialogText()).not.toContain('What would change')
  expect(dialogText()).toContain('Check')
})

test('masks are exported, and what the format has no place for is said', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Export labels', '/out')
  await press('Export')
  expect(fixture.labelWishes).toEqual([
    { user: 'ada', format: 'voc', path: '/out', voidRingPx: 0, choices: [], components: EVERY_COMPONENT, isDryRun: false }, // prettier-ignore
  ])
  expect(dialogText()).toContain('4 masks are in /out')
  expect(dialogText()).toContain('5.2 MB')
  expect(dialogText()).toContain('Some names do not work on other systems')
})

test('the masks of drafts and of skipped photos are among those that an export promises', async () => {
  const states = ['draft', 'skipped', 'todo'] as const
  const ada = createImages(3).map((image, at) => ({ ...image, hasMask: at < 2, labelState: states[at] ?? 'todo' })) // prettier-ignore
  await openDialog(createStudioFixture({ images: { ada } }), 'Export labels', '/out')
  expect(dialogText()).toContain('Writes 2 masks as new files')
  expect(buttonNamed(document.querySelector('[role=dialog]')!, 'Count first').disabled).toBe(false)
})

test('how many annotations a mask for each region makes is counted first, and small ones are joined', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Export labels', '/out.json')
  await chooseFormat('COCO')
  expect(document.querySelector('#component-smallest')).toBeNull()
  document.querySelector<HTMLInputElement>('#label-export-componentMasks')!.click()
  await studio!.settle()
  await press('Count first')
  expect(dialogText()).toContain('4 masks would be written')
  expect(dialogText()).toContain('84,213 annotations, 5.2 MB; the most are of photo03: 61,204')
  const smallest = document.querySelector<HTMLInputElement>('#component-smallest')!
  const leaveOut = document.querySelector<HTMLInputElement>('#component-leave-out')!
  expect(leaveOut.disabled).toBe(true)
  smallest.value = '10'
  smallest.dispatchEvent(new Event('change'))
  await studio!.settle()
  // What was counted is no longer true.
  expect(dialogText()).not.toContain('would be written')
  expect(leaveOut.disabled).toBe(false)
  document.querySelector<HTMLInputElement>('#component-any-number')!.click()
  await studio!.settle()
  await press('Export')
  expect(fixture.labelWishes).toMatchObject([
    { components: EVERY_COMPONENT, isDryRun: true },
    { components: { smallestPx: 10, small: 'joined', mostAnnotations: null }, isDryRun: false },
  ])
  expect(dialogText()).toContain('4 masks are in /out.json')
})

test('a ring of void is asked for with the arrow keys, and the report says that it is in the copy', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Export labels', '/out')
  const slider = document.querySelector('[role=dialog] [role=slider][aria-label="Ring of void"]')
  expect(slider?.getAttribute('aria-valuetext')).toBe('none')
  for (const key of ['ArrowRight', 'ArrowRight']) {
    slider!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await studio!.settle()
  }
  expect(slider?.getAttribute('aria-valuetext')).toBe('2 px')
  await press('Export')
  expect(fixture.labelWishes).toMatchObject([{ voidRingPx: 2 }])
  expect(dialogText()).toContain('31 pixels are a ring of void in this copy')
})

test('what a format offers is chosen with it, and forgotten with another format', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Export labels', '/out')
  document.querySelector<HTMLInputElement>('#label-export-photos')!.click()
  await chooseFormat('CVAT segmentation mask 1.1')
  expect(document.querySelector('[role=dialog] input[type=checkbox]')).toBeNull()
  await chooseFormat('COCO')
  document.querySelector<HTMLInputElement>('#label-export-componentMasks')!.click()
  await studio!.settle()
  await chooseFormat('labelme')
  expect(dialogText()).toContain('A polygon has no holes')
  document.querySelector<HTMLInputElement>('#label-export-polygons')!.click()
  await studio!.settle()
  await press('Export')
  expect(fixture.labelWishes).toMatchObject([{ format: 'labelme', choices: ['polygons'] }])
})

test('masks of photos as stored are asked about once, and turned when a person says so', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Import labels', '/labels.zip')
  expect(document.querySelector('#label-import-turn')).toBeNull()
  await press('Check')
  expect(dialogText()).toContain('10 × 20 ≠ 20 × 10')
  expect(dialogText()).toContain('Turn 1 mask that fits its photo as stored')
  document.querySelector<HTMLInputElement>('#label-import-turn')!.click()
  await studio!.settle()
  expect(dialogText()).toContain('turned like its photo')
  expect(dialogText()).toContain('read by its colours (RGB)')
  await press('Import 2 masks')
  expect(fixture.labelWishes.map(({ isTurning, isDryRun }) => [isTurning, isDryRun])).toEqual([
    [false, true],
    [true, true],
    [true, false],
  ])
})

function progress(): (string | null)[] | null {
  const bar = document.querySelector('[role=dialog] [role=progressbar]')
  return bar && ['aria-label', 'aria-valuenow'].map((name) => bar.getAttribute(name))
}

function noticed(): string {
  return document.querySelector('[aria-live=polite].fixed')!.textContent
}

test('an export tells how far it is, and is stopped without leaving the dialog', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Export labels', '/endless')
  await press('Export')
  expect(progress()).toEqual(['Writing the files', '25'])
  expect(dialogText()).toContain('1 of 4: photo01')
  await press('Stop')
  expect(progress()).toBeNull()
  expect(dialogText()).toContain('The export was stopped. Nothing was written.')
  await press('Count first')
  expect(progress()).toEqual(['Counting', '25'])
  expect(dialogText()).not.toContain('was stopped')
  await press('Stop')
  expect(dialogText()).toContain('Counting was stopped.')
})

test('an export whose dialog is closed is stopped, and a notice says so', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Export labels', '/endless')
  await press('Count first')
  await press('Cancel')
  expect(noticed()).not.toContain('was stopped')
  await openDialog(fixture, 'Export labels', '/endless')
  await press('Export')
  await press('Cancel')
  expect(document.querySelector('[role=dialog]')).toBeNull()
  expect(noticed()).toContain('The export was stopped. Nothing was written.')
})

test('an import that is stopped says how many masks were written, and can be looked at again', async () => {
  const fixture = createStudioFixture()
  await openDialog(fixture, 'Import labels', '/endless.zip')
  await press('Check')
  await press('Import 1 mask')
  expect(progress()).toEqual(['Importing the masks', '25'])
  await press('Stop')
  expect(dialogText()).toContain('1 mask was written, and the one at hand may be, too')
  expect(dialogText()).not.toContain('What would change')
  await press('Check')
  expect(dialogText()).toContain('What would change')
  expect(dialogText()).not.toContain('ended early')
})
