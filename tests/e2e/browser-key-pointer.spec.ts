// Masks without a mouse: keys alone open a photo, name places in it, paint, cut out, and answer a proposal.
import { paintSegment } from '../../src-main/core/painting/brush.ts'
import { heard, listen } from './story/heard.ts'
import { changedPixels, readMask } from './story/label-map-file.ts'
import { stageOf } from './story/open-photo.ts'
import { RADIUS_PX } from './story/stroke.ts'
import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

const USER = 'id1'
const PHOTO = 'IMG_1012'

test('brush, polygon, fill, smart edge and wand paint by keys alone', async ({ page, root }) => {
  const before = readMask(root, USER, PHOTO)
  await openByKeys(page)
  await listen(page)
  const middle = { x: Math.floor(before.width / 2) + 0.5, y: Math.floor(before.height / 2) + 0.5 }

  await page.keyboard.press('Comma')
  await expect(page.getByText('Keyboard pointer', { exact: true })).toBeVisible()
  await page.keyboard.press('Digit3')
  await page.keyboard.down('Space')
  await walk(page, 'ArrowRight', 4)
  await page.keyboard.up('Space')
  await save(page)
  const painted = { ...before, data: before.data.slice() }
  const to = { x: middle.x + 40, y: middle.y }
  paintSegment(painted, { from: middle, to, radius: RADIUS_PX, tip: 'round' }, { value: 3 })
  expect(changedPixels(painted, readMask(root, USER, PHOTO))).toEqual([])

  await page.keyboard.press('KeyP')
  await page.keyboard.press('Digit4')
  await walk(page, 'ArrowUp', 4)
  for (const way of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
    await page.keyboard.press('Space')
    await page.keyboard.press(`Control+${way}`)
  }
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^2 steps/ })).toBeVisible()

  await page.keyboard.press('KeyF')
  await page.keyboard.press('Digit5')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: /^3 steps/ })).toBeVisible()

  await page.keyboard.press('KeyK')
  await page.keyboard.press('Digit6')
  for (const way of ['ArrowLeft', 'ArrowDown', 'ArrowRight']) {
    await page.keyboard.press('Space')
    await walk(page, way, 3)
  }
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^4 steps/ })).toBeVisible()

  await page.keyboard.press('KeyW')
  await page.keyboard.press('Digit7')
  await page.keyboard.press('Shift+Comma')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: /^Apply/ }).focus()
  await page.keyboard.press('Enter')
  await expect(stageOf(page)).toBeFocused()
  await expect(page.getByRole('button', { name: /^5 steps/ })).toBeVisible()
  await save(page)
  const { data } = readMask(root, USER, PHOTO)
  expect([3, 5, 6, 7].filter((value) => !data.includes(value))).toEqual([])

  await page.keyboard.press('Control+KeyZ')
  await expect(page.getByRole('button', { name: 'Redo' })).toBeEnabled()
  await expect
    .poll(() => heard(page))
    .toContain('Keyboard pointer on: arrows move it, Space presses')
  await expect.poll(async () => (await heard(page)).join('; ')).toMatch(/Dining table, \d+, \d+/)
  await page.keyboard.press('PageDown')
  await expect(page.getByRole('heading', { name: 'IMG_1013' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect.poll(() => heard(page)).toContain('Keyboard pointer off')
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('heading', { name: PHOTO })).toBeVisible()
})

test('the palette brings the pointer to the canvas, and a mouse takes it away', async ({
  page,
}) => {
  await openByKeys(page)
  await page.getByRole('button', { name: 'Polygon', exact: true }).focus()
  await page.keyboard.press('Control+KeyK')
  await page.keyboard.type('keyboard pointer')
  await page.keyboard.press('Enter')
  const badge = page.getByText('Keyboard pointer', { exact: true })
  await expect(badge).toBeVisible()
  await expect(stageOf(page)).toBeFocused()
  const button = page.getByRole('button', { name: 'Keyboard pointer' })
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await stageOf(page).hover()
  await page.mouse.move(400, 300)
  await expect(badge).toBeHidden()
  await page.getByRole('button', { name: /^Cow/ }).click()
  await expect(stageOf(page)).toBeFocused()
})

/** At 100 %: the middle of the view is that of the photo, and pixels of the screen are those of the image. */
async function openByKeys(page: Page): Promise<void> {
  await page.getByRole('link', { name: USER }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.getByRole('listbox').first().focus()
  // The photos are IMG_1001 to IMG_1024.
  await walk(page, 'ArrowRight', 11)
  await page.keyboard.press('Enter')
  await expect(stageOf(page)).toBeFocused()
  await page.keyboard.press('KeyZ')
  await expect(page.getByText('100 %', { exact: true })).toBeVisible()
}

async function walk(page: Page, way: string, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) await page.keyboard.press(way)
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyS')
  await expect(page.locator('[data-state="saved"]')).toBeVisible()
}
