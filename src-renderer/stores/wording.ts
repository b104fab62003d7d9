// The sentences of the studio in the language of the window. What the catalogue lacks, and what came without a template,
// is said in English.

import { defineStore } from 'pinia'
import { shallowRef, watchEffect } from 'vue'
import { translate, wordsOf } from '../../src-main/core/said.ts'
import type { SaidLanguage, Told } from '../../src-main/core/said.ts'
import { usePreferences } from './preferences.ts'

export const useWording = defineStore('wording', () => {
  const preferences = usePreferences()
  const chinese = shallowRef<SaidLanguage | null>(null)

  // Before anything goes wrong: when the studio does not answer any more, nothing can be loaded.
  watchEffect(() => {
    if (preferences.locale === 'zh-CN' && chinese.value === null) void load()
  })

  async function load(): Promise<void> {
    const { CHINESE } = await import('../../src-main/core/said-in-chinese.ts')
    chinese.value = CHINESE
  }

  function sentence(told: Told): string {
    const language = preferences.locale === 'zh-CN' ? chinese.value : null
    return language === null ? told.message : translate(wordsOf(told), language)
  }

  return { sentence }
})
