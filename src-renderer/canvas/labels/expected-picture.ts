// The first picture of the labels that are likely to be opened next, painted band by band between other work. It is
// of use where the same labels are then seen by the same camera in the same look.

import type { Size } from '../camera/camera.ts'
import type { Placement } from './label-sampling.ts'
import { BAND_ROWS, paintBands } from './view-bands.ts'
import type { ShownLabels } from './view-bands.ts'

export interface ExpectedPicture {
  /** What was begun before is dropped unless it is the same. `size`: device pixels of the view. */
  begin(shown: ShownLabels, size: Size): void
  /** Gives the picture away when it is whole and of these; null otherwise, and there is none any more. */
  take(shown: ShownLabels, size: Size): ImageData | null
  /** Memory for the next one: to have so much given anew takes longer than to fill it. */
  giveRoom(pixels: ImageData): void
  drop(): void
}

interface Begun {
  readonly shown: ShownLabels
  readonly pixels: ImageData
  paintedRows: number
}

export function createExpectedPicture(): ExpectedPicture {
  let begun: Begun | null = null
  let room: ImageData | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function paintOn(): void {
    if (begun === null) return
    const { shown, pixels, paintedRows } = begun
    const { width } = pixels
    const height = Math.min(BAND_ROWS, pixels.height - paintedRows)
    const words = new Int32Array(pixels.data.buffer, 4 * paintedRows * width, height * width)
    paintBands(shown, { x: 0, y: paintedRows, width, height }, words)
    begun.paintedRows += height
    if (begun.paintedRows < pixels.height) timer = setTimeout(paintOn)
  }

  function drop(): void {
    clearTimeout(timer)
    room = begun?.pixels ?? room
    begun = null
  }

  return {
    begin(shown, size) {
      if (begun !== null && isSameSize(begun.pixels, size) && isSame(begun.shown, shown)) return
      drop()
      const pixels = isSameSize(room, size) ? room : new ImageData(size.width, size.height)
      room = null
      begun = { shown, pixels, paintedRows: 0 }
      timer = setTimeout(paintOn)
    },
    take(shown, size) {
      const found = begun
      drop()
      if (found === null || found.paintedRows < size.height) return null
      if (!isSameSize(found.pixels, size) || !isSame(found.shown, shown)) return null
      room = null
      return found.pixels
    },
    giveRoom: (pixels) => (room = pixels),
    drop,
  }
}

function isSame(a: ShownLabels, b: ShownLabels): boolean {
  return a.labelMap === b.labelMap && a.look === b.look && isSamePlace(a.placement, b.placement)
}

function isSamePlace(a: Placement, b: Placement): boolean {
  const keys = ['x', 'y', 'scale', 'pixelRatio', 'contour'] as const
  return keys.every((key) => a[key] === b[key])
}

function isSameSize(pixels: ImageData | null, { width, height }: Size): pixels is ImageData {
  return pixels !== null && pixels.width === width && pixels.height === height
}
