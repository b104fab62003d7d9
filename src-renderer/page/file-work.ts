// Work on many files that the studio tells of as it goes: how far it is, its report, and a person who stops it.

import { ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { useRequest } from './request.ts'
import type { Request } from './request.ts'

export interface FileProgress {
  readonly done: number
  readonly total: number
  readonly file: string
}

type WorkEvent<Progress, Report> =
  | ({ readonly type: 'progress' } & Progress)
  | { readonly type: 'finished'; readonly report: Report }

export interface FileWork<Progress, Report> extends Pick<Request, 'isBusy' | 'failure'> {
  /** The last that was told, also after the work has ended; null before. */
  readonly progress: Readonly<ShallowRef<Progress | null>>
  /** By a person, who wants to read what became of it. */
  readonly isStopped: Readonly<Ref<boolean>>
  /** Undefined when it failed, was stopped, or other work began. */
  follow(
    ask: (signal: AbortSignal) => Promise<AsyncIterable<WorkEvent<Progress, Report>>>,
  ): Promise<Report | undefined>
  stop(): void
  /** Stops what is under way, and forgets what came of it. */
  forget(): void
}

export function useFileWork<Progress extends FileProgress, Report>(): FileWork<Progress, Report> {
  const { isBusy, failure, run, stop: stopRequest } = useRequest()
  const progress: ShallowRef<Progress | null> = shallowRef(null)
  const isStopped = ref(false)

  function forget(): void {
    stopRequest()
    progress.value = null
    isStopped.value = false
  }

  return {
    isBusy,
    failure,
    progress,
    isStopped,
    follow(ask) {
      forget()
      return run(async (signal) => {
        let report: Report | undefined
        for await (const event of await ask(signal)) {
          if (event.type === 'progress') progress.value = event
          else report = event.report
        }
        return report
      })
    },
    stop() {
      if (!isBusy.value) return
      stopRequest()
      isStopped.value = true
    },
    forget,
  }
}
