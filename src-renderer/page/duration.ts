// Durations and dates in the current language.

import { useI18n } from 'vue-i18n'
import { durationParts } from './format.ts'

export interface DurationText {
  /** Seconds as "3 min 20 s". */
  duration(seconds: number): string
  /** An ISO time as a short local date and time. */
  moment(iso: string): string
}

export function useDuration(): DurationText {
  const { t, locale } = useI18n()
  return {
    duration(seconds) {
      const { key, first, second } = durationParts(seconds)
      return t(`durations.${key}`, { first, second })
    },
    moment(iso) {
      const options = { dateStyle: 'medium', timeStyle: 'short' } as const
      return new Intl.DateTimeFormat(locale.value, options).format(new Date(iso))
    },
  }
}
