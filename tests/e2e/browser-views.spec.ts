// Every view can be read by a screen reader; the views of a run are read in story.spec.ts.
import { expectAccessible } from './story/accessible.ts'
import { expect, test } from './test.ts'

test('the library is accessible', async ({ page }) => {
  await expect(page.getByRole('link', { name: 'id1' })).toBeVisible()
  await expectAccessible(page, 'library')
})

test('the photos of a user and the form of a run are accessible', async ({ page }) => {
  await page.getByRole('link', { name: 'id1' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, 'user')
  await page.getByRole('main').getByRole('button', { name: 'Adapt…' }).click()
  await expect(page.getByLabel('Iterations a stage')).toBeVisible()
  await expectAccessible(page, 'form of a run')
})

test('culling, labels by name, statistics and the split are accessible', async ({ page }) => {
  await page.getByRole('link', { name: 'id1' }).click()
  const grid = page.getByRole('listbox')
  await grid.focus()
  await page.keyboard.press('KeyX')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('KeyS')
  await expect(page.getByRole('button', { name: /^Person: \d+ photos/ })).toBeVisible()
  await expectAccessible(page, 'selection and statistics')
  await grid.focus()
  await page.keyboard.press('KeyL')
  await expect(page.getByRole('combobox')).toBeFocused()
  await expectAccessible(page, 'image labels')
  await page.keyboard.press('Escape')
  await grid.focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog', { name: 'IMG_1002' })).toBeVisible()
  await expectAccessible(page, 'quick look')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Validation split…' }).click()
  await page.getByRole('button', { name: 'Draw and look' }).click()
  await expect(page.getByText('Drawn now, not taken yet')).toBeVisible()
  await expectAccessible(page, 'validation split')
})

test('the photos of all users are accessible', async ({ page }) => {
  await page.getByRole('link', { name: 'All photos' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, 'all photos')
})

test('the editor and its sheet of keys are accessible', async ({ page }) => {
  await page.getByRole('link', { name: 'id1' }).click()
  await page.getByRole('option', { name: 'IMG_1012' }).click()
  await expect(page.getByLabel('Label map of')).toBeVisible()
  await expectAccessible(page, 'editor')
  await page.keyboard.press('KeyR')
  await expect(page.getByRole('group', { name: 'Preview' })).toBeVisible()
  await expectAccessible(page, 'region operations')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('Control+KeyK')
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible()
  await expectAccessible(page, 'command palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Slash')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await expectAccessible(page, 'sheet of keys')
})

test('the list of runs and the doctor are accessible', async ({ page }) => {
  await page.getByRole('link', { name: 'Runs' }).click()
  await expect(page.getByText('No runs yet')).toBeVisible()
  await expectAccessible(page, 'runs')
  await page.getByRole('link', { name: 'Doctor' }).click()
  await expect(page.getByText(/onnxruntime cpu/)).toBeVisible()
  await expectAccessible(page, 'doctor')
})

test('the dark theme and the other language are accessible', async ({ page }) => {
  await page.getByRole('button', { name: /^Theme:/ }).click()
  await page.getByRole('button', { name: /^Theme:/ }).click()
  await expect(page.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  await expectAccessible(page, 'library, dark')
  await page.getByRole('button', { name: '切换为中文' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/)
  await expectAccessible(page, 'library, Chinese')
})
