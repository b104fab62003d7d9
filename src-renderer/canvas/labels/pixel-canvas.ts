// A canvas whose pixels are kept beside it, to be moved and painted in part: one that gives its pixels back is slow.

import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import {
  EMPTY_RECT,
  clipRect,
  isEmptyRect,
  unionRect,
} from '../../../src-main/core/geometry/rect.ts'
import type { ScreenPoint, Size } from '../camera/camera.ts'

export interface PixelCanvas {
  readonly canvas: HTMLCanvasElement
  readonly size: Size
  /** Forgets what was painted when the size is another. */
  resize(size: Size): void
  /** `rect` lies inside; `fill` writes little-endian RGBA words, signed, row by row. */
  paint(rect: Rect, fill: (target: Int32Array) => void): void
  /** Takes pixels of its size that are painted already, and gives those that it had. */
  exchange(painted: ImageData): ImageData
  /** Moves what is painted by whole pixels; gives the parts that must be painted then. */
  move(by: ScreenPoint): readonly Rect[]
  /** Puts what was painted and moved since on the canvas. */
  show(): void
}

/** `restored` is called when the browser took what was on the canvas: the next `show` puts all of it there again. */
export function createPixelCanvas(restored: () => void): PixelCanvas {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let pixels = new ImageData(1, 1)
  let words = new Int32Array(pixels.data.buffer)
  let changed: Rect = EMPTY_RECT
  canvas.addEventListener('contextrestored', () => {
    changed = wholeOf(pixels)
    restored()
  })

  return {
    canvas,
    get size() {
      return pixels
    },
    resize({ width, height }) {
      // Memory is used again: to have so much given anew takes longer than to fill it.
      if (pixels.width === width && pixels.height === height) return
      pixels = new ImageData(width, height)
      words = new Int32Array(pixels.data.buffer)
      Object.assign(canvas, { width, height })
    },
    paint(rect, fill) {
      const { width } = pixels
      if (isEmptyRect(rect)) return
      changed = unionRect(changed, rect)
      if (rect.width === width) {
        fill(words.subarray(rect.y * width, (rect.y + rect.height) * width))
        return
      }
      const part = new Int32Array(rect.width * rect.height)
      fill(part)
      for (let y = 0; y < rect.height; y++) {
        const row = part.subarray(y * rect.width, (y + 1) * rect.width)
        words.set(row, (rect.y + y) * width + rect.x)
      }
    },
    exchange(painted) {
      const before = pixels
      pixels = painted
      words = new Int32Array(pixels.data.buffer)
      changed = wholeOf(pixels)
      return before
    },
    move({ x, y }) {
      if (x === 0 && y === 0) return []
      const { width, height } = pixels
      const by = y * width + x
      words.copyWithin(Math.max(0, by), Math.max(0, -by))
      changed = wholeOf(pixels)
      const across = { x: x > 0 ? 0 : width + x, y: 0, width: Math.abs(x), height }
      const down = { x: 0, y: y > 0 ? 0 : height + y, width, height: Math.abs(y) }
      return [across, down].map((strip) => clipRect(strip, width, height))
    },
    show() {
      const { x, y, width, height } = changed
      context?.putImageData(pixels, 0, 0, x, y, width, height)
      changed = EMPTY_RECT
    },
  }
}

function wholeOf({ width, height }: Size): Rect {
  return { x: 0, y: 0, width, height }
}
