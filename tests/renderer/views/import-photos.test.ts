// A folder of photos becomes a user in the library's dialog: how far it is, stopped, and closed meanwhile.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

async function importFrom(folder: string): Promise<void> {
  studio = await mountStudio(createStudioFixture(), '/')
  buttonNamed(document, 'Import photos…').click()
  await studio.settle()
  for (const [id, value] of Object.entries({ 'import-folder': folder, 'import-user': 'bob' })) {
    const field = document.querySelector<HTMLInputElement>(`#${id}`)!
    field.value = value
    field.dispatchEvent(new Event('input'))
  }
  await studio.settle()
  await press('Import')
}

async function press(name: string): Promise<void> {
  const button = buttonNamed(dialog()!, name)
  if (button.type === 'submit') button.form!.requestSubmit()
  else button.click()
  await studio!.settle()
}

function dialog(): Element | null {
  return document.querySelector('[role=dialog]')
}

function noticed(): string {
  return document.querySelector('[aria-live=polite].fixed')!.textContent
}

test('an import says what came of it, and is no news when its dialog is closed then', async () => {
  await importFrom('/photos')
  expect(dialog()!.textContent).toContain('1 photos imported, 1 drawn for labelling.')
  await press('Close')
  expect(noticed()).not.toContain('was stopped')
})

test('an import tells how far it is, and is stopped without leaving the dialog', async () => {
  await importFrom('/endless')
  expect(dialog()!.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('25')
  expect(dialog()!.textContent).toContain('1 of 4: a.jpg')
  await press('Stop')
  expect(dialog()!.querySelector('[role=progressbar]')).toBeNull()
  expect(dialog()!.textContent).toContain('The import was stopped. No user was made.')
  await press('Import')
  expect(dialog()!.textContent).not.toContain('was stopped')
})

test('an import whose dialog is closed is stopped, and a notice says so', async () => {
  await importFrom('/endless')
  await press('Cancel')
  expect(dialog()).toBeNull()
  expect(noticed()).toContain('The import was stopped. No user was made.')
})
