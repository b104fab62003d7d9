// The port to labels of other tools, in files (core/label-files/formats.ts).

import type { Problem } from '../../contract/schemas.ts'
import type {
  ExportChoice,
  LabelFormat,
  LabelNotes,
  LabelRemark,
} from '../../core/label-files/formats.ts'
import type { AnnotationCount, ComponentWish } from '../../core/label-files/component-wish.ts'
import type { NamedLabels } from '../../core/label-files/named-labels.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'

/** Labels in files of other tools (core/label-files/formats.ts). Nothing is unpacked to the disk. */
export interface LabelFiles {
  /** Errors: notFound, invalidInput (nothing of this format), corrupt, unsupported, io. */
  open(request: LabelFilesRequest): Promise<OpenedLabelFiles>
  /**
   * A new folder or file, whole or not at all; in a dry run everything is made and nothing written. `beforePlacing` is
   * asked when all is made, before it gets its name. Errors: conflict (it exists), invalidInput (more annotations than
   * allowed), io; those of `images` and of `beforePlacing`.
   */
  write(
    request: WriteRequest,
    images: AsyncIterable<ExportedImage>,
    beforePlacing: () => void,
  ): Promise<WrittenLabels>
}

export interface WriteRequest extends LabelFilesRequest {
  /** Those of the format. */
  readonly choices: readonly ExportChoice[]
  readonly components: ComponentWish
  readonly isDryRun: boolean
}

export interface WrittenLabels {
  /** What the format could not carry. */
  readonly notes: LabelNotes
  readonly byteCount: number
  /** Null where a format has none. */
  readonly annotations: AnnotationCount | null
}

export interface ExportedImage {
  readonly name: string
  /** The photo's file, for formats that name it. */
  readonly photoFile: string
  readonly labelMap: LabelMap
  /** An upright JPEG of the label map's size, null unless photos go along. */
  readonly photo: Uint8Array | null
}

export interface LabelFilesRequest {
  readonly format: LabelFormat
  /** Absolute: a file, a folder or a zip archive. */
  readonly path: string
}

export interface OpenedLabelFiles {
  /** Image names in the order of `read`; a name twice when two files speak of it. */
  readonly names: readonly string[]
  /** One after the other. `photoOf`: null when there is none of that name. */
  read(photoOf: (name: string) => TurnedPhoto | null): AsyncIterable<ReadLabels>
}

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** The upright size of a photo, and the EXIF orientation (1..8) by which it was turned to be so. */
export interface TurnedPhoto extends ImageSize {
  readonly orientation: number
}

/** The labels of one image of other tools' files, upright, or why there are none. */
export type ReadLabels = { readonly name: string; readonly file: string } & (
  | {
      readonly kind: 'labels'
      readonly labels: NamedLabels
      readonly notes: LabelNotes
      readonly remarks: readonly LabelRemark[]
    }
  | { readonly kind: 'noPhoto' }
  | { readonly kind: 'noLabels'; readonly notes: LabelNotes }
  | { readonly kind: 'otherSize'; readonly size: ImageSize }
  | { readonly kind: 'unreadable'; readonly problem: Problem }
)
