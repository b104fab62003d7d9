// Puts photos into the validation split, or takes them out, where it is drawn and not frozen.

import { useI18n } from 'vue-i18n'
import { useStudioApi } from '../api.ts'
import { useLibrary } from '../stores/library.ts'
import { useNotices } from '../stores/notices.ts'
import { useSteps } from '../stores/steps.ts'
import type { BrowsedImage } from './image.ts'

export type SplitDirection = 'add' | 'remove'

export interface SplitChange {
  /** Why it cannot be changed, as a key of the locale; null when it can. */
  obstacleOf(images: readonly BrowsedImage[]): string | null
  /** Those that are not there yet, or no longer. */
  change(images: readonly BrowsedImage[], direction: SplitDirection): Promise<void>
}

export function useSplitChange(): SplitChange {
  const { t } = useI18n()
  const { client } = useStudioApi()
  const library = useLibrary()
  const notices = useNotices()
  const steps = useSteps()

  async function write(images: readonly BrowsedImage[], direction: SplitDirection): Promise<void> {
    for (const [user, own] of Map.groupBy(images, (image) => image.user)) {
      const names = own.map(({ name }) => name)
      const none: string[] = []
      const change =
        direction === 'add' ? { add: names, remove: none } : { add: none, remove: names }
      await client.split.change({ user, ...change })
      await library.loadImages(user, true)
    }
    await library.load()
  }

  return {
    obstacleOf(images) {
      const splits = [...new Set(images.map(({ user }) => user))].map(
        (user) => library.userOf(user)?.split,
      )
      if (splits.some((split) => !split)) return 'split.noneYet'
      return splits.some((split) => split?.frozenAt) ? 'split.frozenNow' : null
    },
    async change(images, direction) {
      const isAdding = direction === 'add'
      const changed = images.filter((image) => image.isInValidationSplit !== isAdding)
      if (changed.length === 0) return
      await notices.attempt(async () => {
        await write(changed, direction)
        steps.add({
          text: t(`split.${direction}`),
          undo: () => write(changed, isAdding ? 'remove' : 'add'),
          redo: () => write(changed, direction),
        })
      })
    },
  }
}
