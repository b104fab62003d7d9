// Labels are of a photo by its very bytes: whether its file is that photo still is asked for a photo's own mask and for
// each blind one alike.

import { StudioError } from '../../core/errors.ts'
import type { LabelsOfPhoto } from '../../core/labels/labelled-photo.ts'
import { said } from '../../core/said.ts'
import type { StoredRecord } from '../ports/label-record-files.ts'

type PhotoFile = Pick<StoredRecord, 'photoSha256'>

/** Than the one that was labelled. A file whose time and size stayed is not read. Errors: notFound, io. */
export async function hasOtherPhoto(
  labels: LabelsOfPhoto | null | undefined,
  { photoSha256 }: PhotoFile,
): Promise<boolean> {
  const photo = labels?.photo ?? null
  return photo !== null && photo.sha256 !== (await photoSha256())
}

/** Who vouches for labels vouches for these. Errors: conflict, notFound, io. */
export async function requireSamePhoto(
  labels: LabelsOfPhoto | null | undefined,
  file: PhotoFile,
  name: string,
): Promise<void> {
  if (!(await hasOtherPhoto(labels, file))) return
  throw new StudioError(
    'conflict',
    said`photo ${name} is not the one that was labelled: its file has changed since; put the labelled photo back, or open
      it in the editor to say that its labels fit or to begin anew`,
  )
}
