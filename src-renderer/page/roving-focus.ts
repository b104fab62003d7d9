// A matrix or a bar of buttons is one stop of Tab; the arrows lead from button to button, as they lie on the screen.

import { useEventListener } from '@vueuse/core'
import { onMounted, onUpdated } from 'vue'
import type { Ref } from 'vue'

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>

export function useRovingFocus(container: Readonly<Ref<HTMLElement | null>>): void {
  const buttons = (): HTMLButtonElement[] => [
    ...(container.value?.querySelectorAll('button') ?? []),
  ]

  /** All but one leave the order of Tab: the one given, else the one that has been in it. */
  function keepOne(given?: EventTarget | null): void {
    const all = buttons()
    const one = all.find((button) => button === given) ?? all.find(({ tabIndex }) => tabIndex === 0)
    for (const button of all) button.tabIndex = button === (one ?? all[0]) ? 0 : -1
  }

  onMounted(keepOne)
  onUpdated(keepOne)
  useEventListener(container, 'focusin', ({ target }) => keepOne(target))
  useEventListener(container, 'keydown', (event) => {
    const all = buttons()
    const boxes = all.map((button) => button.getBoundingClientRect())
    const next = boxTowards(event.key, all.indexOf(event.target as HTMLButtonElement), boxes)
    if (next === null) return
    event.preventDefault()
    all[next]?.focus()
  })
}

/** Index of the nearest box in the direction of an arrow key, in the same row or column; null when there is none. */
export function boxTowards(key: string, at: number, boxes: readonly Box[]): number | null {
  const from = boxes[at]
  if (from === undefined) return null
  const distances: Record<string, (to: Box) => number> = {
    ArrowRight: (to) => (isBeside(from, to) ? to.left - from.right : -Infinity),
    ArrowLeft: (to) => (isBeside(from, to) ? from.left - to.right : -Infinity),
    ArrowDown: (to) => (isAcross(from, to) ? to.top - from.bottom : -Infinity),
    ArrowUp: (to) => (isAcross(from, to) ? from.top - to.bottom : -Infinity),
  }
  const distance = distances[key]
  if (distance === undefined) return null
  const found = boxes
    .map((to, index) => ({ index, far: distance(to) }))
    .filter(({ index, far }) => index !== at && far > -1)
    .sort((a, b) => a.far - b.far)
  return found[0]?.index ?? null
}

function isBeside(a: Box, b: Box): boolean {
  return a.top < b.bottom && b.top < a.bottom
}

function isAcross(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right
}
