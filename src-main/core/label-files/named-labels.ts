// The labels of one image between two programs: every pixel has one name, whatever the names are. Readers of
// other tools' files make this value; the class table turns it into a label map.

import { endOfRun, wordsOf } from '../bytes/byte-runs.ts'
import { StudioError } from '../errors.ts'
import { said } from '../said.ts'

/** The name of pixels that nothing was painted on. */
export const BACKGROUND_NAME = 'background'
/** The name of pixels that belong to no class. */
export const VOID_NAME = 'void'

export interface NamedLabels {
  readonly width: number
  readonly height: number
  /** At most 256; the first is the background. */
  readonly names: readonly string[]
  /** width x height indices into `names`, row by row. */
  readonly data: Uint8Array
}

/** Pixels of one region inside its own rectangle; `data` is zero outside of the region. */
export interface RegionPatch {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Paints named regions over each other: the later one wins, and what it covers is counted. */
export interface RegionCanvas {
  readonly width: number
  readonly height: number
  /** The part of the patch inside the image. False when that has no pixel: it is no region then. */
  paintPatch(name: string, patch: RegionPatch): boolean
  /** Runs of pixels outside and inside, in turn, down the columns; they cover the image exactly. False as above. */
  paintColumns(name: string, counts: readonly number[]): boolean
  finish(): PaintedRegions
}

export interface PaintedRegions {
  readonly labels: NamedLabels
  readonly regionCount: number
  /** How many names the regions have. */
  readonly nameCount: number
  /** Pixels that got another name after they had one. */
  readonly overlapPixels: number
}

const MOST_NAMES = 256

/** Error of painting: unsupported when there are more than 256 names. */
export function createRegionCanvas(width: number, height: number): RegionCanvas {
  const data = new Uint8Array(width * height)
  const indices = createNameIndices()
  const used = new Set<string>()
  let regionCount = 0
  let overlapPixels = 0

  function beginRegion(name: string) {
    let index = -1
    return {
      paint(at: number): void {
        if (index < 0) {
          index = indices.indexOf(name)
          used.add(name)
          regionCount++
        }
        const before = data[at]!
        if (before !== 0 && before !== index) overlapPixels++
        data[at] = index
      },
      hasPixels: () => index >= 0,
    }
  }

  return {
    width,
    height,
    paintPatch(name, patch) {
      const { paint, hasPixels } = beginRegion(name)
      const [left, right] = [Math.max(0, patch.x), Math.min(width, patch.x + patch.width)]
      const [top, bottom] = [Math.max(0, patch.y), Math.min(height, patch.y + patch.height)]
      const words = wordsOf(patch.data)
      for (let y = top; y < bottom; y++) {
        const row = (y - patch.y) * patch.width - patch.x
        for (let x = left; x < right;) {
          const end = endOfRun(patch.data, words, row + x, row + right) - row
          if (patch.data[row + x] === 0) x = end
          else for (; x < end; x++) paint(y * width + x)
        }
      }
      return hasPixels()
    },
    paintColumns(name, counts) {
      const { paint, hasPixels } = beginRegion(name)
      let at = 0
      counts.forEach((count, i) => {
        const end = at + count
        if (i % 2 === 1) {
          for (let k = at; k < end; k++) paint((k % height) * width + Math.floor(k / height))
        }
        at = end
      })
      return hasPixels()
    },
    finish: () => ({
      labels: { width, height, names: indices.names, data },
      regionCount,
      nameCount: used.size,
      overlapPixels,
    }),
  }
}

export interface NameIndices {
  readonly names: readonly string[]
  /** Error: unsupported when there are more than 256 names. */
  indexOf(name: string): number
}

/** Gives names their indices in order of first use, the background 0. */
export function createNameIndices(): NameIndices {
  const names = [BACKGROUND_NAME]
  const indices = new Map([[BACKGROUND_NAME, 0]])
  return {
    names,
    indexOf(name) {
      const known = indices.get(name)
      if (known !== undefined) return known
      if (names.length === MOST_NAMES) {
        throw new StudioError(
          'unsupported',
          said`one image has more than ${MOST_NAMES} different names of classes; merge some of them before the import`,
        )
      }
      indices.set(name, names.length)
      return names.push(name) - 1
    },
  }
}
