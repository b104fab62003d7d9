// What one key or click in the editor takes until the frame that shows it has ended: a step undone and redone, all
// labels in another look, fainter, with another outline, a class hidden. The picture must change each time, or the
// bench is broken.

import type { Page } from '@playwright/test'
import { inputLatencies, labelsSeen } from './editor-probe.ts'
import type { Measurement } from './measurement.ts'

/** A hand holds a key, or a button. */
const HELD_MS = 80
const PAUSE_MS = 200
const TARGET_MS = 16
/** By its name in the palette, and by its key. */
const CLASS_IN_HAND = 'Bottle'
export const KEY_OF_CLASS = '5'

/** After as many strokes of the class in hand as are undone; leaves everything as it was. */
export async function measureKeys(page: Page, strokes: number): Promise<Measurement[]> {
  const rows = [
    await byKeys(page, 'undo', Array<string>(strokes).fill('Control+z')),
    await byKeys(page, 'redo', Array<string>(strokes).fill('Control+y')),
    // Twice through the four of them.
    await byKeys(page, 'another look of the labels', Array<string>(8).fill('m')),
    // From 60 % down; more would change nothing.
    await byKeys(page, 'opacity', Array<string>(5).fill('o')),
  ]
  for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+o')
  return [
    ...rows,
    await outlineWidth(page),
    await byKeys(page, 'one class hidden or shown', Array<string>(8).fill('Alt+h')),
    await hiddenByClick(page),
  ]
}

/** A key goes up after the frame that answers it, as with a hand: see the probe. */
async function byKeys(page: Page, what: string, keys: readonly string[]): Promise<Measurement> {
  const acts = keys.map((key) => () => page.keyboard.press(key, { delay: HELD_MS }))
  return rowOf(`${what}, key to paint`, await latencies(page, 'keydown', acts))
}

/** None and the widest in turns, in the panel of the look, while the labels are solid and outlined. */
async function outlineWidth(page: Page): Promise<Measurement> {
  await page.keyboard.press('m')
  await page.getByRole('button', { name: 'How labels are shown' }).click()
  await page.getByRole('slider', { name: 'Outline' }).focus()
  const keys = ['Home', 'End', 'Home', 'End', 'Home', 'End']
  const row = await byKeys(page, 'width of the outlines', keys)
  await page.keyboard.press('Escape')
  for (let i = 0; i < 3; i++) await page.keyboard.press('m')
  return row
}

async function hiddenByClick(page: Page): Promise<Measurement> {
  const eye = page.getByRole('button', { name: `Hide ${CLASS_IN_HAND}` })
  const box = await eye.boundingBox()
  if (box === null) throw new Error('the class in hand has no eye to click')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  const click = async (): Promise<void> => {
    await page.mouse.down()
    await page.waitForTimeout(HELD_MS)
    await page.mouse.up()
  }
  const values = await latencies(page, 'click', Array<typeof click>(8).fill(click))
  return rowOf('one class hidden or shown, click to paint', values)
}

async function latencies(
  page: Page,
  type: 'keydown' | 'click',
  acts: readonly (() => Promise<void>)[],
): Promise<readonly number[]> {
  let before = await labelsSeen(page)
  return inputLatencies(page, type, async () => {
    for (const [at, act] of acts.entries()) {
      await act()
      await page.waitForTimeout(PAUSE_MS)
      const after = await labelsSeen(page)
      if (after === before) throw new Error(`${type} ${at + 1} changed nothing in the picture`)
      before = after
    }
  })
}

function rowOf(what: string, values: readonly number[]): Measurement {
  return { what, unit: 'ms', values, target: TARGET_MS }
}
