// The validation splits of the studio fixture: drawn, changed and frozen by the studio's own rules.

import type { implement } from '@orpc/server'
import { ORPCError } from '@orpc/server'
import type { contract } from '../../src-main/contract/contract.ts'
import type { ImageSummary } from '../../src-main/contract/images.ts'
import type { SplitStatus } from '../../src-main/contract/split.ts'
import {
  classShares,
  drawValidationSplit,
  withMembers,
} from '../../src-main/core/lists/validation-split.ts'
import type { ValidationSplit } from '../../src-main/core/lists/validation-split.ts'

type SplitImplementer = ReturnType<typeof implement<typeof contract>>['split']

export interface SplitState {
  readonly images: Readonly<Record<string, readonly ImageSummary[]>>
  readonly splits: Map<string, ValidationSplit>
}

export function splitHandlers(os: SplitImplementer, state: SplitState) {
  const imagesOf = (user: string): readonly ImageSummary[] => state.images[user] ?? []
  const statusOf = (user: string, split: ValidationSplit): SplitStatus => ({
    hash: split.hash,
    count: split.names.length,
    frozenAt: split.frozenAt,
    names: [...split.names],
    drawn: split.drawn,
    imageCount: imagesOf(user).length,
    labelledInside: 0,
    labelledOutside: 0,
    classes: classShares(imagesOf(user), split.names),
  })
  const present = (user: string): ValidationSplit => {
    const split = state.splits.get(user)
    if (split !== undefined) return split
    throw new ORPCError('notFound', { status: 404, message: 'draw one first', data: { kind: 'notFound' } }) // prettier-ignore
  }
  const keep = (user: string, split: ValidationSplit): SplitStatus => {
    state.splits.set(user, split)
    return statusOf(user, split)
  }
  return {
    get: os.get.handler(({ input: { user } }) => {
      const split = state.splits.get(user)
      return split === undefined ? null : statusOf(user, split)
    }),
    draw: os.draw.handler(({ input: { user, isDryRun, ...drawn } }) => {
      const split = drawValidationSplit(imagesOf(user), drawn)
      return isDryRun ? statusOf(user, split) : keep(user, split)
    }),
    change: os.change.handler(({ input: { user, ...change } }) =>
      keep(user, withMembers(present(user), change)),
    ),
    freeze: os.freeze.handler(({ input: { user } }) =>
      keep(user, { ...present(user), frozenAt: '2026-11-26T12:00:00.000Z' }),
    ),
    unfreeze: os.unfreeze.handler(({ input: { user } }) =>
      keep(user, { ...present(user), frozenAt: null }),
    ),
  }
}
