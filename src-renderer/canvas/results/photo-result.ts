// The chosen run's result of the photo in the editor: its planes, each read when it is first asked for. Nothing is read
// while it must not be seen.

import { computed, onScopeDispose, shallowReactive, watch } from 'vue'
import type { ComputedRef } from 'vue'
import { invariant } from '../../../src-main/core/errors.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { failureOf } from '../../page/failure.ts'
import type { Failure } from '../../page/failure.ts'
import { mediaUrl } from '../../page/media.ts'
import { keyOf } from '../../stores/predictions.ts'
import type { PredictionSource } from '../../stores/predictions.ts'
import type { Editor } from '../editor.ts'
import type { ResultJob, ResultKind } from './result-picture.ts'
import { createWorkerRunner } from '../../page/worker-runner.ts'

export type ResultPlane =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly plane: LabelMap }
  | { readonly state: 'failed'; readonly failure: Failure }

export interface PhotoResult {
  /** Which result is chosen for the photo; null while there is none, or it must not be seen. */
  readonly key: ComputedRef<string | null>
  /** What is known of it; undefined until it is asked for. */
  seen(kind: ResultKind): ResultPlane | undefined
  /** Reads it once. Errors as of `readResult`. */
  load(kind: ResultKind): Promise<LabelMap>
}

/** `source`: null while there is none, or it must not be seen. */
export function usePhotoResult(
  editor: () => Editor | null,
  source: () => PredictionSource | null,
): PhotoResult {
  const runner = createWorkerRunner(
    () => new Worker(new URL('./result-worker.ts', import.meta.url), { type: 'module' }),
  )
  onScopeDispose(runner.dispose)
  const asked = new Map<ResultKind, Promise<LabelMap>>()
  const planes = shallowReactive(new Map<ResultKind, ResultPlane>())
  const key = computed(() => {
    const chosen = source()
    return editor() === null || chosen === null ? null : keyOf(chosen)
  })

  function job(kind: ResultKind): ResultJob {
    const [opened, chosen] = [editor(), source()]
    invariant(opened !== null && chosen !== null, 'photo result: there is none to be read')
    const { runId, stage, checkpoint } = chosen
    const { name, session } = opened
    const { width, height } = session.labelMap
    const url = mediaUrl({ kind, runId, stage, checkpoint, name })
    return { kind, url, size: { width, height } }
  }

  watch([editor, key], () => {
    asked.clear()
    planes.clear()
  })
  return {
    key,
    seen: (kind) => planes.get(kind),
    load(kind) {
      const before = asked.get(kind)
      if (before !== undefined) return before
      const reading = runner.ask(job(kind)) as Promise<LabelMap>
      const tell = (plane: ResultPlane): void => {
        if (asked.get(kind) === reading) planes.set(kind, plane)
      }
      asked.set(kind, reading)
      tell({ state: 'loading' })
      reading.then(
        (plane) => tell({ state: 'ready', plane }),
        (error: unknown) => tell({ state: 'failed', failure: failureOf(error) }),
      )
      return reading
    },
  }
}
