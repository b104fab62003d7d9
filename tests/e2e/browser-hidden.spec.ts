// A tab behind others, whose page the browser has put to sleep: its photo stays its own, and nothing is lost.
import { changedPixels, readMask } from './story/label-map-file.ts'
import { openPhoto, savePhoto, stageOf } from './story/open-photo.ts'
import { drawStroke, withStroke } from './story/stroke.ts'
import type { Stroke } from './story/stroke.ts'
import { expect, test } from './test.ts'

const USER = 'id1'
const PHOTO = 'IMG_1012'
const ELSEWHERE = /^Another window paints this photo since/

test('a page that sleeps in the middle of its work keeps the photo and goes on', async ({
  page,
  root,
}) => {
  const before = readMask(root, USER, PHOTO)
  const [first, second] = [strokeAt(60.5), strokeAt(200.5)]
  await openPhoto(page, USER, PHOTO)
  await drawStroke(page, before, first)
  await expect(page.locator('[data-state="unsaved"]')).toBeVisible()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })

  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(other.getByText(ELSEWHERE)).toBeVisible()
  await expect(stageOf(other)).toBeVisible()
  await expect(other.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await other.close()

  await cdp.send('Page.setWebLifecycleState', { state: 'active' })
  await drawStroke(page, before, second)
  await savePhoto(page)
  const expected = withStroke(withStroke(before, first), second)
  expect(changedPixels(expected, readMask(root, USER, PHOTO))).toEqual([])
})

/** The brush paints persons at first. */
function strokeAt(y: number): Stroke {
  return { from: { x: 60.5, y }, to: { x: 180.5, y }, value: 15 }
}
