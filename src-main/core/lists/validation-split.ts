// A user's validation split: which photos are to be labelled and scored, how they were drawn, and whether the
// set is frozen. A frozen split never changes; its hash names it in every score.

import type { ClassIndex } from '../labels/classes.ts'
import { CLASS_COUNT } from '../labels/classes.ts'
import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { Said } from '../said.ts'
import { drawSplit, splitHash } from './split.ts'

export interface ValidationSplit {
  /** In code point order. */
  readonly names: readonly string[]
  /** `splitHash` of the names. */
  readonly hash: string
  /** How it was drawn; photos may have been added and removed by hand since. */
  readonly drawn: DrawOptions
  /** ISO 8601; null while photos may still be added and removed. */
  readonly frozenAt: string | null
}

/** From the split as it is stored to the one to store. */
export type SplitChange = (present: ValidationSplit | null) => ValidationSplit

export interface DrawOptions {
  readonly seed: number
  /** Share of all photos, above 0 and up to 1. */
  readonly fraction: number
  /** Each class gets about the same share (Sechidis et al. 2011), by the classes known when it was drawn. */
  readonly isStratified: boolean
}

export interface ClassifiedImage {
  readonly name: string
  /** Object classes of the mask or the image-level labels. */
  readonly classes: readonly number[]
}

export interface ClassShare {
  /** 1..20 */
  readonly index: number
  /** Photos with the class, and those of them in the split. */
  readonly images: number
  readonly inSplit: number
}

export function drawValidationSplit(
  images: readonly ClassifiedImage[],
  drawn: DrawOptions,
): ValidationSplit {
  const classesOf = new Map(images.map(({ name, classes }) => [name, classes as ClassIndex[]]))
  const { validation } = drawSplit(
    images.map(({ name }) => name),
    {
      seed: drawn.seed,
      ratio: drawn.fraction,
      ...(drawn.isStratified ? { classesOf: (name: string) => classesOf.get(name) ?? [] } : {}),
    },
  )
  return { names: validation, hash: splitHash(validation), drawn, frozenAt: null }
}

/** Error: conflict when the split is frozen. */
export function withMembers(
  split: ValidationSplit,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): ValidationSplit {
  requireUnfrozen(split, said`photos cannot be added or removed`)
  const gone = new Set(remove)
  const names = [...new Set([...split.names, ...add])].filter((name) => !gone.has(name)).sort(byCodeUnits) // prettier-ignore
  return { ...split, names, hash: splitHash(names) }
}

/** Error: conflict when the split is frozen; `what` says what cannot be done. */
export function requireUnfrozen(split: ValidationSplit | null, what: Said): void {
  if (split === null || split.frozenAt === null) return
  throw new StudioError(
    'conflict',
    said`the validation split ${split.hash} is frozen since ${split.frozenAt}: ${what};
      unfreeze it first, scores of before then no longer speak of this split`,
  )
}

/** Classes that occur in any photo, rising. */
export function classShares(
  images: readonly ClassifiedImage[],
  names: readonly string[],
): ClassShare[] {
  const members = new Set(names)
  return Array.from({ length: CLASS_COUNT }, (_, index) => {
    const having = images.filter(({ classes }) => classes.includes(index))
    const inSplit = having.filter(({ name }) => members.has(name)).length
    return { index, images: having.length, inSplit }
  }).filter(({ index, images: count }) => index > 0 && count > 0)
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
