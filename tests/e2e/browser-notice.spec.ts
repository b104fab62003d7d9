// A notice lies over a corner of the editor for some seconds; nobody waits for it to go on painting.
import { changedPixels, readMask } from './story/label-map-file.ts'
import { savePhoto, stageOf } from './story/open-photo.ts'
import { expect, test } from './test.ts'

test('a stroke that begins under a notice is painted, and the notice can be dismissed', async ({
  page,
  root,
}) => {
  const before = readMask(root, 'id1', 'IMG_1012')
  await page.getByRole('link', { name: 'id1' }).click()
  await page.getByRole('option', { name: 'IMG_1012' }).click()
  await expect(stageOf(page)).toBeVisible()
  await page.keyboard.press('Shift+KeyB')
  const notice = page.getByRole('status').filter({ hasText: 'Nothing was unlabelled' })
  await expect(notice).toBeVisible()
  const { stage, over } = await boxes()
  const start = { x: (over.x + stage.x + stage.width) / 2, y: over.y + over.height / 2 }
  expect(start.x, 'the notice lies over the canvas').toBeGreaterThan(over.x)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x - 200, start.y - 150, { steps: 8 })
  await page.mouse.up()
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toBeHidden()
  await savePhoto(page)
  expect(changedPixels(before, readMask(root, 'id1', 'IMG_1012')).length).toBeGreaterThan(500)

  async function boxes() {
    const [stage, over] = await Promise.all([stageOf(page).boundingBox(), notice.boundingBox()])
    if (stage === null || over === null) throw new Error('the canvas or the notice is not shown')
    return { stage, over }
  }
})
