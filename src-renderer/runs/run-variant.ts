// What is chosen of the method beside preset, network and budget; only what differs is written into a run.

import type { RunConfig } from '../../src-main/contract/runs.ts'

export interface RunVariant {
  readonly groupMode: NonNullable<RunConfig['groupMode']>
  readonly normalization: NonNullable<RunConfig['normalization']>
  /** Null for no limit. */
  readonly memoryGib: number | null
}

export const PLAIN_VARIANT: RunVariant = {
  groupMode: 'paper',
  normalization: 'batch',
  memoryGib: null,
}

export function variantConfig(
  variant: RunVariant,
): Pick<RunConfig, 'groupMode' | 'normalization' | 'memoryGib'> {
  const { groupMode, normalization, memoryGib } = variant
  return {
    ...(groupMode === PLAIN_VARIANT.groupMode ? {} : { groupMode }),
    ...(normalization === PLAIN_VARIANT.normalization ? {} : { normalization }),
    ...(memoryGib === null ? {} : { memoryGib }),
  }
}
