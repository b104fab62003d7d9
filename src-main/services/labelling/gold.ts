// Gold photos: which photos may be gold and which are, and how far each person's blind masks agree with them.

import type { Agreement, GoldPhoto } from '../../contract/second-labels.ts'
import { StudioError } from '../../core/errors.ts'
import { goldFolderKey, isSettledMask } from '../../core/labels/gold.ts'
import type { LabelRecord } from '../../core/labels/label-record.ts'
import { said } from '../../core/said.ts'
import type { Confusion } from '../../core/metrics/confusion.ts'
import type { RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { RecordPorts } from './label-records.ts'
import type { PairedMask } from '../ports/label-record-files.ts'
import type { TryPair } from './compare-pair.ts'
import { miouInterval } from './miou-interval.ts'

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
 * they labelled stays when a photo is gold no more. Error: conflict (no settled mask).
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
  const { record } = await root.readLabelRecord(image)
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
  /** Finished masks that cannot be compared, because they or the gold ones are damaged. */
  readonly leftOut: number
}

/** A person's finished mask of a gold photo. */
interface GoldLabelled {
  readonly image: UserImage
  readonly annotator: string
}

export async function goldPairs({ root }: RootPorts, user: string): Promise<GoldLabelled[]> {
  const pairs: GoldLabelled[] = []
  const { images } = await root.listUser(user)
  for (const { name } of images.filter(({ isGold }) => isGold)) {
    const image = { domain: 'user', user, name } as const
    const { record } = await root.readLabelRecord(image)
    for (const { annotator, state } of record?.goldLabellings ?? []) {
      if (state === 'done') pairs.push({ image, annotator })
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
  for (const { image, annotator } of pairs) {
    const { found, problem } = await compare(image, goldPair(annotator))
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
