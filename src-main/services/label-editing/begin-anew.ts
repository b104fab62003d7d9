// The ways out for a photo that cannot be opened: its mask made afresh from its journal, or, where photo and mask
// do not belong together, a new beginning with everything that was labelled kept aside.

import { StudioError } from '../../core/errors.ts'
import { readJournal } from '../../core/journal/journal-bytes.ts'
import { isMove } from '../../core/journal/records.ts'
import { rebuiltSize } from '../../core/journal/replay.ts'
import { said } from '../../core/said.ts'
import { blindPlaceOf, withBlindLabelling } from '../../core/labels/blind-labelling.ts'
import { presentState } from '../../core/labels/label-record.ts'
import type { LabelRecord } from '../../core/labels/label-record.ts'
import type { LabelsOfPhoto } from '../../core/labels/labelled-photo.ts'
import { requireUnsettled } from '../labelling/agreement.ts'
import { hasOtherPhoto } from '../labelling/same-photo.ts'
import { begunBy, placeOf } from '../labelling/second-labels.ts'
import type { SecondKey } from '../labelling/second-labels.ts'
import { foundOrProblem } from '../found-or-problem.ts'
import type { RootPorts } from '../ports.ts'
import type { JournalKey } from '../ports/journals.ts'
import type { PhotoMask, StoredRecord } from '../ports/label-record-files.ts'
import { imageOf, journalOf } from './mask-key.ts'
import type { MaskKey } from './mask-key.ts'

export interface Rescue {
  /** How many the journal holds when it alone gives a whole mask of the photo's size; null when it does not. */
  readonly moves: number | null
  /** The mask has another size than its photo, and is not frozen. */
  readonly canBeginAnew: boolean
  /** The mask has another size than its photo, and is frozen: somebody may unfreeze it first. */
  readonly isFrozen: boolean
}

/** Errors: notFound, corrupt, unsupported, io. */
export async function readRescue(ports: RootPorts, key: MaskKey): Promise<Rescue> {
  const { root } = ports
  const { blindBy } = key
  // A record that cannot be read keeps the photo from being opened as well, and no journal helps it.
  const known = await foundOrProblem(key.name, () => root.readLabelRecord(imageOf(key)))
  if (known.problem !== null) return { moves: null, canBeginAnew: false, isFrozen: false }
  const moves = await recoverableMoves(ports, journalOf(key))
  const mask = blindBy === undefined ? imageOf(key) : await blindMaskOf(ports, { ...key, blindBy })
  const isReplaced = root.isWritable && mask !== null && (await root.hasOtherSize(mask))
  const isOwn = isReplaced && blindBy === undefined
  const { record } = isOwn ? await root.readLabelRecord(imageOf(key)) : { record: null }
  const isFrozen = record?.state === 'frozen'
  return { moves, canBeginAnew: isReplaced && !isFrozen, isFrozen }
}

async function recoverableMoves(
  { root, journals }: RootPorts,
  mask: JournalKey,
): Promise<number | null> {
  const { records } = readJournal((await journals.read(mask)) ?? new Uint8Array())
  const size = rebuiltSize(records)
  if (size === null) return null
  const { width, height } = await root.imageSize(mask)
  const isOfSize = size.width === width && size.height === height
  return isOfSize ? records.filter(isMove).length : null
}

/** Null where the mask is another person's, or settled with the first. */
async function blindMaskOf(
  { root }: RootPorts,
  key: MaskKey & { readonly blindBy: string },
): Promise<PhotoMask | null> {
  const { record } = await root.readLabelRecord(imageOf(key))
  const { which, labelling } = blindPlaceOf(record, key.blindBy)
  const isOthers = labelling !== undefined && labelling.annotator !== key.blindBy
  const isSettled = which === 'second' && (record?.second?.settled ?? null) !== null
  return isOthers || isSettled ? null : { ...imageOf(key), which }
}

export interface BegunAnew {
  keptAt: string
  journalKeptAt: string | null
}

/**
 * Of a blind mask that one alone is begun anew; of a photo's own all of its masks, and the photo is unlabelled afterwards.
 * Errors: notFound, conflict, corrupt, unsupported, io.
 */
export function beginAnew(ports: RootPorts, key: MaskKey): Promise<BegunAnew> {
  const { blindBy } = key
  return blindBy === undefined ? beginPhotoAnew(ports, key) : beginBlindAnew(ports, { ...key, annotator: blindBy }) // prettier-ignore
}

async function beginPhotoAnew(ports: RootPorts, key: MaskKey): Promise<BegunAnew> {
  const { root, journals } = ports
  const image = imageOf(key)
  const stored = await root.readLabelRecord(image)
  await requireReplaced(ports, image, { labels: stored.record, stored })
  if (stored.record?.state === 'frozen') {
    throw new StudioError(
      'conflict',
      said`${key.user}/${key.name} is frozen: what was labelled stays; put the labelled photo back, or unfreeze it first`,
    )
  }
  const journalKeptAt = await keepJournal(ports, image)
  const blind = await journals.listBlind(image)
  for (const mask of blind) await journals.keepAside(mask)
  const keptAt = await root.keepLabelsAside(image)
  for (const mask of [...blind, image]) {
    await journals.remove(mask)
    await journals.dismissAside(mask)
  }
  return { keptAt, journalKeptAt }
}

/** The person stays at the photo. */
async function beginBlindAnew(ports: RootPorts, key: SecondKey): Promise<BegunAnew> {
  const { root, journals } = ports
  const { which, labelling, stored } = await placeOf(ports, key)
  const mask = { ...imageOf(key), which }
  await requireReplaced(ports, mask, { labels: labelling, stored })
  if (which === 'second') requireUnsettled(stored.record, key.name)
  const journal = journalOf({ ...key, blindBy: key.annotator })
  const journalKeptAt = await keepJournal(ports, journal)
  const keptAt = await root.keepLabelsAside(mask)
  await journals.remove(journal)
  await journals.dismissAside(journal)
  // The record comes last: as long as it names the photo of before, what was begun here can be begun again.
  await root.changeLabelRecord(imageOf(key), async ({ record, photo, maskSha256 }) => {
    if (record === null) return null
    const there = await photo()
    const next = withBlindLabelling(record, { ...begunBy(key.annotator), photo: there })
    return isBlank(record, maskSha256 !== null) ? { ...next, photo: there } : next
  })
  return { keptAt, journalKeptAt }
}

/** Nothing but blind masks was made on the photo. */
function isBlank(record: LabelRecord, hasMask: boolean): boolean {
  return presentState(record, hasMask) === 'todo' && record.issues.length === 0
}

async function keepJournal({ journals }: RootPorts, mask: JournalKey): Promise<string | null> {
  return (await journals.read(mask)) === null ? null : journals.keepAside(mask)
}

/** Error: conflict. */
async function requireReplaced(
  { root }: RootPorts,
  mask: PhotoMask,
  { labels, stored }: { readonly labels: LabelsOfPhoto | null | undefined; readonly stored: StoredRecord }, // prettier-ignore
): Promise<void> {
  if ((await root.hasOtherSize(mask)) || (await hasOtherPhoto(labels, stored))) return
  throw new StudioError(
    'conflict',
    said`${mask.user}/${mask.name}: expected labels of another photo, or a mask of another size than its photo, found none;
      nothing was changed: open the photo again`,
  )
}
