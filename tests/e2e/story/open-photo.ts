// From the library into the editor, at 100 % and centred, where image pixels are pixels of the screen.
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'

export async function openPhoto(page: Page, user: string, name: string): Promise<void> {
  await page.getByRole('link', { name: user }).click()
  await page.getByRole('option', { name }).click()
  await expect(stageOf(page)).toBeVisible()
  await page.keyboard.press('z')
  await expect(page.getByText('100 %', { exact: true })).toBeVisible()
}

export function stageOf(page: Page): Locator {
  return page.getByLabel('Label map of')
}

/** Where the image's top left corner is on the screen; the photo must be at 100 % and centred (key Z). */
export async function cornerOf(page: Page, { width, height }: LabelMap): Promise<Point> {
  const box = await stageOf(page).boundingBox()
  if (box === null) throw new Error('the canvas of the editor is not on the screen')
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2 }
}

export async function savePhoto(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.locator('[data-state="saved"]')).toBeVisible()
}
