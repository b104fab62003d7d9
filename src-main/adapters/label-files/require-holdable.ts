// The largest file of other tools that is held whole.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'

const LARGEST_FILE_BYTES = 2 ** 30

/** Error: unsupported, naming `place`. */
export function requireHoldable(byteSize: number, place: string): void {
  if (byteSize <= LARGEST_FILE_BYTES) return
  throw new StudioError(
    'unsupported',
    said`${place}: expected at most 1 GiB; export the labels in several parts`,
  )
}
