// The port to the label records of a root: one file a photo (core/labels/label-record.ts).

import type { LabelRecord } from '../../core/labels/label-record.ts'
import type { LabelledPhoto } from '../../core/labels/labelled-photo.ts'
import type { UserImage } from './image-reference.ts'
import type { SavedLabels, StoredLabelMap, StoredProvenance } from './stored-labels.ts'

/** A label record with what it is about. */
export interface StoredRecord {
  /** Null when there is no record. */
  readonly record: LabelRecord | null
  /** Reads the whole photo. Errors: notFound, io, corrupt. */
  photo(): Promise<LabelledPhoto>
  /** Of the photo's file; read only where its time or size changed since it was read last. Errors: notFound, io. */
  photoSha256(): Promise<string>
  /** SHA-256 of the mask's bytes, null without a mask. Its first 16 digits are the mask's revision. */
  readonly maskSha256: string | null
  /** Of the bytes that say who labelled this mask's pixels, null without any. */
  readonly provenanceSha256: string | null
}

/**
 * Masks of one photo kept beside the one that counts: those of two people, the one that others are measured by, and each
 * of theirs (core/labels/gold.ts).
 */
export type PairedMask = 'first' | 'second' | 'gold' | `second.${string}`

/** A mask of the photo: the one that counts, or one of several people's. */
export type PhotoMask = UserImage & { readonly which?: PairedMask | undefined }

/** What a listing knows of a photo's part in measuring people. */
export interface GoldFacts {
  /** Others are measured by its mask: nothing that an annotator sees may tell. */
  readonly isGold: boolean
  /** Its mask was made from two. */
  readonly isAdjudicated: boolean
}

export interface LabelRecordFiles {
  /** Errors: corrupt, unsupported (written by a newer studio), io. */
  readLabelRecord(image: UserImage): Promise<StoredRecord>
  /**
   * Reads, changes and writes a record while no other change of this user's labels is under way; `change` is
   * told the present mask's revision and gives null to write nothing. Brings val_all.txt up to date.
   * Errors: those of `change`, io, corrupt, unsupported, notFound (no photo).
   */
  changeLabelRecord(
    image: UserImage,
    change: (stored: StoredRecord) => Promise<LabelRecord | null>,
  ): Promise<void>
  /** Null when there is none. Errors: corrupt, invalidInput (size or values), io. */
  readPairedMask(
    image: UserImage,
    which: PairedMask,
  ): Promise<(StoredLabelMap & StoredProvenance) | null>
  /** Mask and provenance, both or neither; `beforeWrite` as of saveLabelMap. Errors: conflict, invalidInput, io. */
  savePairedMask(
    mask: PhotoMask & { readonly which: PairedMask },
    labels: SavedLabels,
    expectedRevision: string | null,
    beforeWrite?: (revision: string) => Promise<void>,
  ): Promise<{ readonly revision: string; readonly byteCount: number }>
}
