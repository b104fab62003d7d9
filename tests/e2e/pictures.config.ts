// Draws the pictures of the documentation afresh: `npm run pictures`. A few minutes: it does a whole run.
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: 'pictures.ts',
  outputDir: '../../test-results',
  workers: 1,
  timeout: 1_200_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
})
