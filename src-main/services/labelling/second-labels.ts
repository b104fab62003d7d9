// Blind double labelling: who may label a photo a second time, and what they may see. The first mask leaves the
// studio here only when both are done.

import type { WorkStretch } from '../../core/active-time.ts'
import { mergeWork } from '../../core/active-time.ts'
import { StudioError } from '../../core/errors.ts'
import { said, tell } from '../../core/said.ts'
import type { Told } from '../../core/said.ts'
import type { LabelRecord, SecondLabelling } from '../../core/label-record.ts'
import { drawForSecond } from '../../core/second-draw.ts'
import type { EncodedLabelMap } from '../../contract/schemas.ts'
import { keepFirstMask } from './first-mask.ts'
import { recordOf } from './label-records.ts'
import { logWork } from './work-log.ts'
import { readSettings } from '../settings.ts'
import { decodeLabelMap, encodeLabelMap } from '../labels.ts'
import type { ListedImage, RootPorts, UserImage } from '../ports.ts'

export interface SecondKey {
  readonly user: string
  readonly name: string
  readonly annotator: string
}

type Worked = SecondKey & { readonly work: readonly WorkStretch[] }

/** The photos of the user's validation split that are drawn, in list order. */
export async function drawnImages(ports: RootPorts, user: string): Promise<ListedImage[]> {
  const { secondShare, secondSeed } = await readSettings(ports.artifacts)
  const { images } = await ports.root.listUser(user)
  const split = images.filter(
    (image) => image.isInValidationSplit && image.labelState !== 'skipped',
  )
  const names = split.map(({ name }) => name)
  const drawn = new Set(drawForSecond(names, { share: secondShare, seed: secondSeed }))
  return split.filter(({ name }) => drawn.has(name))
}

export interface OpenedSecond {
  width: number
  height: number
  labelMap: EncodedLabelMap | null
  provenance: EncodedLabelMap | null
  provenanceNote: Told | null
  revision: string | null
  isWritable: boolean
}

/** Errors: invalidInput (not drawn), conflict (not this person's). */
export async function openSecond(ports: RootPorts, key: SecondKey): Promise<OpenedSecond> {
  await requireDrawn(ports, key)
  const image = imageOf(key)
  const { record } = await ports.root.readLabelRecord(image)
  requirePerson(record, key)
  const { width, height } = await ports.root.imageSize(image)
  const stored = await ports.root.readPairedMask(image, 'second')
  return {
    width,
    height,
    labelMap: stored && encodeLabelMap(stored.labelMap),
    provenance: stored?.provenance ? encodeLabelMap(stored.provenance) : null,
    provenanceNote: stored?.note ? tell(stored.note) : null,
    revision: stored?.revision ?? null,
    isWritable: ports.root.isWritable && record?.second?.state !== 'done',
  }
}

export interface SecondSave extends Worked {
  readonly labelMap: EncodedLabelMap
  readonly provenance: EncodedLabelMap | null
  readonly revision: string | null
}

/** Errors: as openSecond; conflict when it is done or another revision is stored; io. */
export async function saveSecond(
  ports: RootPorts,
  { labelMap, provenance, revision, ...worked }: SecondSave,
): Promise<{ revision: string; byteCount: number }> {
  await requireDrawn(ports, worked)
  await changeSecond(ports, worked, (second) => {
    if (second.state === 'done') throw alreadyDone(worked)
    return second
  })
  const labels = {
    labelMap: decodeLabelMap(labelMap),
    provenance: provenance && decodeLabelMap(provenance),
  }
  return ports.root.savePairedMask(imageOf(worked), 'second', labels, revision)
}

/** Errors: as openSecond; conflict without a second mask. */
export async function finishSecond(ports: RootPorts, worked: Worked): Promise<{ state: 'done' }> {
  await requireDrawn(ports, worked)
  if ((await ports.root.readPairedMask(imageOf(worked), 'second')) === null) {
    throw new StudioError('conflict', said`photo ${worked.name} has no second mask to finish; save one first`) // prettier-ignore
  }
  await changeSecond(ports, worked, (second) => ({ ...second, state: 'done' }))
  await keepFirstMask(ports, imageOf(worked))
  return { state: 'done' }
}

async function changeSecond(
  ports: RootPorts,
  key: Worked,
  change: (second: SecondLabelling) => SecondLabelling,
): Promise<void> {
  await ports.root.changeLabelRecord(imageOf(key), async (stored) => {
    requirePerson(stored.record, key)
    const record = await recordOf(stored)
    const second = record.second ?? {
      annotator: key.annotator,
      state: 'draft',
      work: [],
      settled: null,
    }
    const changed = change(second)
    await logWork(ports, key, { by: key.annotator, work: key.work })
    return { ...record, second: { ...changed, work: mergeWork(changed.work, key.work) } }
  })
}

async function requireDrawn(ports: RootPorts, { user, name }: SecondKey): Promise<void> {
  const drawn = await drawnImages(ports, user)
  if (drawn.some((image) => image.name === name)) return
  throw new StudioError(
    'invalidInput',
    said`photo ${name} of ${user} is not drawn for double labelling; drawn are ${drawn.map((image) => image.name).join(', ')}`,
  )
}

function requirePerson(record: LabelRecord | null, { name, annotator }: SecondKey): void {
  if (record?.annotator === annotator) {
    throw new StudioError(
      'conflict',
      said`photo ${name} was labelled by ${annotator}: the second mask is to come from another person,
        who has not seen the first`,
    )
  }
  const second = record?.second?.annotator
  if (second === undefined || second === annotator) return
  throw new StudioError('conflict', said`photo ${name} is labelled a second time by ${second}; take another photo`) // prettier-ignore
}

function alreadyDone({ name }: SecondKey): StudioError {
  return new StudioError(
    'conflict',
    said`the second mask of photo ${name} is done and changes no more`,
  )
}

function imageOf({ user, name }: Omit<SecondKey, 'annotator'>): UserImage {
  return { domain: 'user', user, name }
}
