// Pen, fingers and palm as a tablet has them: events that Chromium itself makes, told to it by its own protocol.
import type { CDPSession, Page } from '@playwright/test'
import type { Point } from '../../../src-main/core/painting/brush.ts'

export interface PenSample extends Point {
  /** 0..1 */
  readonly force?: number
}

type Button = 'left' | 'right'

export interface Tablet {
  /** Brings the pen near: it hovers. */
  near(at: Point): Promise<void>
  /** Down at the first sample, up at the last; what is between is sent at once, for the browser to join in a frame. */
  stroke(samples: readonly PenSample[], how?: StrokeWay): Promise<void>
  /** All fingers that are on the glass now, in the order in which they came. */
  touch(type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: readonly Point[]): Promise<void>
}

interface StrokeWay {
  readonly button?: Button
  /** What happens in the middle of the stroke. */
  readonly meanwhile?: () => Promise<void>
}

/** Bits of `buttons`. */
const HELD = { left: 1, right: 2 }

/** Points of the screen, CSS pixels. */
export async function layTablet(page: Page): Promise<Tablet> {
  const cdp = await page.context().newCDPSession(page)
  const draw = (samples: readonly PenSample[], button: Button): Promise<unknown> =>
    Promise.all(samples.map((sample) => pen(cdp, 'mouseMoved', sample, button)))
  return {
    near: (at) => pen(cdp, 'mouseMoved', { ...at, force: 0 }),
    async stroke(samples, { button = 'left', meanwhile } = {}) {
      const half = Math.ceil(samples.length / 2)
      for (const first of samples.slice(0, 1)) await pen(cdp, 'mousePressed', first, button)
      await draw(samples.slice(1, half), button)
      await meanwhile?.()
      await draw(samples.slice(half), button)
      for (const last of samples.slice(-1))
        await pen(cdp, 'mouseReleased', { ...last, force: 0 }, button)
    },
    touch: async (type, fingers) => {
      const touchPoints = fingers.map(({ x, y }, id) => ({ x, y, id, radiusX: 8, radiusY: 8 }))
      await cdp.send('Input.dispatchTouchEvent', { type, touchPoints })
    },
  }
}

async function pen(
  cdp: CDPSession,
  type: 'mouseMoved' | 'mousePressed' | 'mouseReleased',
  { x, y, force = 0.5 }: PenSample,
  held?: Button,
): Promise<void> {
  const isDown = held !== undefined && type !== 'mouseReleased'
  await cdp.send('Input.dispatchMouseEvent', {
    type,
    x,
    y,
    force,
    tiltX: 30,
    tiltY: 10,
    pointerType: 'pen',
    button: held ?? 'none',
    buttons: isDown ? HELD[held] : 0,
    clickCount: type === 'mouseMoved' ? 0 : 1,
  })
}
