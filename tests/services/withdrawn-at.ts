// A caller who has no wish for an answer any more.

import type { Withdrawal } from '../../src-main/services/withdrawal.ts'

/** Withdrawn when it is asked for the time `at`, from 1. */
export function withdrawnAt(at: number): Withdrawal {
  let asked = 0
  const nothing = (): void => undefined
  return {
    get aborted() {
      return ++asked >= at
    },
    addEventListener: nothing,
    removeEventListener: nothing,
  }
}
