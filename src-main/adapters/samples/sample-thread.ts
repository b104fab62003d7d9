// One thread of the sample pool: makes one sample after the other, in the order it was asked.

import type { MessagePort } from 'node:worker_threads'
import { StudioError, wordsOfError } from '../../core/errors.ts'
import type { SampleReader } from '../../services/ports.ts'
import { createSampleMaker } from './make-sample.ts'
import { openSampleFiles } from './open-sample-files.ts'
import type {
  FromSampleThread,
  SampleResult,
  SampleThreadData,
  SampleWork,
  ToSampleThread,
} from './sample-messages.ts'

export function serveSamples(port: MessagePort, { rootPath }: SampleThreadData): void {
  const maker = createSampleMaker(openSampleFiles(rootPath))
  const asked: Extract<ToSampleThread, { type: 'work' }>[] = []
  let isWorking = false

  async function workOff(): Promise<void> {
    isWorking = true
    for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
      const result = await make(maker, next.work)
      const answer: FromSampleThread = { id: next.id, result }
      port.postMessage(answer, buffersOf(result))
    }
    isWorking = false
  }

  port.on('message', (message: ToSampleThread) => {
    if (message.type === 'close') {
      asked.length = 0
      port.close()
      return
    }
    asked.push(message)
    if (!isWorking) void workOff()
  })
}

async function make(maker: SampleReader, work: SampleWork): Promise<SampleResult> {
  try {
    if (work.type === 'sample') return { type: 'made', ...(await maker.sample(work.request)) }
    return { type: 'made', pixels: await maker.image(work.image, work.size), labels: null }
  } catch (error) {
    const { stack = '' } = error instanceof Error ? error : new Error(String(error))
    const kind = error instanceof StudioError ? error.kind : null
    return { type: 'failed', kind, words: wordsOfError(error), stack }
  }
}

/** Handed over, not copied. */
function buffersOf(result: SampleResult): ArrayBuffer[] {
  if (result.type === 'failed') return []
  const { pixels, labels } = result
  return labels === null ? [pixels.buffer] : [pixels.buffer, labels.buffer]
}
