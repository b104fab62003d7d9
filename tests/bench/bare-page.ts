// The least that the machine needs: the same inputs to a page that has nothing but a canvas of the stage's size.
// What the editor takes on top is its own.

import type { Page } from '@playwright/test'
import { inputLatencies } from './editor-probe.ts'
import { moveSteadily } from './steady-mouse.ts'

const MOVES = 240
const KEYS = 16

export interface BareLatencies {
  /** Milliseconds from pointer to paint of one disc. */
  readonly paint: readonly number[]
  /** Milliseconds from a key to the whole canvas painted anew. */
  readonly repaint: readonly number[]
}

/** Takes everything off the page; whoever goes on with it reloads it. */
export async function bareLatencies(page: Page): Promise<BareLatencies> {
  await page.evaluate(putCanvasUp)
  await page.mouse.move(300, 300)
  const paint = await inputLatencies(page, 'pointermove', async () => {
    const at = (i: number) => ({ x: 300 + 2 * (i % 120), y: 300 + 20 * Math.sin(i / 4) })
    await moveSteadily(
      page,
      Array.from({ length: MOVES }, (_, i) => at(i + 1)),
    )
  })
  const repaint = await inputLatencies(page, 'keydown', async () => {
    for (let i = 0; i < KEYS; i++) {
      await page.keyboard.press('m', { delay: 80 })
      await page.waitForTimeout(200)
    }
  })
  return { paint, repaint }
}

/** Runs in the page. */
function putCanvasUp(): void {
  const RADIUS_PX = 22
  const canvas = document.createElement('canvas')
  canvas.width = innerWidth - 300
  canvas.height = innerHeight - 100
  document.body.replaceChildren(canvas)
  const context = canvas.getContext('2d')!
  let frame = 0
  const inFrame = (work: () => void): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(work)
  }
  addEventListener('pointermove', ({ clientX, clientY }) =>
    inFrame(() => {
      context.beginPath()
      context.arc(clientX, clientY, RADIUS_PX, 0, 2 * Math.PI)
      context.fill()
    }),
  )
  let hue = 0
  addEventListener('keydown', () =>
    inFrame(() => {
      context.fillStyle = `hsl(${(hue += 40)} 60% 50%)`
      context.fillRect(0, 0, canvas.width, canvas.height)
    }),
  )
}
