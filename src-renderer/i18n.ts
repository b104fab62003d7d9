// The languages of the studio. Both are complete (a test compares their keys) and switch while running.

import { createI18n } from 'vue-i18n'
import { en } from './locales/en.ts'
import { zhCn } from './locales/zh-cn.ts'

export const LOCALES = ['en', 'zh-CN'] as const
export type LocaleName = (typeof LOCALES)[number]

export function createStudioI18n(locale: LocaleName) {
  return createI18n({
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: { en, 'zh-CN': zhCn },
  })
}

/** The studio's language closest to the system's. */
export function preferredLocale(languages: readonly string[]): LocaleName {
  const first = languages.find((language) => /^(en|zh)/i.test(language))
  return first !== undefined && /^zh/i.test(first) ? 'zh-CN' : 'en'
}
