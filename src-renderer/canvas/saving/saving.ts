// Saving one label map: what is stored, what is not yet, and what went wrong. At most one request at a time;
// edits made meanwhile stay unsaved. A conflict is never overwritten unless told.

import { shallowReactive } from 'vue'
import type { StudioError } from '../../../src-main/core/errors.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { failureOf } from '../../page/failure.ts'
import type { Failure } from '../../page/failure.ts'

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict'

export interface Saving {
  readonly state: SaveState
  readonly failure: Failure | null
  /** Null while there is no mask file. */
  readonly revision: string | null
  /** Tells that the map changed or came back to what is stored. */
  touch(): void
  /** True when the map is stored afterwards. */
  save(): Promise<boolean>
  /** Takes the stored file's revision as the base, so that the next save replaces it. */
  rebase(revision: string | null): void
  /** The photo is no longer this page's: nothing is saved until told to replace what is stored. */
  refuse(error: StudioError): void
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

export interface SavingPorts {
  readonly labelMap: LabelMap
  readonly revision: string | null
  /** False when the map holds more than the file from the start. */
  readonly isStored: boolean
  /** Equal counts mean equal pixels. */
  editCount(): number
  /** What must be done before the map is taken to be stored; its failure does not keep from storing. */
  prepare(): Promise<unknown>
  store(labelMap: LabelMap, revision: string | null): Promise<{ readonly revision: string }>
}

export function createSaving(ports: SavingPorts): Saving {
  let storedCount = ports.isStored ? ports.editCount() : null
  let pending: Promise<boolean> | null = null
  let refusal: StudioError | null = null
  /** Told to replace what is stored. */
  let mayReplace = false
  const saving: Mutable<Saving> = shallowReactive<Mutable<Saving>>({
    state: ports.isStored ? 'saved' : 'unsaved',
    failure: null,
    revision: ports.revision,
    touch,
    save: () => (pending ??= run().finally(() => (pending = null))),
    rebase(revision: string | null) {
      mayReplace = true
      saving.revision = revision
      saving.failure = null
      saving.state = 'unsaved'
    },
    refuse(error) {
      refusal = error
      if (!mayReplace) fail(error)
    },
  })
  return saving

  function touch(): void {
    if (saving.state === 'saving' || saving.state === 'conflict') return
    saving.state = ports.editCount() === storedCount ? 'saved' : 'unsaved'
  }

  async function run(): Promise<boolean> {
    saving.state = 'saving'
    await ports.prepare()
    if (refusal !== null && !mayReplace) {
      fail(refusal)
      return false
    }
    const count = ports.editCount()
    try {
      const { revision } = await ports.store(ports.labelMap, saving.revision)
      saving.revision = revision
      saving.failure = null
      refusal = null
      mayReplace = false
      storedCount = count
      saving.state = ports.editCount() === count ? 'saved' : 'unsaved'
      return true
    } catch (error) {
      fail(error)
      return false
    }
  }

  function fail(error: unknown): void {
    saving.failure = failureOf(error)
    saving.state = saving.failure.kind === 'conflict' ? 'conflict' : 'failed'
  }
}
