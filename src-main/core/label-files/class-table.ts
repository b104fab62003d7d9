// Which class a name of another program means: the one of exactly that name, or the one that a person chose.
// Nothing is guessed: a name that is neither is unknown.

import { IGNORE_INDEX, VOC_CLASSES, classIndexOf } from '../labels/classes.ts'
import { createLabelMap } from '../labels/label-map.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { VOID_NAME } from './named-labels.ts'
import type { NamedLabels } from './named-labels.ts'

/** Class names (or "void") by the names of another program. */
export type ClassChoices = ReadonlyMap<string, string>

/** The names that a choice may lead to, in the order of their values. */
export const CHOOSABLE_CLASSES: readonly string[] = [...VOC_CLASSES, VOID_NAME]

/** Null for an unknown name. Error: invalidInput when a choice leads to no class. */
export function valueOfName(name: string, choices: ClassChoices): number | null {
  const chosen = choices.get(name)
  if (chosen !== undefined) return chosen === VOID_NAME ? IGNORE_INDEX : classIndexOf(chosen)
  if (name === VOID_NAME) return IGNORE_INDEX
  const index = VOC_CLASSES.findIndex((known) => known === name)
  return index < 0 ? null : index
}

export interface NameUse {
  readonly name: string
  /** 0..20 or 255; null for an unknown name. */
  readonly value: number | null
  readonly pixels: number
}

export interface ResolvedLabels {
  /** Null when a name with pixels is unknown. */
  readonly labelMap: LabelMap | null
  /** The names that have pixels. */
  readonly uses: readonly NameUse[]
}

/** Error: invalidInput when a choice leads to no class. */
export function resolveNames(labels: NamedLabels, choices: ClassChoices): ResolvedLabels {
  const { width, height, names, data } = labels
  const pixels = new Uint32Array(names.length)
  for (let i = 0; i < data.length; i++) pixels[data[i]!]!++
  const uses = names
    .map((name, i) => ({ name, value: valueOfName(name, choices), pixels: pixels[i]! }))
    .filter((use) => use.pixels > 0)
  if (uses.some(({ value }) => value === null)) return { labelMap: null, uses }
  const valueAt = Uint8Array.from(names, (name) => valueOfName(name, choices) ?? 0)
  const labelMap = createLabelMap(width, height)
  for (let i = 0; i < data.length; i++) labelMap.data[i] = valueAt[data[i]!]!
  return { labelMap, uses }
}

/** The name of a class value: 0..20 or 255. */
export function nameOfValue(value: number): string {
  return value === IGNORE_INDEX ? VOID_NAME : (VOC_CLASSES[value] ?? `value ${value}`)
}
