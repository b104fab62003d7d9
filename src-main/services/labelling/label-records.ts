// Label records: every step of a photo from to-do to frozen, its issues and the time spent on it. The rules are
// core's; here they meet the clock, the settings and the files.

import type { PhotoLabels } from '../../contract/label-records.ts'
import { mergeWork } from '../../core/labels/active-time.ts'
import type { WorkStretch } from '../../core/labels/active-time.ts'
import { requirePinned, withIssueState } from '../../core/labels/label-issues.ts'
import type { LabelIssue } from '../../core/labels/label-issues.ts'
import { isSameLabelMap } from '../../core/labels/label-map.ts'
import { countSources, isSameProvenance, isUnlabelled } from '../../core/labels/provenance.ts'
import {
  changeState,
  newRecord,
  nothingLabelled,
  presentState,
  stateWithoutRecord,
} from '../../core/labels/label-record.ts'
import type { LabelRecord } from '../../core/labels/label-record.ts'
import { countsAsTruth } from '../../core/labels/label-states.ts'
import type { LabelAction, SkipReason } from '../../core/labels/label-states.ts'
import { keepFirstMask } from './first-mask.ts'
import { requireSamePhoto } from './same-photo.ts'
import { logWork } from './work-log.ts'
import { readSettings } from '../settings.ts'
import type { StoredRecord } from '../ports/label-record-files.ts'
import type { Machine, RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import { shortHash } from '../../core/bytes/short-hash.ts'
import type { SavedLabels } from '../ports/stored-labels.ts'

export interface RecordPorts extends RootPorts {
  readonly machine: Pick<Machine, 'now' | 'randomId'>
}

interface ImageKey {
  readonly user: string
  readonly name: string
}

export type ByPerson = ImageKey & { readonly annotator: string }

/** Errors: notFound, corrupt, unsupported. */
export async function readPhotoLabels(
  { root }: RootPorts,
  { user, name }: ImageKey,
): Promise<PhotoLabels> {
  const image = { domain: 'user', user, name } as const
  const { record, maskSha256 } = await root.readLabelRecord(image)
  const hasMask = maskSha256 !== null
  const state = record === null ? stateWithoutRecord(hasMask) : presentState(record, hasMask)
  return { state, record: record as PhotoLabels['record'] }
}

export type RecordAction = Exclude<LabelAction, 'save' | 'import'>

export interface StateRequest extends ByPerson {
  readonly action: RecordAction
  readonly skipReason?: SkipReason | undefined
  readonly work: readonly WorkStretch[]
}

/** Errors: conflict, invalidInput, io and those of reading. */
export async function actOnLabels(
  ports: RecordPorts,
  { action, annotator, skipReason, work, ...key }: StateRequest,
): Promise<PhotoLabels> {
  const { isSingleAnnotator } = await readSettings(ports.artifacts)
  await change(ports, key, async (stored) => {
    const record = await recordOf(stored)
    await requireFitting(action, stored, key)
    if (action === 'finish') await requireLabelled(ports, key, record)
    const next = changeState(record, action, {
      ...contextOf(ports, key, stored),
      by: annotator,
      isSingleAnnotator,
      ...(skipReason === undefined ? {} : { skipReason }),
    })
    if (stored.record === null && next.history.length === 0) return null
    await logWork(ports, key, { by: annotator, work })
    return { ...next, work: mergeWork(next.work, work) }
  })
  if (action === 'finish') await keepFirstMask(ports, { domain: 'user', ...key })
  return readPhotoLabels(ports, key)
}

interface SaveRequest extends ImageKey {
  readonly image: UserImage
  readonly labels: SavedLabels
  readonly revision: string | null
  readonly annotator: string | null
  readonly work: readonly WorkStretch[]
}

/** Makes the photo a draft before its mask is written. Error: conflict (frozen, or another revision is stored). */
export async function recordSave(ports: RecordPorts, request: SaveRequest): Promise<void> {
  const { image, labels, annotator, work, revision } = request
  const { labelMap } = labels
  const size = await ports.root.imageSize(image)
  const isOtherSize = size.width !== labelMap.width || size.height !== labelMap.height
  await ports.root.changeLabelRecord(image, async (stored) => {
    // The root refuses such a save and says why: the record stays as it is.
    if (isOtherSize || revision !== revisionOf(stored)) return null
    const record = await recordOf(stored)
    const isSame = countsAsTruth(record.state) && (await isStored(ports, image, labels))
    if (isSame && stored.record === null) return null
    const context = {
      ...contextOf(ports, request, stored),
      by: annotator,
      isSingleAnnotator: false,
    }
    const next = isSame ? record : changeState(record, 'save', context)
    await logWork(ports, image, { by: annotator, work })
    const sources = countSources(labelMap, labels.provenance)
    return { ...next, work: mergeWork(next.work, work), sources }
  })
}

async function isStored(
  { root }: RootPorts,
  image: UserImage,
  { labelMap, provenance }: SavedLabels,
): Promise<boolean> {
  const stored = await root.readLabelMap(image)
  if (stored === null || !isSameLabelMap(stored.labelMap, labelMap)) return false
  const before = await root.readProvenance(image, stored)
  return isSameProvenance(before.provenance, provenance)
}

/** A mask of another tool is about to replace what was there. Error: conflict (frozen). */
export async function recordImport(ports: RecordPorts, image: UserImage): Promise<void> {
  await ports.root.changeLabelRecord(image, (stored) => {
    if (stored.record === null) return Promise.resolve(null)
    const context = { ...contextOf(ports, image, stored), by: null, isSingleAnnotator: false }
    const next = changeState(stored.record, 'import', context)
    const { width, height } = next.photo
    const sources = { unlabelled: 0, human: width * height, assist: 0, copied: 0 }
    return Promise.resolve({ ...next, sources })
  })
}

/** Time on a photo without a record was spent looking, not labelling: it is not kept. */
export async function addWork(
  ports: RootPorts,
  { work, annotator, ...key }: ByPerson & { readonly work: readonly WorkStretch[] },
): Promise<PhotoLabels> {
  await change(ports, key, async ({ record }) => {
    if (record === null) return null
    await logWork(ports, key, { by: annotator, work })
    return { ...record, work: mergeWork(record.work, work) }
  })
  return readPhotoLabels(ports, key)
}

export type NewIssue = ByPerson &
  Pick<LabelIssue, 'kind' | 'classValue' | 'region' | 'comment' | 'assignee'>

/** Error: invalidInput when the region leaves the photo. */
export async function addIssue(
  ports: RecordPorts,
  { user, name, annotator, ...issue }: NewIssue,
): Promise<PhotoLabels> {
  const key = { user, name }
  const at = ports.machine.now().toISOString()
  const id = ports.machine.randomId()
  await change(ports, key, async (stored) => {
    const record = await recordOf(stored)
    requirePinned(issue.region, record.photo)
    const by = { createdBy: annotator, createdAt: at, changedBy: annotator, changedAt: at }
    return { ...record, issues: [...record.issues, { ...issue, ...by, id, isOpen: true }] }
  })
  return readPhotoLabels(ports, key)
}

/** Error: notFound. */
export async function setIssueOpen(
  ports: RecordPorts,
  { id, isOpen, annotator, ...key }: ByPerson & { readonly id: string; readonly isOpen: boolean },
): Promise<PhotoLabels> {
  const changedAt = ports.machine.now().toISOString()
  await change(ports, key, async (stored) => {
    const record = await recordOf(stored)
    const issues = withIssueState(record.issues, { id, isOpen, changedBy: annotator, changedAt })
    return { ...record, issues }
  })
  return readPhotoLabels(ports, key)
}

function change(
  { root }: RootPorts,
  { user, name }: ImageKey,
  next: (stored: StoredRecord) => Promise<LabelRecord | null>,
): Promise<void> {
  return root.changeLabelRecord({ domain: 'user', user, name }, next)
}

/** The record there is, or where one begins. */
export async function recordOf({ record, photo, maskSha256 }: StoredRecord): Promise<LabelRecord> {
  return record ?? newRecord(await photo(), maskSha256 !== null)
}

export function contextOf(
  { machine }: RecordPorts,
  { name }: { readonly name: string },
  { maskSha256, provenanceSha256 }: StoredRecord,
) {
  const mask = maskSha256 === null ? {} : { maskSha256 }
  const hashes = provenanceSha256 === null ? mask : { ...mask, provenanceSha256 }
  return { at: machine.now().toISOString(), photo: name, hasMask: maskSha256 !== null, ...hashes }
}

function revisionOf({ maskSha256 }: StoredRecord): string | null {
  return maskSha256 === null ? null : shortHash(maskSha256)
}

/** Only where nothing was labelled when the mask was last written here the files are looked at. Error: conflict. */
async function requireLabelled(
  { root }: RootPorts,
  { user, name }: ImageKey,
  { sources }: LabelRecord,
): Promise<void> {
  if (sources === null || sources.human + sources.assist + sources.copied > 0) return
  const image = { domain: 'user', user, name } as const
  const mask = await root.readLabelMap(image)
  if (mask === null) return
  const { provenance } = await root.readProvenance(image, mask)
  if (provenance !== null && isUnlabelled(provenance)) throw nothingLabelled(name)
}

/** Freezing, which is meant to last, reads the photo whatever its time says. */
async function requireFitting(
  action: RecordAction,
  stored: StoredRecord,
  { name }: ImageKey,
): Promise<void> {
  if (action !== 'finish' && action !== 'review' && action !== 'freeze') return
  const photoSha256 = async (): Promise<string> => (await stored.photo()).sha256
  await requireSamePhoto(stored.record, action === 'freeze' ? { photoSha256 } : stored, name)
}
