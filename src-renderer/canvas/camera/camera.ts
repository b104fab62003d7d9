// Pan and zoom as plain numbers: screen = image * scale + offset. Pure; shared by editor and comparison.

import type { Rect } from '../../../src-main/core/geometry/rect.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

export interface Camera {
  /** Screen pixels (CSS) for each image pixel. */
  readonly scale: number
  /** Where the image's top left corner is on the screen. */
  readonly x: number
  readonly y: number
}

/** What a canvas under a camera can be told from outside. */
export interface StageCommands {
  fit(): void
  actualSize(): void
  zoom(factor: number): void
  /** Shows the connected region of one class under the pointer as large as it fits. */
  zoomToRegion(): void
}

export const MIN_SCALE = 0.02
export const MAX_SCALE = 64
const FIT_MARGIN_PX = 16

export function fitCamera(image: Size, view: Size, marginPx: number = FIT_MARGIN_PX): Camera {
  const scale = clampScale(
    Math.min(
      Math.max(1, view.width - 2 * marginPx) / image.width,
      Math.max(1, view.height - 2 * marginPx) / image.height,
    ),
  )
  return centred(image, view, scale)
}

/** The given zoom with the image in the middle. */
export function centred(image: Size, view: Size, scale: number): Camera {
  return {
    scale,
    x: (view.width - image.width * scale) / 2,
    y: (view.height - image.height * scale) / 2,
  }
}

/** The given part of the image as large as it fits, in the middle. */
export function fitRect(rect: Rect, view: Size, marginPx: number = FIT_MARGIN_PX): Camera {
  const { scale } = fitCamera(rect, view, marginPx)
  const centre = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 }
  return centreOn({ scale, x: 0, y: 0 }, view, centre)
}

/** The same zoom with this image point in the middle of the view. */
export function centreOn({ scale }: Camera, view: Size, at: ScreenPoint): Camera {
  return { scale, x: view.width / 2 - at.x * scale, y: view.height / 2 - at.y * scale }
}

/** What the view shows, in image pixels; it may reach beyond the image. */
export function visibleRect(camera: Camera, view: Size): Rect {
  const { x, y } = toImage(camera, { x: 0, y: 0 })
  return { x, y, width: view.width / camera.scale, height: view.height / camera.scale }
}

/** Zooms by a factor; the image point under `at` stays where it is. */
export function zoomAt(camera: Camera, at: ScreenPoint, factor: number): Camera {
  return scaleTo(camera, at, camera.scale * factor)
}

export function scaleTo(camera: Camera, at: ScreenPoint, scale: number): Camera {
  const next = clampScale(scale)
  const ratio = next / camera.scale
  return { scale: next, x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio }
}

export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy }
}

/** After the view changed its size: an image that fitted fits again, any other keeps what is in the middle. */
export function afterResize(camera: Camera, image: Size, from: Size, to: Size): Camera {
  const fitted = fitCamera(image, from)
  const isFitted = camera.scale === fitted.scale && camera.x === fitted.x && camera.y === fitted.y
  if (isFitted) return fitCamera(image, to)
  const [dx, dy] = [(to.width - from.width) / 2, (to.height - from.height) / 2]
  return keepInView(pan(camera, dx, dy), image, to)
}

/** Keeps a corner of the image in sight. */
export function keepInView(camera: Camera, image: Size, view: Size): Camera {
  const margin = 48
  const x = clamp(camera.x, margin - image.width * camera.scale, view.width - margin)
  const y = clamp(camera.y, margin - image.height * camera.scale, view.height - margin)
  return x === camera.x && y === camera.y ? camera : { ...camera, x, y }
}

/** Moves no further than to show the image point well inside the view. */
export function panInto(camera: Camera, view: Size, at: ScreenPoint): Camera {
  const { x, y } = toScreen(camera, at)
  const [across, down] = [Math.min(48, view.width / 4), Math.min(48, view.height / 4)]
  const [dx, dy] = [
    clamp(x, across, view.width - across) - x,
    clamp(y, down, view.height - down) - y,
  ]
  return dx === 0 && dy === 0 ? camera : pan(camera, dx, dy)
}

export function toScreen(camera: Camera, point: ScreenPoint): ScreenPoint {
  return { x: point.x * camera.scale + camera.x, y: point.y * camera.scale + camera.y }
}

export function toImage(camera: Camera, point: ScreenPoint): ScreenPoint {
  return { x: (point.x - camera.x) / camera.scale, y: (point.y - camera.y) / camera.scale }
}

/** The zoom factor of one wheel event; line and page deltas count like 16 and 100 pixels. */
export function wheelFactor(event: Pick<WheelEvent, 'deltaY' | 'deltaMode'>): number {
  const pixels = event.deltaY * [1, 16, 100][event.deltaMode]!
  return Math.exp(-clamp(pixels, -240, 240) * 0.0022)
}

/** The image's corner on a pixel of the screen: then 100 % is sharp, and what was moved is the same picture elsewhere. */
export function snapped({ scale, x, y }: Camera, pixelRatio: number): Camera {
  return {
    scale,
    x: Math.round(x * pixelRatio) / pixelRatio,
    y: Math.round(y * pixelRatio) / pixelRatio,
  }
}

/** The middle of the screen pixel under an image point, in image pixels: a line through it is sharp. */
export function onPixelCentre(camera: Camera, point: ScreenPoint): ScreenPoint {
  const { x, y } = toScreen(camera, point)
  return toImage(camera, { x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 })
}

/** Smooth when shrunk, hard pixels from 200 %, where one paints pixel by pixel. */
export function isSmooth(camera: Camera): boolean {
  return camera.scale < 2
}

function clampScale(scale: number): number {
  return clamp(scale, MIN_SCALE, MAX_SCALE)
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
