// Adjudication and the import of labels by keys alone: the focus is never lost to the page, whatever closes or waits.
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { expect, test } from './test.ts'

test('two masks become one by keys', async ({ page }) => {
  await openUser(page)
  await page.getByRole('link', { name: 'Agreement' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Label blind' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('bob')
  await page.keyboard.press('Enter')
  await expect(page.getByText('the first mask stays hidden')).toBeVisible()
  await expect(page.getByLabel('Label map of')).toBeFocused()
  await page.keyboard.press('Shift+KeyB')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+Enter')

  await press(page, 'Adjudicate')
  const dialog = page.getByRole('dialog', { name: 'Two masks of' })
  const at = dialog.getByRole('status')
  await expect(at).toContainText('Region 1 of')
  await expect(dialog.getByRole('button', { name: 'Where they disagree' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Escape')
  await expect(at).toContainText('Region 1 of')
  await page.keyboard.press('Digit1')
  await dialog.getByRole('button', { name: 'The second for the rest' }).focus()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Write the result' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('table', { name: 'Agreement' })).toBeFocused()

  await press(page, 'Gold photos…')
  const gold = page.getByRole('dialog').getByRole('checkbox').first()
  await gold.focus()
  await page.keyboard.press('Space')
  await expect(gold).toBeChecked()
  await expect(gold).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Gold photos…' })).toBeFocused()
})

test('labels are checked and imported by keys', async ({ page, root }) => {
  await openUser(page)
  await press(page, 'Import labels…')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('combobox', { name: 'Format' })).toBeFocused()
  await page.keyboard.press('Tab')
  const path = dialog.getByLabel('Folder, zip archive or file')
  await expect(path).toBeFocused()
  await page.keyboard.type('nowhere')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expect(path).toBeFocused()
  await page.keyboard.press('Control+KeyA')
  await page.keyboard.type(join(root, 'personal/id1/SegmentationClass'))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('region', { name: 'What would change' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Import labels…' })).toBeFocused()
})

async function openUser(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'id1' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option').first()).toBeVisible()
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}
