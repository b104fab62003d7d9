// What a large photo is drawn from, seen where it is drawn: no other door shows it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from './test.ts'

const LARGE = { width: 2400, height: 1800 }

test('a large photo is shown from a smaller copy, and from all its pixels at 100 %', async ({
  page,
  root,
}) => {
  const background = { r: 90, g: 120, b: 150 }
  const jpeg = await sharp({ create: { ...LARGE, channels: 3, background } })
    .jpeg()
    .toBuffer()
  await writeFile(join(root, 'personal/id1/JPEGImages/LARGE.jpg'), jpeg)
  await page.addInitScript(watchDrawing)
  await page.reload()
  await page.getByRole('link', { name: 'id1' }).click()
  await page.getByRole('option', { name: 'LARGE' }).click()
  await expect(page.getByLabel('Label map of')).toBeVisible()
  const drawnWidth = () =>
    page.evaluate(() => (globalThis as { drawnPhotoWidth?: number }).drawnPhotoWidth)
  await expect.poll(drawnWidth).toBe(LARGE.width / 2)
  await page.keyboard.press('KeyZ')
  await expect.poll(drawnWidth).toBe(LARGE.width)
})

/** Runs in the page. Notes how wide the picture was that a large canvas drew last. */
function watchDrawing(): void {
  const { prototype } = CanvasRenderingContext2D
  const drawImage = prototype.drawImage as (...all: unknown[]) => void
  prototype.drawImage = function (this: CanvasRenderingContext2D, ...all: unknown[]) {
    const [source] = all
    if (source instanceof ImageBitmap && this.canvas.width > 400)
      Object.assign(globalThis, { drawnPhotoWidth: source.width })
    drawImage.apply(this, all)
  }
}
