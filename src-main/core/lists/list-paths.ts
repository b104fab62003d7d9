// Paths inside list files: cut to a photo's name, and refused when they could lead out of the data
// folder. Names are opaque text; nothing here touches a disk.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { Words } from '../said.ts'
import { listedNameOf } from './image-name.ts'

/** Where a line came from, for messages. */
export interface LinePlace {
  readonly file: string
  /** Counted from 1, blank lines included. */
  readonly line: number
}

export function lineError(place: LinePlace, expected: Words, received: string): StudioError {
  return new StudioError(
    'invalidInput',
    said`${place.file}, line ${place.line}: expected ${expected}, got ${quoted(received)};
      correct the line and read the list again`,
  )
}

/** Numbered, trimmed, non-blank lines. Takes CRLF and a byte order mark. */
export function listLines(text: string, file: string): { place: LinePlace; text: string }[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ place: { file, line: index + 1 }, text: line.trim() }))
    .filter((line) => line.text !== '')
}

/**
 * The photo's name in a path: the last part, without the extension of an image. Throws `invalidInput` for paths
 * with `..`, backslashes, drive letters, empty parts or control characters.
 */
export function photoNameOf(path: string, place: LinePlace): string {
  if (!isSafePath(path)) {
    throw lineError(
      place,
      said`a path inside the data folder, with forward slashes and no ".."`,
      path,
    )
  }
  const file = path.slice(path.lastIndexOf('/') + 1)
  if (file.startsWith('.')) {
    throw lineError(place, said`a file name that does not begin with a dot`, path)
  }
  return listedNameOf(file)
}

function isSafePath(path: string): boolean {
  if (/[\\\u0000-\u001F\u007F]/.test(path) || /^\/?[A-Za-z]:/.test(path)) return false
  const parts = path.replace(/^\//, '').split('/')
  return parts.every((part) => !['', '.', '..'].includes(part.trim()))
}

function quoted(received: string): string {
  const visible = JSON.stringify(received)
  return visible.length > 160 ? `${visible.slice(0, 157)}…"` : visible
}
