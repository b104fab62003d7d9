// The formats of label files that other tools read and write, and what each of them can carry.

import { said } from '../said.ts'
import type { Words } from '../said.ts'

export const LABEL_FORMATS = ['voc', 'coco', 'coco-panoptic', 'labelme', 'cvat', 'grey'] as const
export type LabelFormat = (typeof LABEL_FORMATS)[number]

/** What an export may be asked for; each belongs to one format. */
export const EXPORT_CHOICES = [
  /** COCO: a mask for each connected region, instead of one for each class. */
  'componentMasks',
  /** labelme: polygons along the edges of the pixels, instead of masks. */
  'polygons',
  /** VOC: the photos beside the masks. */
  'photos',
] as const
export type ExportChoice = (typeof EXPORT_CHOICES)[number]

export interface LabelFormatFacts {
  readonly title: Words
  /** What an export writes. */
  readonly output: 'folder' | 'json' | 'zip'
  /** A label map comes back byte for byte. */
  readonly isExact: boolean
  /** `value`: the format has void of its own. `name`: void is written as a region of this name. */
  readonly void: { readonly kind: 'value' } | { readonly kind: 'name'; readonly name: string }
  /** Keeps objects of one class apart; a label map cannot, so that an import merges them. */
  readonly hasObjects: boolean
  /** Regions may lie over each other; a label map has one class a pixel. */
  readonly hasOverlaps: boolean
  readonly choices: readonly ExportChoice[]
}

export const LABEL_FORMAT_FACTS: Readonly<Record<LabelFormat, LabelFormatFacts>> = {
  voc: {
    title: 'PASCAL VOC',
    output: 'folder',
    isExact: true,
    void: { kind: 'value' },
    hasObjects: false,
    hasOverlaps: false,
    choices: ['photos'],
  },
  coco: {
    title: 'COCO',
    output: 'json',
    isExact: true,
    void: { kind: 'name', name: 'void' },
    hasObjects: true,
    hasOverlaps: true,
    choices: ['componentMasks'],
  },
  'coco-panoptic': {
    title: 'COCO panoptic',
    output: 'folder',
    isExact: true,
    void: { kind: 'value' },
    hasObjects: true,
    hasOverlaps: false,
    choices: [],
  },
  labelme: {
    title: 'labelme',
    output: 'folder',
    isExact: true,
    void: { kind: 'name', name: '__ignore__' },
    hasObjects: true,
    hasOverlaps: true,
    choices: ['polygons'],
  },
  cvat: {
    title: 'CVAT segmentation mask 1.1',
    output: 'zip',
    isExact: true,
    void: { kind: 'name', name: 'void' },
    hasObjects: false,
    hasOverlaps: false,
    choices: [],
  },
  grey: {
    title: said`Grey PNG with a class map`,
    output: 'folder',
    isExact: true,
    void: { kind: 'value' },
    hasObjects: false,
    hasOverlaps: false,
    choices: [],
  },
}

/** What a person should know of how an image's labels were read. */
export const LABEL_REMARKS = [
  /** Colours where the format has values: read by the colours. */
  'inColours',
  /** They are of the photo as stored, before EXIF turned it, and were turned like it. */
  'turned',
  /** The file is called like the photo but for upper and lower case and Unicode normalisation. */
  'otherCase',
] as const
export type LabelRemark = (typeof LABEL_REMARKS)[number]

/** What did not come through a conversion, counted. */
export const LABEL_NOTES = [
  /** Objects that were merged with others of their class. */
  'mergedObjects',
  /** Pixels that two regions claimed: the later one has them. */
  'overlapPixels',
  /** Shapes given by corners, filled to whole pixels. */
  'filledPolygons',
  /** Shapes without an area in the image, left out: points, lines, boxes of COCO, what lies outside. */
  'shapesLeftOut',
  /** Pixels of void, written under a name because the format has no void. */
  'namedVoidPixels',
  /** Components of few pixels that share an annotation of their class, or that are in none, as it was asked for. */
  'joinedComponents',
  'leftOutComponents',
  'leftOutPixels',
  /** Polygons that lie on others because a polygon has no hole. */
  'polygonsInHoles',
  /** Pixels of the void ring that was asked for: in the copy alone. */
  'ringPixels',
  /** Photos that are not upright JPEG files and were encoded anew as such. */
  'photosEncodedAnew',
  /** Pixels that nobody has labelled: background in the files. */
  'unlabelledPixels',
  /** Pixels that an assist worked out, or that were copied from a prediction: as any other in the files. */
  'assistedPixels',
  'copiedPixels',
  /** Masks that count as no truth: drafts, and those of photos that are skipped. */
  'unfinishedMasks',
  'openIssues',
  'activeMinutes',
  /** Photos of the user whose classes somebody has told. */
  'imageLabelPhotos',
] as const

export type LabelNoteKind = (typeof LABEL_NOTES)[number]
export type LabelNotes = Readonly<Partial<Record<LabelNoteKind, number>>>

export function addNotes(first: LabelNotes, second: LabelNotes): LabelNotes {
  const sum: Partial<Record<LabelNoteKind, number>> = { ...first }
  for (const kind of LABEL_NOTES) {
    const count = second[kind] ?? 0
    if (count > 0) sum[kind] = (sum[kind] ?? 0) + count
  }
  return sum
}
