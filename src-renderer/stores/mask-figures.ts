// What the masks hold, fetched once for each user that statistics are asked of, and again when masks were saved or files may have changed.

import { defineStore } from 'pinia'
import { markRaw, shallowReactive, watch } from 'vue'
import type { MaskFigures } from '../../src-main/core/metrics/statistics.ts'
import { useStudioApi } from '../api.ts'
import { idOf } from '../browse/image.ts'
import type { ImageId } from '../browse/image.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'
import { useLibrary } from './library.ts'

export const useMaskFigures = defineStore('mask-figures', () => {
  const { client } = useStudioApi()
  const library = useLibrary()
  /** As they were until they are known anew. */
  const byUser = shallowReactive(new Map<string, ReadonlyMap<ImageId, MaskFigures>>())
  const failures = shallowReactive(new Map<string, Failure>())
  /** Users whose figures were asked for since masks may have changed. */
  const asked = shallowReactive(new Set<string>())
  let turn = 0

  async function load(user: string): Promise<void> {
    const own = turn
    asked.add(user)
    const answer = await client.images.figures({ user }).catch(failureOf)
    if (own !== turn) return
    if (Array.isArray(answer)) {
      byUser.set(user, markRaw(new Map(answer.map((figures) => [idOf({ user, name: figures.name }), figures])))) // prettier-ignore
      failures.delete(user)
    } else failures.set(user, answer)
  }

  function outdate(): void {
    turn++
    asked.clear()
  }
  watch(() => library.lastSavedRevision, outdate)
  watch(
    () => library.summary?.path,
    () => {
      byUser.clear()
      failures.clear()
      outdate()
    },
  )

  return {
    load,
    isAsked: (user: string) => asked.has(user),
    failureOf: (user: string) => failures.get(user),
    of: (key: ImageId) => byUser.get(key.slice(0, key.indexOf('/')))?.get(key),
  }
})
