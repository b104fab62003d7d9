// Watches, frame by frame and inside the page, for the first rows of the grid and their pictures.

import type { Page } from '@playwright/test'

export interface GridSeen {
  /** From the click until tiles fill the view. */
  readonly laidOutMs: number
  /** Until every picture in view is decoded and a frame has passed. */
  readonly paintedMs: number
}

export async function watchGrid(page: Page, open: () => Promise<void>): Promise<GridSeen> {
  await page.evaluate(() => {
    document.addEventListener('click', () => performance.mark('bench-click'), {
      capture: true,
      once: true,
    })
  })
  const watching = page.evaluate(watchFrames)
  await open()
  return watching
}

/** Runs in the page. */
async function watchFrames(): Promise<GridSeen> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
  const clicked = (): number | undefined =>
    performance.getEntriesByName('bench-click').at(-1)?.startTime
  const tilesInView = (): Element[] =>
    [...document.querySelectorAll('[role="listbox"] [role="option"]')].filter((tile) => {
      const { top, bottom } = tile.getBoundingClientRect()
      return top < innerHeight && bottom > 0
    })
  const isPainted = (tile: Element): boolean => {
    const image = tile.querySelector('img')
    return image !== null && image.complete && image.naturalWidth > 0
  }
  const deadline = performance.now() + 60_000
  let laidOut = 0
  while (performance.now() < deadline) {
    await frame()
    const tiles = tilesInView()
    if (tiles.length === 0) continue
    if (laidOut === 0) laidOut = performance.now()
    if (!tiles.every(isPainted)) continue
    await frame()
    const start = clicked() ?? Number.NaN
    return { laidOutMs: laidOut - start, paintedMs: performance.now() - start }
  }
  throw new Error('the grid showed no rows within a minute')
}
