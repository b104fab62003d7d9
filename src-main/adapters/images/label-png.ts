// Masks: PNG images whose byte is the class. A mask that stores colours instead of classes, or the
// VOC colours in another order, is refused with what to do: guessing would change labels silently.

import { decode } from 'fast-png'
import { isSameBytes } from '../../core/bytes/byte-runs.ts'
import { IGNORE_INDEX, VOC_PALETTE, isLabelValue } from '../../core/labels/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { countValues } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { decodePng8, encodePng8, isPng8, readPng } from './png8.ts'
import type { Png8 } from './png8.ts'
import { damaged } from './png-chunks.ts'
import type { PngHeader } from './png-chunks.ts'

const ADVICE = said`save it again as an 8-bit palette PNG with the VOC palette`

export function encodeLabelPng(labelMap: LabelMap): Promise<Uint8Array> {
  return encodePng8(labelMap, VOC_PALETTE)
}

/**
 * The class values of a mask, not yet checked against 0..20 and 255.
 * Errors: corrupt; invalidInput for RGB masks, 16-bit masks and reordered palettes. All name `file`.
 */
export async function decodeLabelPng(bytes: Uint8Array, file: string): Promise<LabelMap> {
  const { image, palette } = await decodeIndices(bytes, file)
  if (palette !== null) checkPaletteOrder(image, palette, file)
  return image
}

/** The values of an index image whatever its palette. Errors as decodeLabelPng. */
export async function decodeIndexedPng(bytes: Uint8Array, file: string): Promise<LabelMap> {
  return (await decodeIndices(bytes, file)).image
}

async function decodeIndices(bytes: Uint8Array, file: string): Promise<Png8> {
  const chunks = readPng(bytes, file)
  if (!isPng8(chunks.header)) throw notIndexed(bytes, chunks.header, file)
  return decodePng8(bytes, chunks, file)
}

function notIndexed(bytes: Uint8Array, header: PngHeader, file: string): StudioError {
  return new StudioError(
    'invalidInput',
    said`${file}: expected a palette mask whose values are classes, found
      ${notIndexedKind(bytes, header, file)}; ${ADVICE}`,
  )
}

function notIndexedKind(bytes: Uint8Array, header: PngHeader, file: string): Said {
  if (header.bitDepth === 16) return said`16-bit values`
  const isInColours = header.bitDepth === 8 && hasVocColours(bytes, file)
  if (header.colourType === 4) return isInColours ? said`an LA image in the VOC colours` : said`an LA image` // prettier-ignore
  return isInColours ? said`an RGB image in the VOC colours` : said`an RGB image`
}

function hasVocColours(bytes: Uint8Array, file: string): boolean {
  const known = vocColours()
  let decoded
  try {
    decoded = decode(bytes)
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error))
  }
  const { data, channels } = decoded
  if (channels < 3) return false
  for (let i = 0; i < data.length; i += channels) {
    if (!known.has(colourKey(data, i))) return false
  }
  return true
}

/** A palette of VOC colours in which the used classes stand at other places. */
function checkPaletteOrder(image: LabelMap, palette: Uint8Array, file: string): void {
  if (isSameBytes(palette, VOC_PALETTE)) return
  const known = vocColours()
  let isReordered = false
  for (const [value, count] of countValues(image).entries()) {
    if (count === 0 || value === IGNORE_INDEX) continue
    if (value * 3 + 2 >= palette.length) {
      throw damaged(file, said`value ${value} has no colour in its palette`)
    }
    const key = colourKey(palette, value * 3)
    if (!known.has(key)) return
    if (key !== colourKey(VOC_PALETTE, value * 3)) isReordered = true
  }
  if (!isReordered) return
  throw new StudioError(
    'invalidInput',
    said`${file}: expected the VOC palette, found its colours in another order,
      so that the values are not the classes; ${ADVICE}`,
  )
}

function vocColours(): Set<number> {
  const keys = new Set<number>()
  for (let value = 0; value < 256; value++) {
    if (isLabelValue(value)) keys.add(colourKey(VOC_PALETTE, value * 3))
  }
  return keys
}

function colourKey(data: ArrayLike<number>, at: number): number {
  return (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!
}
