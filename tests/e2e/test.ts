// `test` with a studio: a fresh copy of the sample root behind the door of the project.
import { test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowserDoor } from './doors/browser-door.ts'
import type { Door } from './doors/door.ts'
import { openElectronDoor } from './doors/electron-door.ts'

const sample = join(import.meta.dirname, '../../resources/sample')

export interface DoorOptions {
  readonly doorName: 'electron' | 'browser'
}

interface StudioFixtures {
  /** Folder of a fresh copy of the sample root. */
  root: string
  door: Door
  page: Page
}

export const test = base.extend<DoorOptions & StudioFixtures>({
  doorName: ['browser', { option: true }],
  root: async ({}, use, testInfo) => {
    const root = testInfo.outputPath('root')
    cpSync(sample, root, { recursive: true })
    await use(root)
  },
  door: async ({ doorName, root }, use, testInfo) => {
    const place = { root, stateFolder: testInfo.outputPath('state') }
    const door =
      doorName === 'electron' ? await openElectronDoor(place) : await openBrowserDoor(place)
    await use(door)
    if (testInfo.status !== testInfo.expectedStatus)
      await door.page
        .screenshot({ path: testInfo.outputPath('failure.png') })
        .catch(() => undefined)
    await door.close()
  },
  page: async ({ door }, use) => {
    await use(door.page)
  },
})

export { expect } from '@playwright/test'
