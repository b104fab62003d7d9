// The studio without eyes: what Chromium hands to a screen reader.
import { heard, listen, readTree, stumbles } from './story/heard.ts'
import { readMask } from './story/label-map-file.ts'
import { openPhoto, savePhoto, stageOf } from './story/open-photo.ts'
import { drawStroke } from './story/stroke.ts'
import { expect, test } from './test.ts'

const USER = 'id1'
const PHOTO = 'IMG_1012'

test('everything has a name, and nothing is pressed inside of something else', async ({ page }) => {
  const found: Record<string, readonly string[]> = {}
  const look = async (view: string): Promise<void> => {
    found[view] = stumbles(await readTree(page))
  }
  await expect(page.getByRole('link', { name: USER })).toBeVisible()
  await look('library')
  await page.getByRole('link', { name: USER }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await look('photos')
  await page.getByRole('button', { name: 'Import labels…' }).click()
  await expect(page.getByRole('dialog', { name: `Import labels for ${USER}` })).toBeVisible()
  await look('import')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Agreement' }).click()
  await expect(page.getByRole('rowheader').first()).toBeVisible()
  await look('agreement')
  await page.getByRole('link', { name: 'Back to the photos' }).click()
  await page.getByRole('option', { name: PHOTO }).click()
  await expect(stageOf(page)).toBeVisible()
  await look('editor')
  await page.keyboard.press('Shift+Slash')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await look('keys')
  const nothing = Object.fromEntries(Object.keys(found).map((view) => [view, []]))
  expect(found).toEqual(nothing)
})

test('tool, class, photo and a save are told once; strokes are not', async ({ page, root }) => {
  const image = readMask(root, USER, PHOTO)
  await openPhoto(page, USER, PHOTO)
  await expect(page).toHaveTitle(`${PHOTO} – ${USER} – PSS Studio`)
  const slider = page.getByRole('slider', { name: 'Size' })
  await expect(slider).toHaveAttribute('aria-valuetext', '24 px')
  await listen(page)
  await page.keyboard.press('e')
  await page.keyboard.press('b')
  await page.keyboard.press('3')
  const chosen = ['Eraser', 'Brush', 'Class: Bird']
  await expect.poll(() => heard(page)).toEqual(chosen)
  for (const y of [60.5, 120.5, 180.5])
    await drawStroke(page, image, { from: { x: 60.5, y }, to: { x: 180.5, y }, value: 3 })
  await expect(page.locator('[data-state="unsaved"]')).toBeVisible()
  expect(await heard(page)).toEqual(chosen)
  await savePhoto(page)
  const saved = [...chosen, 'Draft', 'Saved'].sort()
  await expect.poll(async () => [...(await heard(page))].sort()).toEqual(saved)
  const before = (await heard(page)).length
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { name: 'IMG_1013' })).toBeVisible()
  const next = async () =>
    (await heard(page)).slice(before).filter((text) => /IMG_|To do|Draft/.test(text))
  await expect.poll(next).toEqual(['IMG_1013, photo 13 of 24, To do'])
  await page.keyboard.press('ArrowLeft')
  await expect.poll(async () => (await next()).at(-1)).toBe('IMG_1012, photo 12 of 24, Draft')
  expect(await next()).toHaveLength(2)
  await expect(page.getByRole('status').filter({ hasText: 'Draft' })).toHaveCount(1)
})
