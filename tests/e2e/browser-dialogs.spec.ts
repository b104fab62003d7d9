// What opens over the views, and labelling twice, can be read by a screen reader in light and in dark.
import type { Page } from '@playwright/test'
import { expectAccessible } from './story/accessible.ts'
import { drawStroke } from './story/stroke.ts'
import { readMask } from './story/label-map-file.ts'
import { expect, test } from './test.ts'

const THEMES = ['light', 'dark'] as const

for (const theme of THEMES) {
  test(`import and export of labels are accessible, ${theme}`, async ({ page }) => {
    await openUser(page, theme)
    for (const name of ['Import labels…', 'Export labels…']) {
      await page.getByRole('button', { name }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page, `${name}, ${theme}`)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await expect(page.getByRole('button', { name })).toBeFocused()
    }
  })

  test(`skipping, an issue and the history are accessible, ${theme}`, async ({ page, root }) => {
    await openUser(page, theme)
    await page.getByRole('option', { name: 'IMG_1012' }).click()
    await expect(page.getByLabel('Label map of')).toBeVisible()
    await page.keyboard.press('KeyZ')
    const stroke = { from: { x: 60.5, y: 80.5 }, to: { x: 180.5, y: 140.5 }, value: 12 }
    await drawStroke(page, readMask(root, 'id1', 'IMG_1012'), stroke)
    await page.getByRole('button', { name: /^1 step/ }).click()
    await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
    await expectAccessible(page, `history, ${theme}`)
    await page.keyboard.press('Escape')
    await page.getByLabel('Label map of').hover()
    await page.keyboard.press('Shift+KeyI')
    await page.getByLabel('Comment').waitFor()
    await expectAccessible(page, `issue, ${theme}`)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.keyboard.press('Control+Shift+Enter')
    await expect(page.getByRole('dialog', { name: 'Skip' })).toBeVisible()
    await expectAccessible(page, `reason to skip, ${theme}`)
  })

  test(`agreement and a second labelling are accessible, ${theme}`, async ({ page }) => {
    await openUser(page, theme)
    await page.getByRole('link', { name: 'Agreement' }).click()
    await expect(page.getByRole('button', { name: 'Label blind' }).first()).toBeVisible()
    await expectAccessible(page, `agreement, ${theme}`)
    await page.getByRole('button', { name: 'Label blind' }).first().click()
    await page.getByLabel('Name').fill('bob')
    await page.keyboard.press('Enter')
    await expect(page.getByText('the first mask stays hidden')).toBeVisible()
    await expect(page.getByLabel('Label map of')).toBeVisible()
    await expectAccessible(page, `second labelling, ${theme}`)
  })
}

async function openUser(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  const choice = page.getByRole('button', { name: /^Theme:/ })
  while ((await choice.getAttribute('aria-label')) !== `Theme: ${theme}`) await choice.click()
  await page.getByRole('link', { name: 'id1' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
}
