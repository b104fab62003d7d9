// Fingers move the camera and never paint: one pans, two zoom and pan.

import { pan, scaleTo } from './camera.ts'
import type { Camera, ScreenPoint } from './camera.ts'

export interface TouchCamera {
  down(id: number, at: ScreenPoint): void
  /** The camera after a finger moved. */
  move(camera: Camera, id: number, at: ScreenPoint): Camera
  up(id: number): void
  /** Forgets all fingers: those that are down move nothing until they come again. */
  drop(): void
}

export function createTouchCamera(): TouchCamera {
  const fingers = new Map<number, ScreenPoint>()
  return {
    down: (id, at) => void fingers.set(id, at),
    move(camera, id, at) {
      if (!fingers.has(id)) return camera
      const before = spanOf([...fingers.values()])
      fingers.set(id, at)
      const after = spanOf([...fingers.values()])
      const moved = pan(camera, after.x - before.x, after.y - before.y)
      if (before.width === 0 || after.width === 0) return moved
      return scaleTo(moved, after, moved.scale * (after.width / before.width))
    },
    up: (id) => void fingers.delete(id),
    drop: () => fingers.clear(),
  }
}

/** The middle of the first two fingers and how far they are apart; of one, the finger. */
function spanOf([first, second]: readonly ScreenPoint[]): ScreenPoint & { width: number } {
  const [a, b] = [first ?? { x: 0, y: 0 }, second ?? first ?? { x: 0, y: 0 }]
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, width: Math.hypot(a.x - b.x, a.y - b.y) }
}
