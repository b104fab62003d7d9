// A SQLite file of derived data: it may be deleted at any time and is rebuilt when it is damaged,
// foreign or of another version. Nothing that a user made may be kept only here.

import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { ioError } from '../files/io-error.ts'

export interface DerivedDatabaseOptions {
  /** A file, or ":memory:" where nothing may be written. */
  readonly path: string
  /** Raised with every change of `schema`. */
  readonly version: number
  /** CREATE TABLE IF NOT EXISTS statements. */
  readonly schema: string
  /**
   * Not read through at the opening, which takes a tenth of a second for 80 MiB. Its damage shows when it is read
   * (readDerived), and is repaired at the next opening.
   */
  readonly isLarge?: true
}

/** "PSSs" in ASCII: tells our files from other programs' databases. */
const APPLICATION_ID = 0x50535373
/** The studio and its worker write at the same time; each write takes milliseconds. */
const BUSY_TIMEOUT_MS = 10_000
const SQLITE_BUSY = 5
/** Read-only, input/output error, disk full. */
const CANNOT_STORE = [8, 10, 13]
/** Damaged, no database. */
const DAMAGED = [11, 26]

/** Error: io when the file can neither be used nor replaced. */
export function openDerivedDatabase(options: DerivedDatabaseOptions): DatabaseSync {
  const usable = openUsable(options)
  if (usable !== null) return usable
  removeDatabase(options.path)
  const rebuilt = openUsable(options)
  if (rebuilt !== null) return rebuilt
  throw new StudioError(
    'io',
    said`cannot write ${options.path}: expected a folder that can hold a database;
      delete this file, check the disk and open the folder again`,
  )
}

/**
 * Runs writes in one transaction. On a full or failing disk nothing is kept and nothing is lost: the
 * data is derived and will be made again. Every other failure is thrown.
 */
export function storeDerived(database: DatabaseSync, write: () => void): void {
  try {
    database.exec('BEGIN IMMEDIATE')
    write()
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    if (!isDamage(database, error) && !CANNOT_STORE.includes(sqliteCode(error) ?? 0)) throw error
  }
}

/** Null where the file is damaged: the data is derived and will be made again. Every other failure is thrown. */
export function readDerived<T>(database: DatabaseSync, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (isDamage(database, error)) return null
    throw error
  }
}

/** A damaged file is of no version from now on, so that the next opening makes a new one. */
function isDamage(database: DatabaseSync, error: unknown): boolean {
  if (!DAMAGED.includes(sqliteCode(error) ?? 0)) return false
  database.exec('PRAGMA user_version = 0')
  return true
}

/** Null when the file is damaged, foreign or of another version. */
function openUsable(options: DerivedDatabaseOptions): DatabaseSync | null {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(options.path)
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
    if (isOurs(database, options)) {
      prepare(database, options)
      return database
    }
  } catch (error) {
    database?.close()
    if (sqliteCode(error) === SQLITE_BUSY) throw busy(options.path, error)
    return null
  }
  database.close()
  return null
}

function isOurs(database: DatabaseSync, { version, isLarge }: DerivedDatabaseOptions): boolean {
  if (isLarge !== true && pragma(database, 'quick_check') !== 'ok') return false
  const isEmpty =
    database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] === 0 &&
    pragma(database, 'application_id') === 0
  if (isEmpty) return true
  return (
    pragma(database, 'application_id') === APPLICATION_ID &&
    pragma(database, 'user_version') === version
  )
}

function prepare(database: DatabaseSync, { schema, version }: DerivedDatabaseOptions): void {
  // Losing the last writes in a power cut is fine: they are derived.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  database.exec(
    `BEGIN IMMEDIATE; ${schema}; PRAGMA application_id = ${APPLICATION_ID}; ` +
      `PRAGMA user_version = ${version}; COMMIT`,
  )
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}

function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null
}

function busy(path: string, cause: unknown): StudioError {
  return new StudioError(
    'io',
    said`cannot open ${path}: another program holds it; close that program and try again`,
    { cause },
  )
}

function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(path + suffix, { force: true, recursive: true })
    } catch (error) {
      throw ioError(error, 'remove', path + suffix)
    }
  }
}
