// Masks of other tools to named labels: by the value of a pixel, or by its colour where colours are what the
// format speaks of.

import type { LabelRemark } from '../../core/label-files/formats.ts'
import { createNameIndices } from '../../core/label-files/named-labels.ts'
import type { NamedLabels } from '../../core/label-files/named-labels.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import type { RgbImage } from '../../services/ports.ts'
import { decodePng8, isPng8, readPng } from '../images/png8.ts'
import { decodeRgbPng, isRgbPng } from '../images/png-rgb.ts'

export interface MaskNaming {
  /** Masks of this format store colours; elsewhere that is worth a remark. */
  readonly hasColours: boolean
  ofValue(value: number): string
  /** `colour`: R * 65536 + G * 256 + B. */
  ofColour(colour: number): string
  /** Whether the colours of this palette say the class, and not the values. */
  usesPalette(image: LabelMap, palette: Uint8Array): boolean
}

export interface ReadMask {
  readonly labels: NamedLabels
  readonly remarks: readonly LabelRemark[]
}

/** Errors: corrupt, unsupported; they name `file`. */
export async function readMask(
  bytes: Uint8Array,
  file: string,
  naming: MaskNaming,
): Promise<ReadMask> {
  const chunks = readPng(bytes, file)
  if (isRgbPng(chunks.header)) {
    const labels = nameColours(await decodeRgbPng(chunks, file), naming)
    return { labels, remarks: naming.hasColours ? [] : ['inColours'] }
  }
  return { labels: await readIndexed(bytes, { chunks, file, naming }), remarks: [] }
}

interface OpenedPng {
  readonly chunks: ReturnType<typeof readPng>
  readonly file: string
  readonly naming: MaskNaming
}

async function readIndexed(
  bytes: Uint8Array,
  { chunks, file, naming }: OpenedPng,
): Promise<NamedLabels> {
  if (!isPng8(chunks.header)) {
    throw new StudioError(
      'unsupported',
      said`${file}: expected a palette, grey or colour PNG of 8 bits; save it again as one`,
    )
  }
  const { image, palette } = await decodePng8(bytes, chunks, file)
  if (palette === null || !naming.usesPalette(image, palette)) {
    return nameValues(image, (value) => naming.ofValue(value))
  }
  return nameValues(image, (value) => naming.ofColour(colourAt(palette, value * 3)))
}

function nameValues(image: LabelMap, nameOf: (value: number) => string): NamedLabels {
  const { names, indexOf } = createNameIndices()
  const indices = new Int16Array(256).fill(-1)
  const data = new Uint8Array(image.data.length)
  for (let i = 0; i < data.length; i++) {
    const value = image.data[i]!
    if (indices[value]! < 0) indices[value] = indexOf(nameOf(value))
    data[i] = indices[value]!
  }
  return { width: image.width, height: image.height, names, data }
}

/** Colours come in runs: each is looked up once a run. */
export function nameColours(image: RgbImage, naming: Pick<MaskNaming, 'ofColour'>): NamedLabels {
  const { names, indexOf } = createNameIndices()
  const data = new Uint8Array(image.width * image.height)
  let last = -1
  let index = 0
  for (let i = 0; i < data.length; i++) {
    const colour = colourAt(image.data, i * 3)
    if (colour !== last) index = indexOf(naming.ofColour(colour))
    last = colour
    data[i] = index
  }
  return { width: image.width, height: image.height, names, data }
}

/** Black beyond the end of a palette, as image libraries have it. */
export function colourAt(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
}

export function colourName(colour: number): string {
  return `colour ${colour >>> 16},${(colour >>> 8) & 255},${colour & 255}`
}
