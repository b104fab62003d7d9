// How a run reads the paper: its preset, and what was chosen beside it. No figure stands without it.

import type { RunConfig } from '../../../contract/runs.ts'

/** Such as "recommended" or "paper, group mode none, normalization frozen". */
export function readingOf({
  preset,
  groupMode = 'paper',
  normalization = 'batch',
}: RunConfig): string {
  const parts: string[] = [preset]
  if (groupMode !== 'paper') parts.push(`group mode ${groupMode}`)
  if (normalization !== 'batch') parts.push(`normalization ${normalization}`)
  return parts.join(', ')
}
