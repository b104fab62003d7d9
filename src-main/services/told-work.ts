// Work on many things that tells how far it is as it goes, for one watcher, and that is over when the watcher is.

import { StudioError } from '../core/errors.ts'
import type { Words } from '../core/said.ts'
import { EventStream } from './event-stream.ts'
import type { Withdrawal } from './withdrawal.ts'

export interface TellWork<Event> {
  /** The watcher sees the latest of what it has not read yet. */
  tell(event: Event): void
  /** Error: cancelled, when nobody waits for the work any more. Called where it can end with nothing half done. */
  requireWanted(): void
}

export interface WorkWatcher {
  readonly withdrawal: Withdrawal | undefined
  /** The message of the error `cancelled`. */
  stopped(): Words
}

/**
 * The events of the work, then its answer. Errors: those of the work. Left early, it ends when the work has ended at
 * its next `requireWanted`.
 */
export async function* toldWork<Event, Answer>(
  work: (told: TellWork<Event>) => Promise<Answer>,
  { withdrawal, stopped }: WorkWatcher,
): AsyncGenerator<Event, Answer, undefined> {
  let isLeft = false
  const events = new EventStream<Event>({ onClose: () => undefined, isOutdated: () => true })
  const answer = work({
    tell: (event) => events.push(event),
    requireWanted() {
      if (isLeft || withdrawal?.aborted === true) throw new StudioError('cancelled', stopped())
    },
  }).finally(() => events.end())
  // It may fail while the watcher is busy with an event: the error is for its next question.
  answer.catch(() => undefined)
  try {
    yield* events
    return await answer
  } finally {
    isLeft = true
    await answer.catch(() => undefined)
  }
}
