// The label records of a user against the files they speak of: what listings take from them, and what is
// wrong with them.

import type { Problem } from '../../contract/schemas.ts'
import type { Finding, MaskRecord, PhotoRecord, RecordFacts } from '../catalogue/catalogue.ts'
import { problemOf } from '../catalogue/finding.ts'
import { shortHash } from '../../core/bytes/short-hash.ts'
import { uprightSize } from '../images/orientation.ts'
import { PROVENANCE_FOLDER, RECORD_FOLDER, USER_MASK_FOLDER, userFolder } from './layout.ts'
import { scanLabelRecords } from './label-record-files.ts'
import { photoHashes } from './photo-hashes.ts'
import { provenanceSha256 } from './provenance-files.ts'
import type { RootContext } from './root-context.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'

export interface LabelStates {
  /** By image name. */
  readonly records: ReadonlyMap<string, RecordFacts>
  /** Names of photos of the size that was labelled whose files are others. */
  readonly otherPhotos: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** By image name. */
export interface UserFiles {
  readonly photos: ReadonlyMap<string, PhotoRecord>
  readonly masks: ReadonlyMap<string, MaskRecord>
}

/** Error: io. */
export async function labelStates(
  context: RootContext,
  user: string,
  files: UserFiles,
): Promise<LabelStates> {
  const records = await scanLabelRecords(context, user)
  const hashes = await photoHashes(context, user, comparable(records, files))
  const otherPhotos = new Set(
    [...hashes.keys()].filter((name) => hashes.get(name) !== records.get(name)?.photoSha256),
  )
  const problems: Problem[] = []
  for (const [name, facts] of records) {
    if (facts.finding === null && !files.photos.has(name)) continue
    const problem =
      recordProblem(name, facts, { ...files, otherPhotos }) ??
      (await brokenProvenance(context, { user, name }, facts))
    if (problem === null) continue
    const { kind, words, about } = problem
    const file = about === 'record' ? facts.file : (files.masks.get(name)?.file ?? `${name}.png`)
    problems.push(problemOf(`${userFolder(user)}/${FOLDERS[about]}/${file}`, { kind, words }))
  }
  return { records, otherPhotos, problems }
}

/** Photos of the size that was labelled: they may be others all the same. */
function comparable(
  records: LabelStates['records'],
  { photos }: UserFiles,
): readonly PhotoRecord[] {
  return [...records].flatMap(([name, facts]) => {
    const photo = photos.get(name)
    return photo !== undefined && photo.width > 0 && isOfSize(photo, facts) ? [photo] : []
  })
}

const FOLDERS = {
  record: RECORD_FOLDER,
  mask: USER_MASK_FOLDER,
  provenance: PROVENANCE_FOLDER,
} as const

type RecordProblem = Finding & { readonly about: keyof typeof FOLDERS }

interface Comparison extends UserFiles {
  readonly otherPhotos: ReadonlySet<string>
}

function recordProblem(
  name: string,
  facts: RecordFacts,
  { photos, masks, otherPhotos }: Comparison,
): RecordProblem | null {
  if (facts.finding !== null) return { ...facts.finding, about: 'record' }
  const photo = photos.get(name)
  if (photo === undefined) return null
  return (
    otherSize(photo, facts) ??
    (otherPhotos.has(name) ? otherPhoto(photo) : null) ??
    brokenFreeze(facts, masks.get(name))
  )
}

function isOfSize(photo: PhotoRecord, facts: RecordFacts): boolean {
  const { width, height } = uprightSize(photo, photo.orientation)
  return width === facts.width && height === facts.height
}

function otherSize(photo: PhotoRecord, facts: RecordFacts): RecordProblem | null {
  if (photo.width === 0 || isOfSize(photo, facts)) return null
  const { width, height } = uprightSize(photo, photo.orientation)
  const words = said`the labels belong to a photo of ${facts.width}x${facts.height}, but ${photo.file} is now
    ${width}x${height}; put back the photo, or open it in the editor to begin anew`
  return { kind: 'conflict', words, about: 'record' }
}

function otherPhoto(photo: PhotoRecord): RecordProblem {
  const words = said`the labels belong to another photo of this size: ${photo.file} has changed since; put back the photo
    that was labelled, or open it in the editor to say that its labels fit or to begin anew`
  return { kind: 'conflict', words, about: 'record' }
}

/** A mask's revision is the beginning of its SHA-256. */
function brokenFreeze(facts: RecordFacts, mask: MaskRecord | undefined): RecordProblem | null {
  const { frozenSha256 } = facts
  if (frozenSha256 === null) return null
  if (mask?.finding === null && frozenSha256.startsWith(mask.revision)) return null
  const found = mask === undefined ? said`no mask` : said`the mask ${mask.revision}…`
  const words = said`frozen as ${shortHash(frozenSha256)}…, found ${found}: it was changed outside the studio;
    restore it from a backup, or unfreeze the photo and review it again`
  return { kind: 'conflict', words, about: 'mask' }
}

/** Who labelled which pixel decides the scores without copied ones: it is frozen with the mask. */
async function brokenProvenance(
  context: RootContext,
  key: { readonly user: string; readonly name: string },
  { frozenSha256, frozenProvenanceSha256 }: RecordFacts,
): Promise<RecordProblem | null> {
  if (frozenSha256 === null || frozenProvenanceSha256 === null) return null
  const revision = shortHash(frozenSha256)
  const found = (await provenanceSha256(context, { domain: 'user', ...key }, revision)) ?? ''
  if (found === frozenProvenanceSha256) return null
  const words = said`frozen with ${named(frozenProvenanceSha256)}, found ${named(found)}: who labelled which pixel
    was changed outside the studio; restore it from a backup, or unfreeze the photo and review it again`
  return { kind: 'conflict', words, about: 'provenance' }
}

function named(sha256: string): Said {
  return sha256 === '' ? said`no provenance` : said`the provenance ${shortHash(sha256)}…`
}
