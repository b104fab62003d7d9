// Short messages that appear over the view: failures of commands and confirmations.

import { defineStore } from 'pinia'
import { ref } from 'vue'
import { tell } from '../../src-main/core/said.ts'
import type { Told, Words } from '../../src-main/core/said.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'

export interface Notice {
  readonly id: number
  readonly told: Told
  /** Null for a confirmation. */
  readonly failed: Failure['kind'] | null
}

const SHOWN_MS = 6_000

export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([])
  let nextId = 1

  /** The same again takes the place of the first. */
  function add(told: Told, failed: Notice['failed']): void {
    const id = nextId++
    const others = notices.value.filter(
      (other) => other.failed !== failed || other.told.message !== told.message,
    )
    notices.value = [...others, { id, told, failed }].slice(-4)
    if (failed === null) setTimeout(() => dismiss(id), SHOWN_MS)
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  /** Runs a command; a failure is shown and undefined returned. */
  async function attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
    try {
      return await command()
    } catch (error) {
      fail(error)
      return undefined
    }
  }

  function fail(error: unknown): void {
    const failure = failureOf(error)
    if (failure.kind !== 'cancelled') add(failure, failure.kind)
  }

  return { notices, fail, confirm: (words: Words) => add(tell(words), null), dismiss, attempt }
})
