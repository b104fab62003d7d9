// A tablet under a real Chromium: pen, palm and fingers as its own events.
import type { Page } from '@playwright/test'
import { paintSegment } from '../../src-main/core/painting/brush.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { changedPixels, readMask } from './story/label-map-file.ts'
import { cornerOf, openPhoto, savePhoto, stageOf } from './story/open-photo.ts'
import { layTablet } from './story/pen.ts'
import type { PenSample } from './story/pen.ts'
import { RADIUS_PX } from './story/stroke.ts'
import { expect, test } from './test.ts'

const USER = 'id1'
const PHOTO = 'IMG_1012'
/** The brush paints persons at first. */
const PERSON = 15

/** A zigzag that straight lines between its ends would miss; the pen presses harder and harder. */
const ZIGZAG: readonly PenSample[] = Array.from({ length: 24 }, (_, at) => ({
  x: 100.5 + 8 * at,
  y: at % 2 === 0 ? 220.5 : 260.5,
  force: Math.ceil((at + 1) / 6) / 4,
}))

test('a pen paints as it presses, through every point; a palm beside it moves nothing', async ({
  page,
  root,
}) => {
  const before = readMask(root, USER, PHOTO)
  await openPhoto(page, USER, PHOTO)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('pen pressure')
  await page.keyboard.press('Enter')
  const { tablet, onScreen } = await layTabletOver(page, before)
  const palm = onScreen({ x: 300, y: 330 })
  await tablet.near(onScreen({ x: 90, y: 220 }))
  await tablet.touch('touchStart', [palm])
  await tablet.touch('touchMove', [{ x: palm.x + 60, y: palm.y + 40 }])
  await tablet.stroke(ZIGZAG.map(onScreen), {
    meanwhile: () => tablet.touch('touchMove', [{ x: palm.x - 80, y: palm.y }]),
  })
  await tablet.touch('touchEnd', [])
  await savePhoto(page)
  const after = readMask(root, USER, PHOTO)
  expect(changedPixels(before, after).length).toBeGreaterThan(2000)
  expect(changedPixels(painted(before, ZIGZAG), after)).toEqual([])
})

test("the pen's other end erases, its barrel button encircles, fingers pan and zoom", async ({
  page,
  root,
}) => {
  await page.addInitScript(turnSecondPenAround)
  await page.reload()
  const before = readMask(root, USER, PHOTO)
  await openPhoto(page, USER, PHOTO)
  const { tablet, onScreen } = await layTabletOver(page, before)

  const around = [
    { x: 20.5, y: 300.5 },
    { x: 80.5, y: 300.5 },
    { x: 80.5, y: 350.5 },
    { x: 20.5, y: 350.5 },
  ]
  await tablet.stroke(around.map(onScreen), { button: 'right' })
  await page.evaluate(() => Object.assign(globalThis, { isPenTurned: true }))
  const along = [
    { x: 200.5, y: 300.5 },
    { x: 280.5, y: 300.5 },
  ]
  await tablet.stroke(along.map(onScreen), { button: 'right' })
  await savePhoto(page)
  const after = readMask(root, USER, PHOTO)
  const valueAt = (x: number, y: number) => after.data[y * after.width + x]
  expect([valueAt(50, 325), valueAt(240, 300), valueAt(240, 330)]).toEqual([
    PERSON,
    0,
    before.data[330 * before.width + 240],
  ])

  // The pen has gone for long enough: what comes now is a finger.
  await page.waitForTimeout(600)
  const thumb = onScreen({ x: 200, y: 200 })
  await tablet.touch('touchStart', [thumb])
  await tablet.touch('touchMove', [{ x: thumb.x + 50, y: thumb.y + 30 }])
  await tablet.touch('touchEnd', [])
  const finger = { x: thumb.x + 100, y: thumb.y }
  await tablet.touch('touchStart', [thumb, finger])
  await tablet.touch('touchMove', [
    { x: thumb.x - 50, y: thumb.y },
    { x: finger.x + 50, y: finger.y },
  ])
  await tablet.touch('touchEnd', [])
  await expect(page.getByText('200 %', { exact: true })).toBeVisible()
  // Between the fingers lies what lay there when they came: 50 and 30 less than before the pan.
  await page.mouse.move(thumb.x + 50, thumb.y)
  await expect(page.getByText('200, 170', { exact: true })).toBeVisible()
  await expect(page.locator('[data-state="saved"]')).toBeVisible()
})

async function layTabletOver(page: Page, image: LabelMap) {
  const corner = await cornerOf(page, image)
  const tablet = await layTablet(page)
  const onScreen = (at: PenSample): PenSample => ({
    ...at,
    x: corner.x + at.x,
    y: corner.y + at.y,
  })
  await expect(stageOf(page)).toBeFocused()
  return { tablet, onScreen }
}

function painted(before: LabelMap, samples: readonly PenSample[]): LabelMap {
  const after = { ...before, data: before.data.slice() }
  samples.forEach((to, at) => {
    const radius = RADIUS_PX * (to.force ?? 1)
    paintSegment(
      after,
      { from: samples[at - 1] ?? to, to, radius, tip: 'round' },
      { value: PERSON },
    )
  })
  return after
}

/** Runs in the page. The protocol knows no eraser's end: it is told as the barrel button, and named as browsers do. */
function turnSecondPenAround(): void {
  const ERASER = { button: 5, buttons: 32 }
  const { prototype } = MouseEvent
  for (const name of ['button', 'buttons'] as const) {
    const get = Object.getOwnPropertyDescriptor(prototype, name)?.get
    Object.defineProperty(prototype, name, {
      get(this: MouseEvent) {
        const told = get?.call(this) as number
        const isTurned = 'isPenTurned' in globalThis && told === 2
        return isTurned ? ERASER[name] : told
      },
    })
  }
}
