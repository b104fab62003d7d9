// Integer rectangles in image pixels: x, y is the top left pixel, width and height count pixels.

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const EMPTY_RECT: Rect = { x: 0, y: 0, width: 0, height: 0 }

export function isEmptyRect(rect: Rect): boolean {
  return rect.width <= 0 || rect.height <= 0
}

export function isSameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

/** Rectangle from corner pixels, both inclusive; empty when the corners cross. */
export function rectFromCorners(x0: number, y0: number, x1: number, y1: number): Rect {
  if (x1 < x0 || y1 < y0) return EMPTY_RECT
  return { x: x0, y: y0, width: x1 - x0 + 1, height: y1 - y0 + 1 }
}

/** The smallest rectangle that holds both; an empty one adds nothing. */
export function unionRect(a: Rect, b: Rect): Rect {
  if (isEmptyRect(a)) return b
  if (isEmptyRect(b)) return a
  return rectFromCorners(
    Math.min(a.x, b.x),
    Math.min(a.y, b.y),
    Math.max(a.x + a.width, b.x + b.width) - 1,
    Math.max(a.y + a.height, b.y + b.height) - 1,
  )
}

export function intersectRect(a: Rect, b: Rect): Rect {
  return rectFromCorners(
    Math.max(a.x, b.x),
    Math.max(a.y, b.y),
    Math.min(a.x + a.width, b.x + b.width) - 1,
    Math.min(a.y + a.height, b.y + b.height) - 1,
  )
}

/** The part of `rect` inside an image of this size. */
export function clipRect(rect: Rect, width: number, height: number): Rect {
  return intersectRect(rect, { x: 0, y: 0, width, height })
}

/** True when `inner` lies wholly inside `outer`; an empty rectangle lies inside every other. */
export function containsRect(outer: Rect, inner: Rect): boolean {
  if (isEmptyRect(inner)) return true
  const common = intersectRect(outer, inner)
  return common.width === inner.width && common.height === inner.height
}
