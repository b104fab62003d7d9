// Label records of a user: one JSON file a photo in Annotations/, written whole, read with a schema. A record
// of a newer studio is refused and never guessed at.

import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { labelRecordSchema } from '../../contract/label-records.ts'
import { totalSeconds } from '../../core/labels/active-time.ts'
import { describeIssues } from '../../core/describe-issues.ts'
import { StudioError } from '../../core/errors.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { said } from '../../core/said.ts'
import { RECORD_VERSION } from '../../core/labels/label-record.ts'
import type { LabelRecord } from '../../core/labels/label-record.ts'
import type { LabelledPhoto } from '../../core/labels/labelled-photo.ts'
import type { UserImage } from '../../services/ports/image-reference.ts'
import type { RecordFacts } from '../catalogue/catalogue.ts'
import type { FileStamp } from '../catalogue/file-stamps.ts'
import { findingOf } from '../catalogue/finding.ts'
import { scanFolder } from '../catalogue/scan-folder.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { resolveInside } from '../files/path-guard.ts'
import { requireWritable } from '../files/write-access.ts'
import { uprightSize } from '../images/orientation.ts'
import { RECORD_FOLDER, userFolder } from './layout.ts'
import { findPhoto, photoRecord } from './photo-files.ts'
import { readSha256 } from './photo-hashes.ts'
import { readTextOrNull } from './read-list.ts'
import type { RootContext, RootFolders } from './root-context.ts'

/** Null when there is none. Errors: corrupt, unsupported (written by a newer studio), io. */
export async function readLabelRecord(
  context: RootFolders,
  image: UserImage,
): Promise<LabelRecord | null> {
  const label = recordLabel(image)
  const text = await readTextOrNull(await resolveInside(context.path, label))
  return text === null ? null : parseRecord(text, label)
}

/** Atomic. Errors: io, notFound (no photo). */
export async function writeLabelRecord(
  context: RootContext,
  image: UserImage,
  record: LabelRecord,
): Promise<void> {
  const path = await resolveInside(context.path, recordLabel(image))
  requireWritable(context.access, path)
  await findPhoto(context, image)
  await writeFileAtomic(
    context.fileSystem,
    path,
    Buffer.from(`${JSON.stringify(record, null, 1)}\n`),
  )
}

/** Errors: notFound, io, corrupt. */
export async function labelledPhoto(
  context: RootContext,
  image: UserImage,
): Promise<LabelledPhoto> {
  const record = await photoRecord(context, image)
  const sha256 = await readSha256(context, image)
  const { orientation } = record
  return { sha256, ...uprightSize(record, orientation), orientation }
}

/** What listings need of every record of a user, by image name; read again only where a file changed. */
export async function scanLabelRecords(
  context: RootContext,
  user: string,
): Promise<ReadonlyMap<string, RecordFacts>> {
  const folder = `${userFolder(user)}/${RECORD_FOLDER}`
  const { byName } = await context.recordIndex(folder).files()
  const { records } = await scanFolder<RecordFacts>({
    folderPath: await resolveInside(context.path, folder),
    files: [...byName.values()],
    known: () => context.catalogue.records(folder),
    examine: (path, stamp) => examineRecord(path, stamp, `${folder}/${stamp.file}`),
    update: (fresh, gone) => context.catalogue.updateRecords(folder, fresh, gone),
  })
  return new Map(records.map((fact) => [imageNameOf(fact.file), fact]))
}

/** Never throws for a bad record: the facts then carry the finding, and the mask counts as a draft. */
async function examineRecord(path: string, stamp: FileStamp, label: string): Promise<RecordFacts> {
  try {
    const record = parseRecord(await readFile(path, 'utf8'), label)
    return { ...stamp, ...factsOf(record), finding: null }
  } catch (error) {
    return { ...stamp, ...UNKNOWN, finding: findingOf(error, label, path) }
  }
}

type Facts = Omit<RecordFacts, keyof FileStamp | 'finding'>

const UNKNOWN: Facts = {
  state: 'draft',
  annotator: null,
  activeSeconds: 0,
  openIssueCount: 0,
  isGold: false,
  isAdjudicated: false,
  frozenSha256: null,
  frozenProvenanceSha256: null,
  photoSha256: '',
  width: 0,
  height: 0,
}

function factsOf(record: LabelRecord): Facts {
  const { state, annotator, frozenSha256, frozenProvenanceSha256, issues, photo } = record
  return {
    state,
    annotator,
    activeSeconds: totalSeconds(record.work),
    openIssueCount: issues.filter(({ isOpen }) => isOpen).length,
    isGold: record.gold !== null,
    isAdjudicated: (record.second?.settled ?? null) !== null,
    frozenSha256,
    frozenProvenanceSha256,
    photoSha256: photo.sha256,
    width: photo.width,
    height: photo.height,
  }
}

const versionSchema = z.object({ schemaVersion: z.number() })

function parseRecord(text: string, label: string): LabelRecord {
  const value = parseJson(text)
  const version = versionSchema.safeParse(value)
  if (version.success && version.data.schemaVersion > RECORD_VERSION) {
    throw new StudioError(
      'unsupported',
      said`${label}: expected a label record of version ${RECORD_VERSION}, found version
        ${version.data.schemaVersion}, written by a newer studio; update this one`,
    )
  }
  const record = labelRecordSchema.safeParse(value)
  if (record.success) return record.data
  const what = describeIssues(record.error.issues.slice(0, 1))
  throw new StudioError(
    'corrupt',
    said`${label}: expected a label record as the studio writes it, found something else (${what});
      restore it from a backup, or move it away: its mask then counts as one that came with the folder`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function recordLabel({ user, name }: UserImage): string {
  return `${userFolder(user)}/${RECORD_FOLDER}/${name}.json`
}
