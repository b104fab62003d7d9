// Nobody leaves with unsaved labels unasked: moving to another photo saves, leaving the editor asks. A
// failed save stays and says so.

import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import type { Ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

export type LeaveAnswer = 'save' | 'discard' | 'stay'

export interface LeaveGuard {
  /** True while the question is open. */
  readonly isAsking: Ref<boolean>
  answer(answer: LeaveAnswer): void
}

export interface GuardedWork {
  isUnsaved(): boolean
  /** Ends what the hand is doing. */
  cancelGesture(): void
  save(): Promise<boolean>
}

export function useLeaveGuard(work: GuardedWork): LeaveGuard {
  const isAsking = ref(false)
  let settle: ((answer: LeaveAnswer) => void) | null = null

  useEventListener(window, 'beforeunload', (event) => {
    if (work.isUnsaved()) event.preventDefault()
  })
  onBeforeRouteUpdate(async () => {
    work.cancelGesture()
    return !work.isUnsaved() || (await work.save())
  })
  onBeforeRouteLeave(async () => {
    work.cancelGesture()
    if (!work.isUnsaved()) return true
    isAsking.value = true
    const answer = await new Promise<LeaveAnswer>((resolve) => (settle = resolve))
    return answer === 'discard' || (answer === 'save' && (await work.save()))
  })

  return {
    isAsking,
    answer(answer) {
      isAsking.value = false
      settle?.(answer)
      settle = null
    },
  }
}
