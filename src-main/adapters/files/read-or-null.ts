// A file that may not be there.

import { readFile } from 'node:fs/promises'
import { ioError, isMissing } from './io-error.ts'

/** Null when there is no such file. Error: io. */
export async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw ioError(error, 'read', path)
  }
}
