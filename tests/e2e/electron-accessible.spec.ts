// The desktop window can be read by a screen reader; the browser door reads every view (browser-views.spec.ts).
import { expectAccessible } from './story/accessible.ts'
import { expect, test } from './test.ts'

test('library, photos, editor and a dialog of the window are accessible', async ({ page }) => {
  await expect(page.getByRole('link', { name: 'id1' })).toBeVisible()
  await expectAccessible(page, 'library')
  await page.getByRole('button', { name: /^Theme:/ }).click()
  await page.getByRole('button', { name: /^Theme:/ }).click()
  await page.getByRole('link', { name: 'id1' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, 'photos, dark')
  await page.getByRole('button', { name: 'Import labels…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'import of labels, dark')
  await page.keyboard.press('Escape')
  await page.getByRole('option', { name: 'IMG_1012' }).click()
  await expect(page.getByLabel('Label map of')).toBeVisible()
  await expectAccessible(page, 'editor, dark')
})
