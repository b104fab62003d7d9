// What a root in memory keeps in list files: image-level labels and validation splits.

import type { ValidationSplit } from '../../src-main/core/lists/validation-split.ts'
import type { PssRoot } from '../../src-main/services/ports.ts'

export interface MemoryLists extends Pick<PssRoot, 'saveImageLabels' | 'changeValidationSplit'> {
  splitOf(user: string): ValidationSplit | null
  labelsOf(user: string, name: string): readonly number[] | null
}

/** `requireImage` throws notFound. */
export function memoryLists(requireImage: (user: string, name: string) => void): MemoryLists {
  const splits = new Map<string, ValidationSplit>()
  const labels = new Map<string, readonly number[] | null>()
  return {
    splitOf: (user) => splits.get(user) ?? null,
    labelsOf: (user, name) => labels.get(`${user}/${name}`) ?? null,
    saveImageLabels: async (user, changes) => {
      for (const name of changes.keys()) requireImage(user, name)
      for (const [name, classes] of changes) labels.set(`${user}/${name}`, classes)
    },
    changeValidationSplit: async (user, next) => {
      const split = next(splits.get(user) ?? null)
      splits.set(user, split)
      return split
    },
  }
}
