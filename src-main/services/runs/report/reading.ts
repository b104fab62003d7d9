// How a run reads the paper: its preset, and what was chosen beside it. No figure stands without it.

import type { RunConfig } from '../../../contract/runs.ts'

/** Such as "recommended" or "paper, group mode none". */
export function readingOf({ preset, groupMode = 'paper' }: RunConfig): string {
  return [preset, ...(groupMode === 'paper' ? [] : [`group mode ${groupMode}`])].join(', ')
}
