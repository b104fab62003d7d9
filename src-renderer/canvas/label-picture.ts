// The label map as a picture of the view, for pages without a graphics processor and for maps larger than a texture
// may be. As the shader does, it looks up one value for each pixel of the screen, so that its cost follows the view
// and not the photo; what only changed in part is painted in part.

import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import { EMPTY_RECT, clipRect, isEmptyRect, unionRect } from '../../src-main/core/rect.ts'
import type { Camera } from './camera.ts'
import type { LabelLook } from './label-look.ts'
import { LOOK_BYTES } from './label-look.ts'
import type { LabelFrame, LabelSurface } from './label-surface.ts'
import { PATTERN_PART, PATTERN_SIZE, patternAt } from './patterns.ts'

export function createLabelPicture(): LabelSurface {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let labelMap: LabelMap | null = null
  let look: PixelLook | null = null
  /** What the canvas shows; null when that holds no more. */
  let painted: LabelFrame | null = null
  /** Changed since, in pixels of the map. */
  let dirty: Rect = EMPTY_RECT

  function paint(rect: Rect, frame: LabelFrame): void {
    if (context === null || labelMap === null || look === null || isEmptyRect(rect)) return
    const image = context.createImageData(rect.width, rect.height)
    colorize(labelMap, look, onDevice(frame, look), rect, new Uint32Array(image.data.buffer))
    context.putImageData(image, rect.x, rect.y)
  }

  return {
    open(next) {
      labelMap = next
      painted = null
      return true
    },
    repaint(rect) {
      dirty = unionRect(dirty, rect)
    },
    setLook(next) {
      look = pixelLook(next)
      painted = null
    },
    draw(target, frame) {
      const { view, pixelRatio } = frame
      if (labelMap === null || look === null || view.width === 0) return
      const width = Math.round(view.width * pixelRatio)
      const height = Math.round(view.height * pixelRatio)
      if (painted !== null && isSameFrame(painted, frame)) {
        paint(clipRect(shownRect(dirty, onDevice(frame, look)), width, height), frame)
      } else {
        if (canvas.width !== width || canvas.height !== height)
          Object.assign(canvas, { width, height })
        paint({ x: 0, y: 0, width, height }, frame)
      }
      painted = frame
      dirty = EMPTY_RECT
      target.drawImage(canvas, 0, 0, view.width, view.height)
    },
    dispose() {
      Object.assign(canvas, { width: 0, height: 0 })
    },
  }
}

function isSameFrame(one: LabelFrame, other: LabelFrame): boolean {
  return (
    one.camera.x === other.camera.x &&
    one.camera.y === other.camera.y &&
    one.camera.scale === other.camera.scale &&
    one.view.width === other.view.width &&
    one.view.height === other.view.height &&
    one.pixelRatio === other.pixelRatio
  )
}

/** How a map lies on the screen, in device pixels. */
export interface Placement extends Camera {
  /** Whole pixels. */
  readonly contour: number
}

function onDevice({ camera, pixelRatio }: LabelFrame, { contourPx }: PixelLook): Placement {
  return {
    x: camera.x * pixelRatio,
    y: camera.y * pixelRatio,
    scale: camera.scale * pixelRatio,
    contour: Math.ceil(contourPx * pixelRatio),
  }
}

/** The device pixels that may show a part of the map; a changed pixel changes the outline of those around it. */
export function shownRect(rect: Rect, { x, y, scale, contour }: Placement): Rect {
  if (isEmptyRect(rect)) return EMPTY_RECT
  const margin = contour + 1
  const left = Math.floor(x + rect.x * scale) - margin
  const top = Math.floor(y + rect.y * scale) - margin
  const right = Math.ceil(x + (rect.x + rect.width) * scale) + margin
  const bottom = Math.ceil(y + (rect.y + rect.height) * scale) + margin
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The look as little-endian RGBA words, by value. */
export interface PixelLook {
  readonly fill: Uint32Array
  readonly line: Uint32Array
  /** Zero for values without an outline. */
  readonly contour: Uint32Array
  readonly pattern: Uint8Array
  /** CSS pixels; 0 when nothing has an outline. */
  readonly contourPx: number
}

export function pixelLook({ fill, line, marks, contourPx }: LabelLook): PixelLook {
  const solid = fill.slice()
  for (let at = 0; at < LOOK_BYTES; at += 4) solid[at + 3] = marks[at + 1]!
  const contour = wordsOf(solid).map((word) => (word >>> 24 === 0 ? 0 : word))
  return {
    fill: wordsOf(fill),
    line: wordsOf(line),
    contour,
    pattern: Uint8Array.from({ length: 256 }, (_, value) => marks[value * 4]!),
    contourPx: contour.some((word) => word !== 0) ? contourPx : 0,
  }
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer)
}

/** Writes the colours of the screen's pixels in `rect` into `target`, row by row. Beside the map is nothing. */
export function colorize(
  labelMap: LabelMap,
  look: PixelLook,
  camera: Placement,
  rect: Rect,
  target: Uint32Array,
): void {
  const reach = camera.contour
  const columns = samples(camera.x, camera.scale, rect.x - reach, rect.width + 2 * reach, labelMap.width) // prettier-ignore
  const rows = samples(camera.y, camera.scale, rect.y - reach, rect.height + 2 * reach, labelMap.height) // prettier-ignore
  const seen = valuesAt(labelMap, columns.at, rows.at)
  const stride = columns.at.length
  // Patterns begin at the corner of the photo and go with it.
  const [px, py] = [patternStart(camera.x, rect.x), patternStart(camera.y, rect.y)]
  const { fill, line, contour, pattern } = look
  let write = 0
  for (let y = 0; y < rect.height; y++) {
    let at = (y + reach) * stride + reach
    const isRowInside = rows.isInside[y + reach] === 1
    for (let x = 0; x < rect.width; x++, write++, at++) {
      if (!isRowInside || columns.isInside[x + reach] === 0) continue
      const value = seen[at]!
      if (contour[value] !== 0 && isEdge(seen, at, stride, reach)) {
        target[write] = contour[value]!
      } else if (pattern[value] !== 0) {
        const part = patternAt(pattern[value]!, px + x, py + y)
        if (part !== PATTERN_PART.clear)
          target[write] = (part === PATTERN_PART.line ? line : fill)[value]!
      } else {
        target[write] = fill[value]!
      }
    }
  }
}

/** The corner is brought to whole pixels first, so that every part begins alike. */
function patternStart(corner: number, start: number): number {
  const whole = (start + Math.floor(-corner)) % PATTERN_SIZE
  return whole < 0 ? whole + PATTERN_SIZE : whole
}

interface Samples {
  /** Which pixel of the map each pixel of the screen shows; beside the map, the nearest. */
  readonly at: Int32Array
  readonly isInside: Uint8Array
}

function samples(
  origin: number,
  scale: number,
  start: number,
  count: number,
  size: number,
): Samples {
  // prettier-ignore
  const at = new Int32Array(count)
  const isInside = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const pixel = Math.floor((start + i + 0.5 - origin) / scale)
    isInside[i] = pixel >= 0 && pixel < size ? 1 : 0
    at[i] = Math.max(0, Math.min(size - 1, pixel))
  }
  return { at, isInside }
}

function valuesAt({ data, width }: LabelMap, columns: Int32Array, rows: Int32Array): Uint8Array {
  const values = new Uint8Array(columns.length * rows.length)
  let write = 0
  for (const row of rows) {
    const start = row * width
    for (let i = 0; i < columns.length; i++) values[write++] = data[start + columns[i]!]!
  }
  return values
}

/** True where another value is within reach, straight on; the edge of the photo is none. */
function isEdge(seen: Uint8Array, at: number, stride: number, reach: number): boolean {
  const value = seen[at]
  return (
    seen[at - reach] !== value ||
    seen[at + reach] !== value ||
    seen[at - reach * stride] !== value ||
    seen[at + reach * stride] !== value
  )
}
