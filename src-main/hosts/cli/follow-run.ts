// Shows a run on stderr until it ends. Ctrl-C pauses it at its next iteration; a second one kills it.

import type { RunEvent, RunSummary } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import { percent } from './format.ts'
import type { Client } from './open-client.ts'
import type { Output } from './output.ts'
import { untilInterrupted } from './until-interrupted.ts'

/** The record of the ended (or paused) run. Errors: the run's own when it failed. */
export async function followRun(
  { api, door }: Client,
  runId: string,
  output: Output,
): Promise<RunSummary> {
  const events = await api.runs.watch({ runId })
  const stopListening = pauseWhenInterrupted({ api, door }, runId, output)
  try {
    for await (const event of events) {
      showEvent(event, output)
      if (event.type === 'statusChanged' && event.status === 'paused') break
    }
  } finally {
    stopListening()
  }
  const run = await api.runs.get({ runId })
  if (run.status === 'finished') return run
  if (run.error !== null) throw new StudioError(kindOf(run.error.kind), run.error.message)
  throw new StudioError(
    'cancelled',
    `run ${runId} is ${run.status}; go on with: pss adapt --root DIR --resume ${runId}`,
  )
}

function kindOf(kind: string): StudioError['kind'] {
  return kind === 'internal' ? 'io' : (kind as StudioError['kind'])
}

function pauseWhenInterrupted({ api, door }: Client, runId: string, output: Output): () => void {
  let isListening = true
  const onInterrupt = async (): Promise<void> => {
    await untilInterrupted()
    if (!isListening) return
    output.note('pausing at the next iteration (press Ctrl-C again to kill the run)')
    await api.runs.pause({ runId })
    await untilInterrupted()
    door.abort()
  }
  void onInterrupt()
  return () => {
    isListening = false
  }
}

function showEvent(event: RunEvent, output: Output): void {
  switch (event.type) {
    case 'phaseStarted':
      return output.note(`${event.phase} ...`)
    case 'progress':
      return output.progress(progressText(event))
    case 'evaluated':
      return output.note(scoreText(event))
    case 'note':
      return output.note(`note: ${event.message}`)
    case 'phaseFinished':
      return output.note(`${event.phase} done in ${duration(event.seconds)}`)
    case 'loss':
    case 'statusChanged':
      return
  }
}

function progressText(event: Extract<RunEvent, { type: 'progress' }>): string {
  const { phase, done, total, imagesPerSecond, waitShare, secondsLeft } = event
  const rate = imagesPerSecond > 0 ? `, ${imagesPerSecond.toFixed(1)} images/s` : ''
  const wait = waitShare === undefined ? '' : ` (${percent(waitShare)} % waiting for photos)`
  const left = secondsLeft === null ? '' : `, ${duration(secondsLeft)} left in all`
  return `${phase} ${done}/${total}${rate}${wait}${left}`
}

function scoreText({ scores }: Extract<RunEvent, { type: 'evaluated' }>): string {
  const { stage, checkpoint, iteration, fiou, miou } = scores
  const f = percent(fiou['official']?.mean)
  return `${stage} ${checkpoint} at ${iteration}: FIoU ${f}, MIoU ${percent(miou['official'])}`
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
