// When a page showed what: read after the fact from the browser's own records, so that measuring does not
// slow down what is measured.

import type { Page } from '@playwright/test'

/** Milliseconds of the system's clock. */
export interface PaintTimes {
  /** The navigation began. */
  readonly origin: number
  readonly firstPaint: number
  /** Of each thumbnail (images with elementtiming="thumbnail"), rising. */
  readonly thumbnails: readonly number[]
}

const PATIENCE_MS = 60_000

/** Waits until every thumbnail in view has been painted. */
export async function paintTimes(page: Page): Promise<PaintTimes> {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const { visible, ...times } = await page.evaluate(readRecords)
    if (visible > 0 && times.thumbnails.length >= visible) return times
    await page.waitForTimeout(200)
  }
  throw new Error(`the thumbnails of ${page.url()} were not painted within ${PATIENCE_MS} ms`)
}

/** Runs in the page. */
async function readRecords(): Promise<PaintTimes & { visible: number }> {
  const records = (type: string): Promise<PerformanceEntryList> =>
    new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => {
        observer.disconnect()
        resolve(list.getEntries())
      })
      observer.observe({ type, buffered: true })
      setTimeout(() => resolve([]), 300)
    })
  const origin = performance.timeOrigin
  const paints = await records('paint')
  const elements = await records('element')
  const firstPaint = paints.find((entry) => entry.name === 'first-contentful-paint')
  const shown = [...document.querySelectorAll('img[elementtiming]')].filter((image) => {
    const { width, height, top, bottom } = image.getBoundingClientRect()
    return width * height > 0 && top < innerHeight && bottom > 0
  })
  const painted = elements.map((entry) => origin + entry.startTime).sort((a, b) => a - b)
  return {
    origin,
    firstPaint: origin + (firstPaint?.startTime ?? Number.NaN),
    thumbnails: painted,
    visible: shown.length,
  }
}
