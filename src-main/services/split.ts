// The validation split of a user: looked at, drawn, changed and frozen.

import type { SplitReference, SplitStatus } from '../contract/split.ts'
import { StudioError } from '../core/errors.ts'
import { said } from '../core/said.ts'
import {
  classShares,
  drawValidationSplit,
  requireUnfrozen,
  withMembers,
} from '../core/lists/validation-split.ts'
import type { DrawOptions, SplitChange, ValidationSplit } from '../core/lists/validation-split.ts'
import type { ListedImage, Machine, RootPorts } from './ports.ts'

export async function readSplitStatus(ports: RootPorts, user: string): Promise<SplitStatus | null> {
  const { images, validationSplit } = await ports.root.listUser(user)
  return validationSplit === null ? null : statusOf(validationSplit, images)
}

export async function drawSplitOf(
  ports: RootPorts,
  request: DrawOptions & { readonly user: string; readonly isDryRun: boolean },
): Promise<SplitStatus> {
  const { user, isDryRun, seed, fraction, isStratified } = request
  const { images, validationSplit } = await ports.root.listUser(user)
  if (images.length === 0) {
    throw new StudioError('invalidInput', said`user ${user} has no photos to draw from; put photos into its folder first`) // prettier-ignore
  }
  const drawn = drawValidationSplit(images, { seed, fraction, isStratified })
  if (isDryRun) return statusOf(drawn, images)
  requireUnfrozen(validationSplit, said`it cannot be drawn anew`)
  return change(ports, user, (present) => {
    requireUnfrozen(present, said`it cannot be drawn anew`)
    return drawn
  })
}

export async function changeSplit(
  ports: RootPorts,
  request: {
    readonly user: string
    readonly add: readonly string[]
    readonly remove: readonly string[]
  },
): Promise<SplitStatus> {
  const { user, add, remove } = request
  const { images } = await ports.root.listUser(user)
  const known = new Set(images.map(({ name }) => name))
  const absent = add.find((name) => !known.has(name))
  if (absent !== undefined) throw new StudioError('notFound', said`user ${user} has no image "${absent}"`) // prettier-ignore
  return change(ports, user, (present) => withMembers(drawnBefore(present, user), { add, remove }))
}

export function freezeSplit(
  { root }: RootPorts,
  machine: Pick<Machine, 'now'>,
  user: string,
): Promise<SplitStatus> {
  return change({ root }, user, (present) => {
    const split = drawnBefore(present, user)
    requireUnfrozen(split, said`it is frozen already`)
    return { ...split, frozenAt: machine.now().toISOString() }
  })
}

export function unfreezeSplit(
  { root }: RootPorts,
  { user, hash }: { readonly user: string; readonly hash: string },
): Promise<SplitStatus> {
  return change({ root }, user, (present) => {
    const split = drawnBefore(present, user)
    if (split.hash === hash) return { ...split, frozenAt: null }
    throw new StudioError('conflict', said`the validation split of ${user} is ${split.hash}, not ${hash}; nothing was unfrozen`) // prettier-ignore
  })
}

/** How scores and summaries name a split. */
export function splitReference(split: ValidationSplit | null): SplitReference | null {
  if (split === null) return null
  return { hash: split.hash, count: split.names.length, frozenAt: split.frozenAt }
}

async function change(
  { root }: Pick<RootPorts, 'root'>,
  user: string,
  next: SplitChange,
): Promise<SplitStatus> {
  const split = await root.changeValidationSplit(user, next)
  return statusOf(split, (await root.listUser(user)).images)
}

function statusOf(split: ValidationSplit, images: readonly ListedImage[]): SplitStatus {
  const members = new Set(split.names)
  const labelled = images.filter(({ hasLabelMap }) => hasLabelMap)
  const labelledInside = labelled.filter(({ name }) => members.has(name)).length
  return {
    hash: split.hash,
    count: split.names.length,
    frozenAt: split.frozenAt,
    names: [...split.names],
    drawn: split.drawn,
    imageCount: images.length,
    labelledInside,
    labelledOutside: labelled.length - labelledInside,
    classes: classShares(images, split.names),
  }
}

function drawnBefore(split: ValidationSplit | null, user: string): ValidationSplit {
  if (split !== null) return split
  throw new StudioError('notFound', said`user ${user} has no validation split yet; draw one first`)
}
