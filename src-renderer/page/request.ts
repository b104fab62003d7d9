// One request at a time on behalf of a dialog: busy or not, what went wrong, and stopped when the dialog goes
// or the next one begins.

import { onUnmounted, ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'

export interface Request {
  readonly isBusy: Readonly<Ref<boolean>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
  /** Undefined when it failed, which `failure` then tells, or was stopped, which nothing tells. */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>
  /** Stops what is under way and forgets what went wrong. */
  stop(): void
}

export function useRequest(): Request {
  const isBusy = ref(false)
  const failure = shallowRef<Failure | null>(null)
  let current = new AbortController()

  function stop(): void {
    current.abort()
    isBusy.value = false
    failure.value = null
  }

  async function run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    stop()
    const own = new AbortController()
    current = own
    isBusy.value = true
    try {
      return await work(own.signal)
    } catch (error) {
      if (!own.signal.aborted) failure.value = failureOf(error)
      return undefined
    } finally {
      if (current === own) isBusy.value = false
    }
  }

  onUnmounted(stop)
  return { isBusy, failure, run, stop }
}
