// The opened root as the renderer knows it: its users and, for each user asked for, the list of images.

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { RootSettings, RootSummary, UserSummary } from '../../src-main/contract/root.ts'
import { useStudioApi } from '../api.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'
import { useEditing } from './editing.ts'
import { createImageLists } from './image-lists.ts'
import { createLabelNews } from './label-news.ts'

export const useLibrary = defineStore('library', () => {
  const { client } = useStudioApi()
  const summary = shallowRef<RootSummary | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const isLoading = ref(false)
  const images = createImageLists(client)
  const news = createLabelNews({ client, images, load })
  const users = computed<readonly UserSummary[]>(() => summary.value?.users ?? [])

  /** Of the last question that was answered: what an earlier one says is no news. */
  let answered = 0
  let asked = 0

  function answer(turn: number, found: RootSummary | Failure): void {
    if (turn < answered) return
    answered = turn
    if ('users' in found) summary.value = found
    failure.value = 'users' in found ? null : found
    isLoading.value = turn < asked
  }

  async function load(): Promise<void> {
    const turn = ++asked
    isLoading.value = true
    answer(turn, await client.root.summary().catch(failureOf))
  }

  /** Opens another root; throws what the studio said when it is not one. */
  async function open(path: string): Promise<void> {
    const editing = useEditing()
    await editing.whenAllPutAway()
    const opened = await client.root.open({ path })
    answer(++asked, opened)
    // A photo of the same name may be another one there.
    editing.ahead.want([])
    images.forgetImages()
    news.forgetNews()
  }

  /** Changes a setting of the root, for everybody. */
  async function configure(change: Partial<RootSettings>): Promise<void> {
    const settings = await client.root.configure(change)
    if (summary.value) summary.value = { ...summary.value, settings }
  }

  function userOf(id: string): UserSummary | undefined {
    return users.value.find((user) => user.id === id)
  }

  return {
    ...images,
    summary,
    users,
    failure,
    isLoading,
    load,
    open,
    configure,
    ...news,
    userOf,
  }
})
