// The same stories over two doors: a real Electron window and Chromium on `pss serve`; and the packaged
// program. One at a time: every story starts processes of its own.
import { defineConfig } from '@playwright/test'
import { join } from 'node:path'
import type { DoorOptions } from './test.ts'

const repository = join(import.meta.dirname, '../..')
const isOnCi = Boolean(process.env['CI'])

export default defineConfig<DoorOptions>({
  testDir: import.meta.dirname,
  outputDir: join(repository, 'test-results'),
  workers: 1,
  timeout: 500_000,
  expect: { timeout: 20_000 },
  forbidOnly: isOnCi,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PSS_E2E_REPORT'] || 'test-results/report.json' }],
  ],
  projects: [
    { name: 'electron', testIgnore: '**/browser-*.spec.ts', use: { doorName: 'electron' } },
    { name: 'browser', testIgnore: '**/electron-*.spec.ts', use: { doorName: 'browser' } },
    { name: 'packaging', testDir: join(repository, 'tests/packaging') },
  ],
})
