// A brush stroke on the screen, and the label map it must leave behind.
import type { Page } from '@playwright/test'
import { paintSegment } from '../../../src-main/core/painting/brush.ts'
import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { cornerOf } from './open-photo.ts'

/** The editor's first brush: 24 pixels wide, round. */
export const RADIUS_PX = 12

export interface Stroke {
  /** Image pixels. */
  readonly from: Point
  readonly to: Point
  readonly value: number
}

/** Draws with the mouse. The editor must show the photo at 100 % and centred (key Z). */
export async function drawStroke(page: Page, image: LabelMap, { from, to }: Stroke): Promise<void> {
  const corner = await cornerOf(page, image)
  await page.mouse.move(corner.x + from.x, corner.y + from.y)
  await page.mouse.down()
  await page.mouse.move(corner.x + to.x, corner.y + to.y, { steps: 8 })
  await page.mouse.up()
}

/** The map after the stroke, by core's own rules. */
export function withStroke(before: LabelMap, { from, to, value }: Stroke): LabelMap {
  const after = { width: before.width, height: before.height, data: before.data.slice() }
  paintSegment(after, { from, to, radius: RADIUS_PX, tip: 'round' }, { value })
  return after
}
