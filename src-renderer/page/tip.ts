// Which button's tooltip is shown, and when: a while after the pointer came to rest on it, at once when the focus
// came by key or another tooltip was just there. It goes with a press, a key, a scroll, or the pointer; the pointer
// may move onto it (WCAG 2.2, 1.4.13). Fingers get none.

import { useEventListener, useTimeoutFn } from '@vueuse/core'
import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'

const REST_MS = 500
/** From one button to the next, or from the button onto its tooltip. */
const LEAVING_MS = 300

export interface Tip {
  /** The button that is shown or will be; it has `data-tip`, the side on which the tooltip belongs. */
  readonly target: Readonly<ShallowRef<HTMLElement | null>>
  readonly isOpen: Readonly<Ref<boolean>>
  close(): void
}

export function useTip(): Tip {
  const target = shallowRef<HTMLElement | null>(null)
  const isOpen = ref(false)
  /** Its tooltip was sent away: it comes back when the pointer does. */
  let dismissed: HTMLElement | null = null
  const opening = useTimeoutFn(() => (isOpen.value = true), REST_MS, { immediate: false })
  const leaving = useTimeoutFn(close, LEAVING_MS, { immediate: false })

  function close(): void {
    opening.stop()
    leaving.stop()
    isOpen.value = false
    target.value = null
  }

  function pointAt(button: HTMLElement): void {
    leaving.stop()
    if (button === target.value) return
    target.value = button
    if (!isOpen.value) opening.start()
  }

  function leave(): void {
    if (isOpen.value) leaving.start()
    else close()
  }

  useEventListener(document, 'pointerover', (event) => {
    const { target: under, pointerType } = event
    if (pointerType === 'touch' || !(under instanceof Element)) return
    const button = under.closest<HTMLElement>('[data-tip]')
    if (button !== dismissed) dismissed = null
    if (button !== null && button === dismissed) return
    if (button !== null) pointAt(button)
    else if (under.closest('[data-tip-content]') !== null) leaving.stop()
    else if (target.value !== null) leave()
  })
  useEventListener(document, 'focusin', ({ target: focused }) => {
    const button = focused instanceof Element ? focused.closest<HTMLElement>('[data-tip]') : null
    if (button === null || !button.matches(':focus-visible')) return
    target.value = button
    isOpen.value = true
  })
  function dismiss(): void {
    if (target.value === null) return
    dismissed = target.value
    close()
  }
  for (const type of ['pointerdown', 'keydown', 'focusout', 'scroll'] as const)
    useEventListener(document, type, dismiss, { capture: true })

  return { target, isOpen, close }
}
