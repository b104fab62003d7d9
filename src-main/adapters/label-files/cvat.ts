// CVAT's "Segmentation mask 1.1": a zip archive with labelmap.txt (name:R,G,B:parts:actions), colour masks in
// SegmentationClass and a list of the images. Reads what its documentation shows: colours by labelmap.txt, grey
// values as its line numbers, VOC where there is no labelmap.txt.

import { IGNORE_INDEX, VOC_CLASSES, VOC_PALETTE } from '../../core/labels/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { BACKGROUND_NAME, VOID_NAME } from '../../core/label-files/named-labels.ts'
import { decodeUtf8 } from '../../core/bytes/utf8.ts'
import type { ExportedImage } from '../../services/ports/label-files.ts'
import { encodeRgbPng } from '../images/png-rgb.ts'
import { namesByKey } from './label-codec.ts'
import type { LabelCodec } from './label-codec.ts'
import type { LabelSource } from './label-source.ts'
import { MASK_FOLDER, maskEntries } from './mask-folder.ts'
import { colourName } from './mask-names.ts'
import type { MaskNaming } from './mask-names.ts'
import { paintColours } from './paint-colours.ts'
import { lastPart } from './read-json.ts'
import { VOC_NAMING } from './voc.ts'
import { zipParts } from './zip-writer.ts'
import type { StoredFile } from './zip-writer.ts'

const LABEL_MAP = 'labelmap.txt'
const LIST = 'ImageSets/Segmentation/default.txt'
const HEADER = '# label:color_rgb:parts:actions'
/** CVAT's exporter calls VOC's void so. */
const VOID_ALIAS = 'ignored'

export const cvat: LabelCodec = {
  format: 'cvat',
  open: async (source) => maskEntries(source, await maskNaming(source)),
  async *write(images) {
    yield await Promise.resolve({ name: 'labels.zip', bytes: zipParts(writeFiles(images)) })
  },
}

async function* writeFiles(images: AsyncIterable<ExportedImage>): AsyncGenerator<StoredFile> {
  const names: string[] = []
  for await (const { name, labelMap } of images) {
    const bytes = await encodeRgbPng(paintColours(labelMap, VOC_PALETTE))
    yield { name: `${MASK_FOLDER}/${name}.png`, bytes }
    names.push(name)
  }
  yield { name: LIST, bytes: Buffer.from(names.map((name) => `${name}\n`).join('')) }
  yield { name: LABEL_MAP, bytes: Buffer.from(formatLabelMap()) }
}

function formatLabelMap(): string {
  const line = (name: string, value: number): string =>
    `${name}:${VOC_PALETTE.slice(value * 3, value * 3 + 3).join(',')}::\n`
  const classes = VOC_CLASSES.map((name, value) => line(name, value))
  return `${HEADER}\n${classes.join('')}${line(VOID_NAME, IGNORE_INDEX)}`
}

interface LabelLine {
  readonly name: string
  readonly colour: number | null
}

async function maskNaming(source: LabelSource): Promise<MaskNaming> {
  const file = (await source.files()).find((name) => lastPart(name) === LABEL_MAP)
  if (file === undefined) return { ...VOC_NAMING, hasColours: true, usesPalette: () => true }
  const place = `${source.place}: ${file}`
  const lines = parseLabelMap(decodeLines(await source.read(file), place), place)
  const names = namesByKey(
    lines.flatMap(({ name, colour }) => (colour === null ? [] : [[colour, name] as const])),
  )
  return {
    hasColours: true,
    ofValue: (value) => lines[value]?.name ?? `value ${value}`,
    ofColour: (colour) =>
      names.get(colour) ?? (colour === 0 ? BACKGROUND_NAME : colourName(colour)),
    usesPalette: () => true,
  }
}

/** Error: corrupt, naming `place`. */
function decodeLines(bytes: Uint8Array, place: string): string {
  try {
    return decodeUtf8(bytes)
  } catch (cause) {
    throw new StudioError(
      'corrupt',
      said`${place}: expected text in UTF-8, found other bytes; save it again as UTF-8`,
      { cause },
    )
  }
}

/** Empty lines and those with # are skipped. Error: corrupt, naming `place` and the line. */
function parseLabelMap(text: string, place: string): LabelLine[] {
  const labels: LabelLine[] = []
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue
    const [name = '', colour = '', ...more] = line.trim().split(':')
    const rgb = colour === '' ? null : colour.split(',').map(Number)
    const isColour = rgb === null || (rgb.length === 3 && rgb.every(isByte))
    if (name === '' || more.length > 2 || !isColour) throw damagedLine(place, at + 1)
    const known = name === VOID_ALIAS ? VOID_NAME : name
    labels.push({ name: known, colour: rgb === null ? null : rgb.reduce((k, c) => k * 256 + c) })
  }
  return labels
}

function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 255
}

function damagedLine(place: string, line: number): StudioError {
  return new StudioError(
    'corrupt',
    said`${place}: expected "name:R,G,B:parts:actions" in line ${line}; correct it or export it again`,
  )
}
