// What a step of the history painted, to show its class: the value that the first changed pixel got.

import type { Patch } from '../src-main/core/patch.ts'
import { decodeRuns } from '../src-main/core/run-length.ts'

/** Null when no label changed. */
export function paintedValue({ rect, before, after }: Patch): number | null {
  const area = rect.width * rect.height
  const old = decodeRuns(before, area)
  const painted = decodeRuns(after, area)
  return painted.find((value, at) => value !== old[at]) ?? null
}
