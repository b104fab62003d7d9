// What crosses between the sample pool and its threads. Both ends are this program, of this version.

import type { ErrorKind } from '../../core/errors.ts'
import type { SampleRequest, TrainingSample } from '../../services/ports.ts'
import type { ImageReference } from '../../services/ports/image-reference.ts'
import type { Words } from '../../core/said.ts'

/** What a thread is started with. */
export interface SampleThreadData {
  readonly rootPath: string
}

export type SampleWork =
  | { readonly type: 'sample'; readonly request: SampleRequest }
  | {
      readonly type: 'image'
      readonly image: ImageReference
      readonly size: { readonly width: number; readonly height: number }
    }

/** `close`: end as soon as the work in hand is done, and leave the rest. */
export type ToSampleThread =
  | { readonly type: 'work'; readonly id: number; readonly work: SampleWork }
  | { readonly type: 'close' }

export interface FromSampleThread {
  readonly id: number
  readonly result: SampleResult
}

export type SampleResult =
  | ({ readonly type: 'made' } & TrainingSample)
  /** `kind` is null for a fault of the program, whose stack goes along. */
  | {
      readonly type: 'failed'
      readonly kind: ErrorKind | null
      readonly words: Words
      readonly stack: string
    }
