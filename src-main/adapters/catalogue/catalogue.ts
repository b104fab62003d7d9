// What the studio knows about files without reading them again: size, orientation and hash of photos,
// class pixel counts of masks, states of label records. A record holds for one modification time and byte size.

import type { DatabaseSync } from 'node:sqlite'
import type { LabelState } from '../../core/labels/label-states.ts'
import type { ErrorKind } from '../../core/errors.ts'
import type { Words } from '../../core/said.ts'
import type { ImageFormat } from '../images/image-format.ts'
import { openDerivedDatabase, storeDerived } from './derived-database.ts'
import { stampOfRow } from './file-stamps.ts'
import type { FileStamp } from './file-stamps.ts'

/** Identifies a version of a file. */
export interface Finding {
  readonly kind: ErrorKind
  /** Without the file name in front. */
  readonly words: Words
}

export interface PhotoRecord extends FileStamp {
  /** Size as stored; 0 when the photo cannot be read. */
  readonly width: number
  readonly height: number
  /** EXIF 1..8. */
  readonly orientation: number
  readonly format: ImageFormat | null
  readonly finding: Finding | null
  /** Of the file's bytes; null as long as nobody needed it. */
  readonly sha256: string | null
}

export interface HashedPhoto extends FileStamp {
  readonly sha256: string
}

export interface MaskRecord extends FileStamp {
  /** 0 when the mask cannot be read. */
  readonly width: number
  readonly height: number
  readonly revision: string
  /** Pixels of each value that occurs: [value, count]. */
  readonly counts: readonly (readonly [number, number])[]
  /** Connected regions of each object class that occurs: [class, count]. */
  readonly instances: readonly (readonly [number, number])[]
  readonly finding: Finding | null
}

/** What listings need of a label record (core/labels/label-record.ts). */
export interface RecordFacts extends FileStamp {
  readonly state: LabelState
  readonly annotator: string | null
  readonly activeSeconds: number
  readonly openIssueCount: number
  readonly isGold: boolean
  readonly isAdjudicated: boolean
  readonly frozenSha256: string | null
  readonly frozenProvenanceSha256: string | null
  /** Of the photo that was labelled; empty when the record cannot be read. */
  readonly photoSha256: string
  /** Upright size of the photo that was labelled; 0 when the record cannot be read. */
  readonly width: number
  readonly height: number
  readonly finding: Finding | null
}

export interface Catalogue {
  photos(folder: string): Map<string, PhotoRecord>
  /** Versions of photos whose pixels cannot be had. */
  damagedPhotos(folder: string): FileStamp[]
  /** Null when it is not known of this version of the photo. */
  photoSha256(folder: string, version: FileStamp): string | null
  /** Of versions that `photos` has; others are left out. */
  learnPhotoSha256(folder: string, known: readonly HashedPhoto[]): void
  masks(folder: string): Map<string, MaskRecord>
  records(folder: string): Map<string, RecordFacts>
  /** Replaces records of a folder and forgets those of `gone` files, all or nothing. */
  updatePhotos(folder: string, records: readonly PhotoRecord[], gone: readonly string[]): void
  updateMasks(folder: string, records: readonly MaskRecord[], gone: readonly string[]): void
  updateRecords(folder: string, records: readonly RecordFacts[], gone: readonly string[]): void
  close(): void
}

const VERSION = 6

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS photo (
    folder TEXT, file TEXT, modified_ms REAL, byte_size INTEGER,
    width INTEGER, height INTEGER, orientation INTEGER, format TEXT,
    finding_kind TEXT, finding TEXT, sha256 TEXT, PRIMARY KEY (folder, file)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS mask (
    folder TEXT, file TEXT, modified_ms REAL, byte_size INTEGER,
    width INTEGER, height INTEGER, revision TEXT, counts TEXT, instances TEXT,
    finding_kind TEXT, finding TEXT, PRIMARY KEY (folder, file)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS record (
    folder TEXT, file TEXT, modified_ms REAL, byte_size INTEGER, facts TEXT,
    finding_kind TEXT, finding TEXT, PRIMARY KEY (folder, file)) WITHOUT ROWID`

/** `path`: a file or ":memory:". Error: io. */
export function openCatalogue(path: string): Catalogue {
  const database = openDerivedDatabase({ path, version: VERSION, schema: SCHEMA })
  const damaged = database.prepare(
    `SELECT file, modified_ms, byte_size FROM photo
     WHERE folder = ? AND finding_kind IN ('corrupt', 'unsupported')`,
  )
  const version = 'folder = ? AND file = ? AND modified_ms = ? AND byte_size = ?'
  const hash = database.prepare(`SELECT sha256 FROM photo WHERE ${version}`)
  const learn = database.prepare(`UPDATE photo SET sha256 = ? WHERE ${version}`)
  return {
    photos: (folder) => readAll(database, 'photo', folder, toPhoto),
    damagedPhotos: (folder) => damaged.all(folder).map(stampOfRow),
    photoSha256: (folder, { file, modifiedMs, byteSize }) =>
      (hash.get(folder, file, modifiedMs, byteSize)?.['sha256'] ?? null) as string | null,
    learnPhotoSha256: (folder, known) =>
      storeDerived(database, () => {
        for (const { sha256, file, modifiedMs, byteSize } of known)
          learn.run(sha256, folder, file, modifiedMs, byteSize)
      }),
    masks: (folder) => readAll(database, 'mask', folder, toMask),
    records: (folder) => readAll(database, 'record', folder, toFacts),
    updatePhotos: (folder, records, gone) =>
      update(database, 'photo', { folder, gone, rows: records.map(fromPhoto) }),
    updateMasks: (folder, records, gone) =>
      update(database, 'mask', { folder, gone, rows: records.map(fromMask) }),
    updateRecords: (folder, records, gone) =>
      update(database, 'record', { folder, gone, rows: records.map(fromFacts) }),
    close: () => database.close(),
  }
}

type Table = 'photo' | 'mask' | 'record'
type Value = string | number | null
type Row = Record<string, unknown>

function readAll<T extends FileStamp>(
  database: DatabaseSync,
  table: Table,
  folder: string,
  convert: (row: Row) => T,
): Map<string, T> {
  const rows = database.prepare(`SELECT * FROM ${table} WHERE folder = ?`).all(folder)
  return new Map(rows.map((row) => convert(row)).map((record) => [record.file, record]))
}

interface Update {
  readonly folder: string
  /** Values in column order, without the folder. */
  readonly rows: readonly (readonly Value[])[]
  readonly gone: readonly string[]
}

function update(database: DatabaseSync, table: Table, { folder, rows, gone }: Update): void {
  if (rows.length === 0 && gone.length === 0) return
  const marks = '?, '.repeat(rows[0]?.length ?? 0) + '?'
  storeDerived(database, () => {
    const forget = database.prepare(`DELETE FROM ${table} WHERE folder = ? AND file = ?`)
    for (const file of gone) forget.run(folder, file)
    if (rows.length === 0) return
    const put = database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (${marks})`)
    for (const row of rows) put.run(folder, ...row)
  })
}

// The conversions trust the columns: the file is ours (application id and version), and derived.

function findingOf(row: Row): Finding | null {
  if (row['finding'] === null) return null
  const words = JSON.parse(row['finding'] as string) as Words
  return { kind: row['finding_kind'] as ErrorKind, words }
}

function toPhoto(row: Row): PhotoRecord {
  return {
    ...stampOfRow(row),
    width: row['width'] as number,
    height: row['height'] as number,
    orientation: row['orientation'] as number,
    format: row['format'] as ImageFormat | null,
    finding: findingOf(row),
    sha256: row['sha256'] as string | null,
  }
}

function toMask(row: Row): MaskRecord {
  return {
    ...stampOfRow(row),
    width: row['width'] as number,
    height: row['height'] as number,
    revision: row['revision'] as string,
    counts: JSON.parse(row['counts'] as string) as [number, number][],
    instances: JSON.parse(row['instances'] as string) as [number, number][],
    finding: findingOf(row),
  }
}

function toFacts(row: Row): RecordFacts {
  const facts = JSON.parse(row['facts'] as string) as Omit<RecordFacts, keyof FileStamp | 'finding'>
  return { ...facts, ...stampOfRow(row), finding: findingOf(row) }
}

function fromPhoto(r: PhotoRecord): Value[] {
  const stamp = [r.file, r.modifiedMs, r.byteSize]
  return [...stamp, r.width, r.height, r.orientation, r.format, ...fromFinding(r.finding), r.sha256]
}

function fromMask(r: MaskRecord): Value[] {
  const stamp = [r.file, r.modifiedMs, r.byteSize]
  const figures = [JSON.stringify(r.counts), JSON.stringify(r.instances)]
  return [...stamp, r.width, r.height, r.revision, ...figures, ...fromFinding(r.finding)]
}

function fromFacts({ file, modifiedMs, byteSize, finding, ...facts }: RecordFacts): Value[] {
  const stamp = [file, modifiedMs, byteSize, JSON.stringify(facts)]
  return [...stamp, ...fromFinding(finding)]
}

function fromFinding(finding: Finding | null): Value[] {
  return finding === null ? [null, null] : [finding.kind, JSON.stringify(finding.words)]
}
