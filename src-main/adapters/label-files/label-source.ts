// Where label files come from: a folder, a zip archive or one file with what lies beside it. Only reads, and only
// what is inside; an archive whose names lead out of it is refused.

import { open, readFile, readdir, stat } from 'node:fs/promises'
import type { Dirent } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { ioError } from '../files/io-error.ts'
import { joinInside } from '../files/path-guard.ts'
import { requireHoldable } from './require-holdable.ts'
import { openZipReader } from './zip-reader.ts'
import type { ArchiveBytes } from './zip-reader.ts'

export interface LabelSource {
  /** For messages. */
  readonly place: string
  /** The one file that was named; null for a folder or an archive. */
  readonly main: string | null
  /** Every file inside: paths with forward slashes, sorted. */
  files(): Promise<readonly string[]>
  /** Errors: notFound, io, corrupt (archive). */
  read(file: string): Promise<Uint8Array>
}

const MOST_FILES = 100_000
/** How an archive begins that holds a file, whatever it is called. */
const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04]

/** Errors: notFound, io; corrupt, unsupported or invalidInput for an archive. */
export async function openLabelSource(path: string): Promise<LabelSource> {
  const place = resolve(path)
  const found = await stat(place).catch((error: unknown) => {
    throw ioError(error, 'open', place)
  })
  if (found.isDirectory()) return folderSource(place, null)
  const read = (at: number, length: number): Promise<Uint8Array> => readPiece(place, at, length)
  if (/\.zip$/i.test(place) || isZip(await read(0, ZIP_SIGNATURE.length)))
    return zipSource({ byteSize: found.size, read }, place)
  return folderSource(dirname(place), basename(place))
}

function isZip(start: Uint8Array): boolean {
  return ZIP_SIGNATURE.every((byte, at) => start[at] === byte)
}

function folderSource(folder: string, main: string | null): LabelSource {
  return {
    place: main === null ? folder : join(folder, main),
    main,
    files: () => listFiles(folder),
    read: (file) => readWhole(joinInside(folder, file)),
  }
}

export async function zipSource(archive: ArchiveBytes, place: string): Promise<LabelSource> {
  const { names, read } = await openZipReader(archive, place)
  for (const name of names) checkEntryName(name, place)
  const files = names.filter((name) => !name.endsWith('/') && !isHidden(name)).sort()
  return { place, main: null, files: () => Promise.resolve(files), read }
}

/** As in a folder; and what macOS packs beside each file: `__MACOSX/._a.json` of a.json. */
function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX')
}

/** Nothing is unpacked to a disk, yet such an archive was made to do harm. */
function checkEntryName(name: string, place: string): void {
  const isBad =
    name.includes('\0') ||
    name.includes('\\') ||
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    name.split('/').includes('..')
  if (!isBad) return
  throw new StudioError(
    'invalidInput',
    said`${place}: expected names inside of the archive, found ${JSON.stringify(name.slice(0, 80))};
      do not use this archive, export it again with the tool it comes from`,
  )
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    requireHoldable((await stat(path)).size, path)
    return await readFile(path)
  } catch (error) {
    throw ioError(error, 'read', path)
  }
}

/** Shorter where the file ends. */
async function readPiece(path: string, at: number, length: number): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: at })
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw ioError(error, 'read', path)
  }
}

/** Hidden entries and links are left out. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = []
  const waiting = [folder]
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const entry of await readEntries(current)) {
      const path = join(current, entry.name)
      if (entry.isDirectory()) waiting.push(path)
      if (entry.isFile()) files.push(relative(folder, path).split(sep).join('/'))
    }
    if (files.length + waiting.length > MOST_FILES) throw tooMany(folder)
  }
  return files.sort()
}

async function readEntries(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => !entry.name.startsWith('.'))
  } catch (error) {
    throw ioError(error, 'list', folder)
  }
}

function tooMany(folder: string): StudioError {
  return new StudioError(
    'unsupported',
    said`${folder}: has more than ${MOST_FILES} files; choose the folder that holds the labels alone`,
  )
}
