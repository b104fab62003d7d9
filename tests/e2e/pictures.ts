// The pictures in README and docs: one real run on the sample, looked at as a person would.
import type { Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { runStatus } from './story/adapt.ts'
import { expect, test } from './test.ts'

const folder = join(import.meta.dirname, '../../docs/pictures')
const RUN_MS = 900_000

test('pictures of a demo run', async ({ page }) => {
  mkdirSync(folder, { recursive: true })
  await page.getByRole('link', { name: 'id1' }).waitFor()
  await picture(page, 'library-light')

  await page.getByRole('link', { name: 'id1' }).click()
  await page.waitForURL(/users\/id1$/)
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('s')
  await page.getByRole('complementary', { name: 'Statistics' }).waitFor()
  await picture(page, 'photos-light')
  await page.keyboard.press('s')
  await page.getByRole('main').getByRole('button', { name: 'Adapt…' }).click()
  await page.getByRole('radio', { name: /Demo/ }).check()
  await page.getByRole('button', { name: 'Start' }).click()
  const stage2 = page.locator('[aria-current="step"]', { hasText: 'Stage 2' })
  await expect(stage2).toBeVisible({ timeout: RUN_MS })
  await picture(page, 'run-light')
  await expect(runStatus(page, 'Finished')).toBeVisible({ timeout: RUN_MS })

  await page.getByRole('link', { name: 'Overview' }).click()
  await picture(page, 'overview-light')
  await page.getByRole('link', { name: 'Groups' }).click()
  await picture(page, 'groups-light')
  await page.getByRole('link', { name: 'Results' }).click()
  await page.getByRole('table', { name: 'Results' }).getByRole('row').nth(2).waitFor()
  await picture(page, 'results-light')

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('link', { name: 'Compare' }).click()
  await page.getByRole('figure', { name: 'Difference' }).waitFor()
  await picture(page, 'compare-dark')
  await page.getByRole('button', { name: 'Correct the mask' }).click()
  await page.getByLabel('Label map of').waitFor()
  await picture(page, 'editor-dark')
})

/** When every picture in sight has arrived; hidden ones are never fetched. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await expect.poll(() => page.evaluate(countMissing)).toBe(0)
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

function countMissing(): number {
  const inSight = [...document.images].filter((image) => {
    const { top, bottom, width } = image.getBoundingClientRect()
    return width > 0 && bottom > 0 && top < innerHeight
  })
  return inSight.filter((image) => !image.complete).length
}
