// What is under the pointer: place and label, and the run's result there where it may be seen.

import { watchDebounced } from '@vueuse/core'
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { Failure } from '../../page/failure.ts'
import type { ScreenPoint } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import type { PhotoResult } from '../results/photo-result.ts'
import type { ResultKind } from '../results/result-picture.ts'
import { pixelUnder } from '../camera/pixel-under.ts'

export interface Readout {
  readonly x: number
  readonly y: number
  /** The label. */
  readonly value: number
  readonly predicted: ResultLevel
  /** Of the predicted class, in 255ths. */
  readonly probability: ResultLevel
  /** In 255ths of ln 21. */
  readonly entropy: ResultLevel
}

/** A byte of the result; null until it is read; or why there is none. */
export type ResultLevel = number | Failure | null

/** Photos that are flipped past are not worth reading their results. */
const PATIENCE_MS = 300
const KINDS = ['prediction', 'probability', 'entropy'] as const

/** `pointer` in image pixels. Null beside the photo. */
export function useReadout(
  editor: () => Editor | null,
  pointer: () => ScreenPoint | null,
  result: PhotoResult,
): ComputedRef<Readout | null> {
  const isWanted = computed(() => result.key.value !== null && pointer() !== null)
  watchDebounced(
    [editor, result.key, isWanted],
    () => {
      if (!isWanted.value) return
      // What fails is told where its number would be.
      for (const kind of KINDS) result.load(kind).catch(() => undefined)
    },
    { debounce: PATIENCE_MS, immediate: true },
  )

  return computed(() => {
    const [opened, at] = [editor(), pointer()]
    if (opened === null || at === null) return null
    const { labelMap } = opened.session
    const pixel = pixelUnder(labelMap, at)
    if (pixel === null) return null
    const place = pixel.y * labelMap.width + pixel.x
    return {
      ...pixel,
      value: labelMap.data[place]!,
      predicted: levelAt(result, 'prediction', place),
      probability: levelAt(result, 'probability', place),
      entropy: levelAt(result, 'entropy', place),
    }
  })
}

function levelAt(result: PhotoResult, kind: ResultKind, place: number): ResultLevel {
  const known = result.seen(kind)
  switch (known?.state) {
    case 'ready':
      return known.plane.data[place]!
    case 'failed':
      return known.failure
    default:
      return null
  }
}
