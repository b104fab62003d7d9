// The opened root as the renderer knows it: its users and, for each user asked for, the list of images.

import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowReactive, shallowRef } from 'vue'
import type { ImageSummary } from '../../src-main/contract/images.ts'
import type { RootSummary, UserSummary } from '../../src-main/contract/root.ts'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../failure.ts'
import type { Failure } from '../failure.ts'

export const useLibrary = defineStore('library', () => {
  const { client } = useStudioApi()
  const summary = shallowRef<RootSummary | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isLoading = ref(false)
  const imagesOf = shallowReactive(new Map<string, readonly ImageSummary[]>())
  const imageFailures = shallowReactive(new Map<string, Failure>())
  const lastSavedRevision = shallowRef<string | null>(null)
  const users = computed<readonly UserSummary[]>(() => summary.value?.users ?? [])

  async function load(): Promise<void> {
    isLoading.value = true
    try {
      summary.value = await client.root.summary()
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    } finally {
      isLoading.value = false
    }
  }

  /** Opens another root; throws what the studio said when it is not one. */
  async function open(path: string): Promise<void> {
    summary.value = await client.root.open({ path })
    failure.value = null
    imagesOf.clear()
    imageFailures.clear()
  }

  async function loadImages(user: string, isForced = false): Promise<void> {
    if (imagesOf.has(user) && !isForced) return
    try {
      const images = await client.images.list({ user })
      imagesOf.set(user, markRaw(images))
      imageFailures.delete(user)
    } catch (error) {
      imageFailures.set(user, failureOf(error))
    }
  }

  /** After a saved mask: new addresses for its pictures, then counts and image states afresh. */
  async function maskSaved(user: string, revision: string): Promise<void> {
    lastSavedRevision.value = revision
    await Promise.all([load(), loadImages(user, true)])
  }

  function userOf(id: string): UserSummary | undefined {
    return users.value.find((user) => user.id === id)
  }

  return {
    summary,
    users,
    failure,
    isLoading,
    imagesOf,
    imageFailures,
    load,
    open,
    loadImages,
    maskSaved,
    lastSavedRevision,
    userOf,
  }
})
