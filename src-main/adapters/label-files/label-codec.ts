// What the reader and writer of one format is: a plain value over files in memory. Disks, folders and archives
// are elsewhere.

import type {
  ExportChoice,
  LabelFormat,
  LabelNotes,
  LabelRemark,
} from '../../core/label-files/formats.ts'
import type { ComponentWish } from '../../core/label-files/component-wish.ts'
import type { NamedLabels, PaintedRegions } from '../../core/label-files/named-labels.ts'
import type { ExportedImage } from '../../services/ports/label-files.ts'
import type { NewFile } from '../files/write-new-folder.ts'
import type { Size } from '../images/orientation.ts'
import type { LabelSource } from './label-source.ts'

export interface LabelCodec {
  readonly format: LabelFormat
  /** The images that the files speak of. Errors: invalidInput (nothing of this format), corrupt, io. */
  open(source: LabelSource): Promise<readonly LabelEntry[]>
  /** The files of an export; one alone where the format is a single file. */
  write(
    images: AsyncIterable<ExportedImage>,
    wish: ExportWish,
  ): AsyncGenerator<NewFile, void, undefined>
}

export interface ExportWish {
  /** Those of the format. */
  readonly choices: readonly ExportChoice[]
  /** Of the choice componentMasks. */
  readonly components: ComponentWish
  /** Takes what the files being written cannot carry. */
  note(notes: LabelNotes): void
  /** Takes how many annotations a photo came to. Error: invalidInput when that is more than the wish allows. */
  annotated(name: string, count: number): void
}

export interface LabelEntry {
  /** The image's name without folder and extension. */
  readonly name: string
  /** For people: the file that holds its labels. */
  readonly file: string
  /** `photo`: the size that the labels must have. Errors: corrupt, unsupported, invalidInput. */
  read(photo: Size): Promise<EntryLabels>
}

export type EntryLabels =
  | {
      readonly kind: 'labels'
      readonly labels: NamedLabels
      readonly notes: LabelNotes
      readonly remarks: readonly LabelRemark[]
    }
  /** The labels are of an image of this size. */
  | { readonly kind: 'otherSize'; readonly size: Size }
  /** The image is there, and nobody has drawn anything on it that has a pixel. */
  | { readonly kind: 'noLabels'; readonly notes: LabelNotes }

/** Two names of one key cannot be told apart: as one unknown name, a person decides. */
export function namesByKey(
  pairs: Iterable<readonly [key: number, name: string]>,
): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (const [key, name] of pairs) {
    const other = names.get(key)
    names.set(key, other === undefined || other === name ? name : `${other} = ${name}`)
  }
  return names
}

export function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height
}

export function paintedLabels(painted: PaintedRegions, notes: LabelNotes): EntryLabels {
  const { labels, regionCount, nameCount, overlapPixels } = painted
  if (regionCount === 0) return { kind: 'noLabels', notes }
  const mergedObjects = regionCount - nameCount
  return { kind: 'labels', labels, notes: { ...notes, mergedObjects, overlapPixels }, remarks: [] }
}
