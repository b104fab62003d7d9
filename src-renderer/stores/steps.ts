// What was done in the library and can be undone, filters and labels alike: one list, newest last.

import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

export interface Step {
  /** What was done, in words. */
  readonly text: string
  undo(): unknown
  redo(): unknown
  /** Steps of one key that follow each other are one step: typing in a field. */
  readonly mergeKey?: string
}

const MOST_STEPS = 200

export const useSteps = defineStore('steps', () => {
  const past = shallowRef<readonly Step[]>([])
  const future = shallowRef<readonly Step[]>([])

  /** For a step that has been taken already. */
  function add(step: Step): void {
    future.value = []
    const last = past.value.at(-1)
    const isSame = last?.mergeKey !== undefined && last.mergeKey === step.mergeKey
    const merged = isSame ? { ...step, undo: () => last.undo() } : step
    past.value = [...(isSame ? past.value.slice(0, -1) : past.value), merged].slice(-MOST_STEPS)
  }

  /** The step that was undone; undefined when there is none. */
  async function undo(): Promise<Step | undefined> {
    const step = past.value.at(-1)
    if (step === undefined) return undefined
    past.value = past.value.slice(0, -1)
    future.value = [...future.value, step]
    await step.undo()
    return step
  }

  async function redo(): Promise<Step | undefined> {
    const step = future.value.at(-1)
    if (step === undefined) return undefined
    future.value = future.value.slice(0, -1)
    past.value = [...past.value, step]
    await step.redo()
    return step
  }

  function clear(): void {
    past.value = []
    future.value = []
  }

  return {
    add,
    undo,
    redo,
    clear,
    nextUndo: computed(() => past.value.at(-1)),
    nextRedo: computed(() => future.value.at(-1)),
  }
})
