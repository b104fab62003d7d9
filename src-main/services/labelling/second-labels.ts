// Blind double labelling: who may label a photo a second time, and what they may see. The first mask leaves the
// studio here only when both are done.

import type { WorkStretch } from '../../core/labels/active-time.ts'
import { mergeWork } from '../../core/labels/active-time.ts'
import { StudioError } from '../../core/errors.ts'
import { blindPlaceOf, withBlindLabelling } from '../../core/labels/blind-labelling.ts'
import type { BlindPlace } from '../../core/labels/blind-labelling.ts'
import { goldLabellingOf, hasSeenGold, isGoldFor } from '../../core/labels/gold.ts'
import type { BlindLabelling, LabelRecord } from '../../core/labels/label-record.ts'
import { said, tell } from '../../core/said.ts'
import { drawForSecond } from '../../core/agreement/second-draw.ts'
import { recordOf } from './label-records.ts'
import { hasOtherPhoto } from './same-photo.ts'
import { logWork } from './work-log.ts'
import { imageOf } from '../label-editing/mask-key.ts'
import { readSettings } from '../settings.ts'
import { decodeLabelMap, encodeLabelMap } from '../labels.ts'
import type { SaveRequest, StampedLabels } from '../labels.ts'
import type { ListedImage, RootPorts } from '../ports.ts'
import type { PairedMask, StoredRecord } from '../ports/label-record-files.ts'

export interface SecondKey {
  readonly user: string
  readonly name: string
  readonly annotator: string
}

export type Worked = SecondKey & { readonly work: readonly WorkStretch[] }

/** The photos that others label blind: drawn from the user's validation split, or gold; in list order. */
export async function blindImages(ports: RootPorts, user: string): Promise<ListedImage[]> {
  const { secondShare, secondSeed } = await readSettings(ports.artifacts)
  const { images } = await ports.root.listUser(user)
  const split = images.filter(
    (image) => image.isInValidationSplit && image.labelState !== 'skipped',
  )
  const names = split.map(({ name }) => name)
  const drawn = new Set(drawForSecond(names, { share: secondShare, seed: secondSeed }))
  return images.filter(({ name, isGold }) => isGold || drawn.has(name))
}

/** The second mask, never the first. Errors: invalidInput (not drawn), conflict (not this person's). */
export async function openSecond(ports: RootPorts, key: SecondKey): Promise<StampedLabels> {
  const image = imageOf(key)
  const { which, labelling, stored: about } = await placeOf(ports, key)
  const isOtherPhoto = await hasOtherPhoto(labelling, about)
  const { width, height } = await ports.root.imageSize(image)
  const stamp = await ports.root.labelsStamp({ ...image, which })
  const stored = await ports.root.readPairedMask(image, which)
  return {
    width,
    height,
    labelMap: stored && encodeLabelMap(stored.labelMap),
    provenance: stored?.provenance ? encodeLabelMap(stored.provenance) : null,
    provenanceNote: stored?.note ? tell(stored.note) : null,
    revision: stored?.revision ?? null,
    stamp,
    isWritable: ports.root.isWritable && labelling?.state !== 'done' && !isOtherPhoto,
    isOtherPhoto,
  }
}

/** Whose the mask is stands in the record before anything of it is stored. Errors: as openSecond; conflict when it is done. */
export async function beginSecond(ports: RootPorts, key: SecondKey): Promise<void> {
  await draftOf(ports, { ...key, work: [] })
}

/** `beforeWrite` as of a photo's own mask. Errors: as beginSecond; conflict when another revision is stored; io. */
export async function saveSecond(
  ports: RootPorts,
  { labelMap, provenance, revision, ...worked }: SaveRequest & SecondKey,
  beforeWrite?: (revision: string) => Promise<void>,
): Promise<{ revision: string; byteCount: number }> {
  const which = await draftOf(ports, worked)
  const labels = {
    labelMap: decodeLabelMap(labelMap),
    provenance: provenance && decodeLabelMap(provenance),
  }
  return ports.root.savePairedMask({ ...imageOf(worked), which }, labels, revision, beforeWrite)
}

async function draftOf(ports: RootPorts, worked: Worked): Promise<PairedMask> {
  const { which, labelling } = await placeOf(ports, worked)
  if (labelling?.state === 'done') throw alreadyDone(worked)
  await changeLabelling(ports, worked, 'draft')
  return which
}

/** Where a person's blind mask of a photo is, and how far it is. */
interface Place extends BlindPlace {
  readonly stored: StoredRecord
}

/** Errors: invalidInput (not drawn), conflict (not this person's). */
export async function placeOf(ports: RootPorts, key: SecondKey): Promise<Place> {
  const stored = await ports.root.readLabelRecord(imageOf(key))
  await requireDrawn(ports, key, stored.record)
  requirePerson(stored.record, key)
  return { ...blindPlaceOf(stored.record, key.annotator), stored }
}

/** `draft` leaves a labelling that is done as it is. */
export async function changeLabelling(
  ports: RootPorts,
  key: Worked,
  state: BlindLabelling['state'],
): Promise<void> {
  await ports.root.changeLabelRecord(imageOf(key), async (stored) => {
    requirePerson(stored.record, key)
    const record = await recordOf(stored)
    await logWork(ports, key, { by: key.annotator, work: key.work })
    const before = blindPlaceOf(record, key.annotator).labelling ?? begunBy(key.annotator)
    return withBlindLabelling(record, {
      ...before,
      state: before.state === 'done' ? 'done' : state,
      work: mergeWork(before.work, key.work),
      photo: before.photo ?? (await stored.photo()),
    })
  })
}

export function begunBy(annotator: string): BlindLabelling {
  return { annotator, state: 'draft', work: [], photo: null, earlierPhotos: [] }
}

/** Whoever has begun goes on when the photo is no longer drawn. */
async function requireDrawn(
  ports: RootPorts,
  { user, name, annotator }: SecondKey,
  record: LabelRecord | null,
): Promise<void> {
  if (record?.second?.annotator === annotator) return
  if (record !== null && goldLabellingOf(record, annotator) !== undefined) return
  const drawn = await blindImages(ports, user)
  if (drawn.some((image) => image.name === name)) return
  throw new StudioError(
    'invalidInput',
    said`photo ${name} of ${user} is not drawn for double labelling; drawn are ${drawn.map((image) => image.name).join(', ')}`,
  )
}

function requirePerson(record: LabelRecord | null, { name, annotator }: SecondKey): void {
  if (record === null) return
  const isGold = isGoldFor(record, annotator)
  if (record.annotator === annotator || (isGold && hasSeenGold(record, annotator))) {
    throw new StudioError(
      'conflict',
      said`photo ${name} was labelled or looked at by ${annotator}: the second mask is to come from another person,
        who has not seen the first`,
    )
  }
  const second = record.second?.annotator
  if (isGold || second === undefined || second === annotator) return
  throw new StudioError('conflict', said`photo ${name} is labelled a second time by ${second}; take another photo`) // prettier-ignore
}

function alreadyDone({ name }: SecondKey): StudioError {
  return new StudioError(
    'conflict',
    said`the second mask of photo ${name} is done and changes no more`,
  )
}
