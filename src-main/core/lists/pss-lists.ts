// Reads and writes the list files of a PSS or VOC folder: grouped lists (train_cluster80.txt,
// val_all.txt), image-level labels (imgLabelList.txt) and VOC lists (train_aug.txt).
// A line that cannot be understood is an error with its number, never skipped.

import type { ClassIndex } from '../labels/classes.ts'
import { VOC_CLASSES, classIndexOf } from '../labels/classes.ts'
import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { LinePlace } from './list-paths.ts'
import { lineError, listLines, photoNameOf } from './list-paths.ts'

export interface ImagePair {
  /** The file's name without its extension. */
  readonly name: string
  /** As listed, beginning with a slash, relative to the user (or VOC) folder. */
  readonly imagePath: string
  /** The file may not exist: most photos have no mask. */
  readonly maskPath: string
}

export interface GroupedImage extends ImagePair {
  /** Group id, 0 or more; 0 for all lines of val_all.txt. */
  readonly group: number
}

export interface ImageLabels {
  readonly name: string
  readonly imagePath: string
  /** Classes said to be in the photo; [0] when the line says `background`, [] when it is empty. */
  readonly classes: readonly ClassIndex[]
  /** The line says UNKNOWN: nothing is known about the photo. */
  readonly isUnknown: boolean
}

const UNKNOWN = 'UNKNOWN'
/** What follows the mask has no dot: a name may have spaces, and its last word has the mask's ending. */
const PAIR = /^(\/?JPEGImages\/.+?) +(\/?SegmentationClass(?:Aug)?\/.+?)(?: +([^\s.]+))?$/
const PAIR_FORM = '"/JPEGImages/<name>.jpg /SegmentationClass/<name>.png"'

/** Lines `/JPEGImages/<name>.jpg /SegmentationClass/<name>.png <group>`; each photo once. */
export function parseGroupedList(text: string, file: string): GroupedImage[] {
  const entries = listLines(text, file).map(({ place, text: line }) => {
    const { group, ...pair } = parsePair(line, place)
    if (group === undefined || !/^\d{1,9}$/.test(group)) {
      throw lineError(place, said`${PAIR_FORM} and a group number`, line)
    }
    return { place, entry: { ...pair, group: Number(group) } }
  })
  return withoutRepeats(entries)
}

export function formatGroupedList(images: readonly GroupedImage[]): string {
  return images.map((i) => `${i.imagePath} ${i.maskPath} ${i.group}\n`).join('')
}

/** The entry of a photo in the usual layout. */
export function groupedImage(name: string, group: number, extension = 'jpg'): GroupedImage {
  return {
    name,
    imagePath: `/JPEGImages/${name}.${extension}`,
    maskPath: `/SegmentationClass/${name}.png`,
    group,
  }
}

/** VOC lists: a bare name, or an image and mask pair (a group number after it is ignored). */
export function parseImageList(
  text: string,
  file: string,
  maskFolder: 'SegmentationClass' | 'SegmentationClassAug' = 'SegmentationClassAug',
): ImagePair[] {
  const entries = listLines(text, file).map(({ place, text: line }) => {
    if (line.includes('/')) {
      const { group, ...pair } = parsePair(line, place)
      if (group !== undefined && !/^\d{1,9}$/.test(group)) throw lineError(place, PAIR_FORM, line)
      return { place, entry: pair }
    }
    if (/\s/.test(line))
      throw lineError(place, said`a photo name without spaces or ${PAIR_FORM}`, line)
    const name = photoNameOf(line, place)
    const paths = { imagePath: `/JPEGImages/${name}.jpg`, maskPath: `/${maskFolder}/${name}.png` }
    return { place, entry: { name, ...paths } }
  })
  return withoutRepeats(entries)
}

export function formatImageList(images: readonly ImagePair[], form: 'names' | 'pairs'): string {
  if (form === 'names') return images.map((i) => `${i.name}\n`).join('')
  return images.map((i) => `${i.imagePath} ${i.maskPath}\n`).join('')
}

/** Lines `<path>/<name>.jpg:<class>,<class>` with class names, nothing, `background` or `UNKNOWN`. */
export function parseImageLabels(text: string, file: string): ImageLabels[] {
  const entries = listLines(text, file).map(({ place, text: line }) => {
    const colon = line.lastIndexOf(':')
    if (colon < 1) throw lineError(place, '"<photo path>:<class>,<class>"', line)
    const imagePath = line.slice(0, colon).trim()
    const name = photoNameOf(imagePath, place)
    if (!/(^|\/)JPEGImages\/[^/]+$/.test(imagePath) && imagePath.includes('/')) {
      throw lineError(place, said`a photo inside JPEGImages`, imagePath)
    }
    return { place, entry: { name, imagePath, ...parseClasses(line.slice(colon + 1), place) } }
  })
  return withoutRepeats(entries)
}

export function formatImageLabels(images: readonly ImageLabels[]): string {
  return images
    .map(({ imagePath, classes, isUnknown }) => {
      const names = isUnknown ? UNKNOWN : classes.map((index) => VOC_CLASSES[index]).join(',')
      return `${imagePath}:${names}\n`
    })
    .join('')
}

function parseClasses(text: string, place: LinePlace): Pick<ImageLabels, 'classes' | 'isUnknown'> {
  const words = text.split(',').map((word) => word.trim())
  if (words.length === 1 && words[0] === UNKNOWN) return { classes: [], isUnknown: true }
  const names = words.filter((word) => word !== '')
  const classes = names.map((name) => {
    if (!(VOC_CLASSES as readonly string[]).includes(name)) {
      throw lineError(place, said`class names among ${VOC_CLASSES.join(', ')} or ${UNKNOWN}`, name)
    }
    return classIndexOf(name)
  })
  return { classes: [...new Set(classes)], isUnknown: false }
}

function parsePair(line: string, place: LinePlace): ImagePair & { group: string | undefined } {
  const match = PAIR.exec(line)
  if (match === null) throw lineError(place, said`${PAIR_FORM}, relative to the data folder`, line)
  const [imagePath, maskPath] = [rooted(match[1] ?? ''), rooted(match[2] ?? '')]
  const name = photoNameOf(imagePath, place)
  const maskName = photoNameOf(maskPath, place)
  if (name !== maskName)
    throw lineError(place, said`a mask named "${name}" like its photo`, maskPath)
  return { name, imagePath, maskPath, group: match[3] }
}

function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}

function withoutRepeats<T extends { readonly name: string }>(
  entries: readonly { readonly place: LinePlace; readonly entry: T }[],
): T[] {
  const lineOf = new Map<string, number>()
  for (const { place, entry } of entries) {
    const earlier = lineOf.get(entry.name)
    if (earlier !== undefined) {
      throw new StudioError(
        'invalidInput',
        said`${place.file}, line ${place.line}: expected each photo once, but "${entry.name}" (without its
          extension) is already on line ${earlier}; remove one of the lines or rename the photo`,
      )
    }
    lineOf.set(entry.name, place.line)
  }
  return entries.map(({ entry }) => entry)
}
