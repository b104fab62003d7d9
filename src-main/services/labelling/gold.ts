// Gold photos: which photos may be gold and which are, and how far each person's blind masks agree with them.

import type { Agreement, GoldPhoto } from '../../contract/second-labels.ts'
import { StudioError } from '../../core/errors.ts'
import { goldFolderKey, isSettledMask } from '../../core/labels/gold.ts'
import type { LabelRecord } from '../../core/labels/label-record.ts'
import type { LabelsOfPhoto } from '../../core/labels/labelled-photo.ts'
import { said } from '../../core/said.ts'
import type { Confusion } from '../../core/metrics/confusion.ts'
import type { RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { RecordPorts } from './label-records.ts'
import type { PairedMask } from '../ports/label-record-files.ts'
import type { TryPair } from './compare-pair.ts'
import { miouInterval } from './miou-interval.ts'
import { requireSamePhoto } from './same-photo.ts'

/** Photos that are gold, and those whose mask is settled. Error: notFound. */
export async function readGoldPhotos({ root }: RootPorts, user: string): Promise<GoldPhoto[]> {
  const { images } = await root.listUser(user)
  const photos: GoldPhoto[] = []
  for (const { name, labelState: state, isGold, isAdjudicated } of images) {
    if (!isGold && !isSettledMask({ state, isAdjudicated })) continue
    const { record } = await root.readLabelRecord({ domain: 'user', user, name })
    const done = record?.goldLabellings.filter((labelling) => labelling.state === 'done') ?? []
    photos.push({ name, state, isGold, markedBy: record?.gold?.by ?? null, doneCount: done.length })
  }
  return photos
}

export interface GoldRequest {
  readonly user: string
  readonly name: string
  readonly annotator: string
  readonly isGold: boolean
}

/**
 * The mask is kept as it is now: people are measured against what was chosen, whatever the photo's mask becomes. What
 * they labelled stays when a photo is gold no more. Error: conflict (no settled mask, or the photo was replaced).
 */
export async function setGold(
  { machine, root }: RecordPorts,
  { user, name, annotator, isGold }: GoldRequest,
): Promise<{ isGold: boolean }> {
  const image = { domain: 'user', user, name } as const
  if (isGold) await keepGoldMask({ root }, image)
  await root.changeLabelRecord(image, ({ record }) => {
    const gold = isGold ? { by: annotator, at: machine.now().toISOString() } : null
    return Promise.resolve(record && { ...record, gold })
  })
  return { isGold }
}

async function keepGoldMask({ root }: Pick<RootPorts, 'root'>, image: UserImage): Promise<void> {
  const stored = await root.readLabelRecord(image)
  const { record } = stored
  await requireSamePhoto(record, stored, image.name)
  const mask = await root.readLabelMap(image)
  if (record === null || mask === null || !isSettled(record)) {
    throw new StudioError(
      'conflict',
      said`photo ${image.name} has no settled mask: a gold mask is expected to be reviewed, frozen or settled from two;
        have it reviewed first`,
    )
  }
  const { provenance } = await root.readProvenance(image, mask)
  const before = await root.readPairedMask(image, 'gold')
  const labels = { labelMap: mask.labelMap, provenance }
  await root.savePairedMask({ ...image, which: 'gold' }, labels, before?.revision ?? null)
}

function isSettled({ state, second }: LabelRecord): boolean {
  return isSettledMask({ state, isAdjudicated: (second?.settled ?? null) !== null })
}

interface GoldFigures {
  readonly people: Agreement['gold']
  /** Finished masks that cannot be compared: they or the gold ones are damaged, or of two photos. */
  readonly leftOut: number
}

/** A person's finished mask of a gold photo. */
interface GoldLabelled {
  readonly image: UserImage
  readonly annotator: string
  /** A gold mask is of the photo that the record names: both begin anew together. */
  readonly labels: readonly [LabelsOfPhoto, LabelsOfPhoto]
}

export async function goldPairs({ root }: RootPorts, user: string): Promise<GoldLabelled[]> {
  const pairs: GoldLabelled[] = []
  const { images } = await root.listUser(user)
  for (const { name } of images.filter(({ isGold }) => isGold)) {
    const image = { domain: 'user', user, name } as const
    const { record } = await root.readLabelRecord(image)
    for (const own of record?.goldLabellings ?? []) {
      if (record === null || own.state !== 'done') continue
      pairs.push({ image, annotator: own.annotator, labels: [record, own] })
    }
  }
  return pairs
}

/** The gold mask, and a person's. */
export function goldPair(annotator: string): [PairedMask, PairedMask] {
  return ['gold', goldFolderKey(annotator)]
}

/** How far each person agrees with the gold masks. */
export async function goldAgreement(
  pairs: readonly GoldLabelled[],
  compare: TryPair,
): Promise<GoldFigures> {
  const byPerson = new Map<string, Confusion[]>()
  let leftOut = 0
  for (const { image, annotator, labels } of pairs) {
    const { found, problem } = await compare(image, goldPair(annotator), labels)
    if (problem !== null) leftOut += 1
    if (found === null) continue
    byPerson.set(annotator, [...(byPerson.get(annotator) ?? []), found.confusion])
  }
  const people = [...byPerson].sort(([a], [b]) => a.localeCompare(b))
  return {
    people: people.flatMap(([annotator, confusions]) => {
      const miou = miouInterval(confusions)
      return miou === null ? [] : [{ annotator, miou }]
    }),
    leftOut,
  }
}
