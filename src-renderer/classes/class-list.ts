// The order of the class list, and what is shown of it. Pure. A class keeps its key wherever it stands.

import { LABEL_VALUES } from './class-display.ts'

/** Pinned classes first, in the order they were pinned. */
export function listedClasses(pinned: readonly number[]): readonly number[] {
  const first = pinned.filter((value) => LABEL_VALUES.includes(value))
  return [...first, ...LABEL_VALUES.filter((value) => !first.includes(value))]
}

/** Hides all other classes, or shows all again when they are hidden already. */
export function soloed(hidden: readonly number[], value: number): readonly number[] {
  const others = LABEL_VALUES.filter((other) => other !== value)
  const isSolo = others.every((other) => hidden.includes(other)) && !hidden.includes(value)
  return isSolo ? [] : others
}
