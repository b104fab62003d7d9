// How a run reads the paper, in the current language: its preset, and what was chosen beside it.

import { useI18n } from 'vue-i18n'
import type { RunConfig } from '../../src-main/contract/runs.ts'

/** Gives a text such as "Recommended" or "Paper · no group context". */
export function useReading(): (config: RunConfig) => string {
  const { t } = useI18n()
  return ({ preset, groupMode = 'paper', normalization = 'batch' }) => {
    const parts = [t(`presets.${preset}.title`)]
    if (groupMode !== 'paper') parts.push(t(`groupModes.${groupMode}`))
    if (normalization !== 'batch') parts.push(t(`normalizations.${normalization}`))
    return parts.join(' · ')
  }
}
