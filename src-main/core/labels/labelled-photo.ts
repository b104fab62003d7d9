// Which photo labels belong to, by the SHA-256 of its file, and what may become of them when another file takes its place.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'

/** The photo the labels belong to. */
export interface LabelledPhoto {
  /** Of the file's bytes, 64 hexadecimal digits. */
  readonly sha256: string
  /** Upright size in pixels. */
  readonly width: number
  readonly height: number
  /** EXIF 1..8, by which the stored photo is turned upright; null where a studio recorded that did not say. */
  readonly orientation: number | null
}

/** One that was labelled before another file took its place, and who said when that its labels fit that one too. */
export interface EarlierPhoto extends LabelledPhoto {
  readonly by: string
  /** ISO 8601. */
  readonly at: string
}

export interface LabelsOfPhoto {
  /** Null of blind masks that a studio recorded which did not ask: they count as fitting. */
  readonly photo: LabelledPhoto | null
  /** Oldest first. */
  readonly earlierPhotos: readonly EarlierPhoto[]
}

export interface Acceptance {
  readonly by: string
  readonly at: string
  /** The image's name, for messages. */
  readonly name: string
}

/** The labels fit the file that took the photo's place. Error: conflict (another size). */
export function takeOver<T extends LabelsOfPhoto>(
  labels: T,
  photo: LabelledPhoto,
  { by, at, name }: Acceptance,
): T {
  const before = labels.photo
  if (before === null || before.sha256 === photo.sha256) return labels
  if (before.width !== photo.width || before.height !== photo.height) {
    throw new StudioError(
      'conflict',
      said`photo ${name}: its labels are of ${before.width}x${before.height} pixels, the photo has
        ${photo.width}x${photo.height}; put back the photo that was labelled, or begin anew`,
    )
  }
  return { ...labels, photo, earlierPhotos: [...labels.earlierPhotos, { ...before, by, at }] }
}

/** Two masks say nothing of each other unless there is a photo that both are said to fit. Error: conflict. */
export function requireOnePhoto(a: LabelsOfPhoto, b: LabelsOfPhoto, name: string): void {
  const fitting = hashesOf(b)
  if (a.photo === null || b.photo === null || hashesOf(a).some((one) => fitting.includes(one)))
    return
  throw new StudioError(
    'conflict',
    said`photo ${name}: its two masks are of different photos, for its file was replaced between them; open each in the
      editor to say that its labels fit the photo that is there, or to begin it anew`,
  )
}

function hashesOf({ photo, earlierPhotos }: LabelsOfPhoto): string[] {
  return [...(photo === null ? [] : [photo.sha256]), ...earlierPhotos.map(({ sha256 }) => sha256)]
}
