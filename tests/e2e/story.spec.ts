// The story of the studio, the same over every door: look, label, save, adapt, see what came out.
import type { Page } from '@playwright/test'
import { VOC_PALETTE } from '../../src-main/core/labels/classes.ts'
import { expectAccessible } from './story/accessible.ts'
import { runStatus, startRun } from './story/adapt.ts'
import { changedPixels, readMask } from './story/label-map-file.ts'
import { openPhoto, savePhoto } from './story/open-photo.ts'
import { drawStroke, withStroke } from './story/stroke.ts'
import { expect, test } from './test.ts'

const USER = 'id1'
const PHOTO = 'IMG_1012'
const DOG = 12

test('the sample opens with two users and their thumbnails', async ({ page }) => {
  for (const user of ['id1', 'id2'])
    await expect(page.getByRole('link', { name: user })).toBeVisible()
  await page.getByRole('link', { name: USER }).click()
  const pictures = page.getByRole('option').locator('img')
  await expect(pictures.first()).toBeVisible()
  await expect.poll(() => pictures.evaluateAll(countLoaded)).toBeGreaterThan(10)
})

test('a stroke that is painted and saved is in the mask file, exactly', async ({ page, root }) => {
  const before = readMask(root, USER, PHOTO)
  const stroke = { from: { x: 60.5, y: 80.5 }, to: { x: 180.5, y: 140.5 }, value: DOG }
  const expected = withStroke(before, stroke)

  await openAtActualSize(page)
  await drawStroke(page, before, stroke)
  await expect(page.locator('[data-state="unsaved"]')).toBeVisible()
  await savePhoto(page)

  const after = readMask(root, USER, PHOTO)
  expect(changedPixels(before, after).length).toBeGreaterThan(2000)
  expect(changedPixels(expected, after)).toEqual([])
  expect({ isIndexed: after.isIndexed, width: after.width, height: after.height }).toEqual({
    isIndexed: true,
    width: before.width,
    height: before.height,
  })
  expect(after.palette.flat()).toEqual([...VOC_PALETTE.slice(0, 63)])
})

test('a stroke that is undone and saved leaves the mask as it was', async ({ page, root }) => {
  const before = readMask(root, USER, PHOTO)
  await openAtActualSize(page)
  await drawStroke(page, before, {
    from: { x: 50.5, y: 50.5 },
    to: { x: 90.5, y: 50.5 },
    value: DOG,
  })
  await expect(page.locator('[data-state="unsaved"]')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await savePhoto(page)
  expect(changedPixels(before, readMask(root, USER, PHOTO))).toEqual([])
})

test('a tiny run goes through all its phases and shows its results', async ({ page, door }) => {
  await startRun(page, USER, { iterations: 2, checkpointEvery: 2 })
  await expect(runStatus(page, 'Finished')).toBeVisible({
    timeout: 400_000,
  })
  await expect.poll(() => door.workerPids()).toEqual([])
  for (const stage of ['No-DA (source only)', 'Stage 1 (OURS-S1)', 'Stage 2 (OURS-S2)'])
    await expect(page.getByRole('rowheader', { name: stage }).first()).toBeVisible()
  await expectAccessible(page, 'overview of a run')

  await page.getByRole('link', { name: 'Groups' }).click()
  await expect(page.getByRole('button', { name: /^Group \d/ }).first()).toBeVisible()
  await expectAccessible(page, 'groups of a run')

  await page.getByRole('link', { name: 'Results' }).click()
  const worst = page.getByRole('table', { name: 'Results' }).getByRole('row').nth(1)
  await expect(worst).toBeVisible()
  await expectAccessible(page, 'results of a run')
  // The table is read afresh when it opens: a row may be drawn anew under the pointer.
  await expect(async () => {
    await worst.getByRole('button').click()
    await page.waitForURL(/\/compare\//, { timeout: 2000 })
  }).toPass()
  for (const pane of ['Photo', 'Ground truth', 'Prediction', 'Entropy', 'Difference']) {
    const pictures = page.getByRole('figure', { name: pane, exact: true }).locator('img')
    await expect.poll(() => pictures.evaluateAll(countLoaded), pane).toBeGreaterThan(0)
  }
  await expectAccessible(page, 'comparison')
})

/** The brush then paints dogs. */
async function openAtActualSize(page: Page): Promise<void> {
  await openPhoto(page, USER, PHOTO)
  await page.getByRole('button', { name: 'Dog', exact: false }).first().click()
}

function countLoaded(pictures: Element[]): number {
  return pictures.filter((picture) => (picture as HTMLImageElement).naturalWidth > 0).length
}
