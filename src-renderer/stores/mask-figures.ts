// What the masks hold, fetched once for each user that statistics are asked of, and again when masks were saved.

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
  const byUser = shallowReactive(new Map<string, ReadonlyMap<ImageId, MaskFigures>>())
  const failures = shallowReactive(new Map<string, Failure>())

  async function load(user: string): Promise<void> {
    if (byUser.has(user)) return
    byUser.set(user, new Map())
    try {
      const listed = await client.images.figures({ user })
      byUser.set(user, markRaw(new Map(listed.map((figures) => [idOf({ user, name: figures.name }), figures])))) // prettier-ignore
      failures.delete(user)
    } catch (error) {
      byUser.delete(user)
      failures.set(user, failureOf(error))
    }
  }

  function forget(): void {
    byUser.clear()
    failures.clear()
  }
  watch(() => [library.lastSavedRevision, library.summary?.path], forget)

  return {
    load,
    failureOf: (user: string) => failures.get(user),
    of: (key: ImageId) => byUser.get(key.slice(0, key.indexOf('/')))?.get(key),
  }
})
