// The sentence of a failure can be passed on, although the pointer goes through it and the window grants no permission.
import { stageOf } from './story/open-photo.ts'
import { expect, test } from './test.ts'

test('the sentence of a failure is copied', async ({ page }) => {
  await page.getByRole('link', { name: 'id1' }).click()
  await page.getByRole('option', { name: 'IMG_1002' }).click()
  await expect(stageOf(page)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('dialog').getByRole('textbox').fill('Ann')
  await page.keyboard.press('Enter')
  const notice = page.getByRole('alert').filter({ hasText: 'IMG_1002' })
  await notice.getByRole('button', { name: 'Copy' }).click()
  await expect(notice.getByRole('button', { name: 'Copied' })).toBeVisible()
  const sentence = await notice.locator('p').last().textContent()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Control+v')
  await expect(page.getByRole('combobox')).toHaveValue(sentence ?? '')
})
