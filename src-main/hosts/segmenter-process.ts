// The promptable segmenter as worker processes, one for each half: a photo that is being encoded keeps nobody waiting
// who asks for a mask of another, and what goes wrong there leaves the studio alone.

import { StudioError, StudioFault, invariant } from '../core/errors.ts'
import { inEnglish, said, wordsOf } from '../core/said.ts'
import type { WorkerEvent, WorkerLauncher, WorkerProcess } from '../services/ports.ts'
import type { ImageReference } from '../services/ports/image-reference.ts'
import type {
  PromptableSegmenter,
  SegmenterDevice,
  SegmenterRequest,
} from '../services/ports/promptable-segmenter.ts'
import { chooseEncoderDevice } from './encoder-device.ts'
import type { DeviceTrials } from './try-devices.ts'

/** A process that nobody asks gives its memory back. */
const IDLE_MS = 5 * 60_000

export interface SegmenterWorld {
  readonly workers: WorkerLauncher
  readonly devices: DeviceTrials
  readonly log: (message: string) => void
}

export function createSegmenterProcess(
  { workers, devices, log }: SegmenterWorld,
  rootPath: string,
): PromptableSegmenter {
  const [encoder, decoder] = [createHalf(workers), createHalf(workers)]
  const choice = chooseEncoderDevice(devices, log)

  async function encodeOn(device: SegmenterDevice, image: ImageReference): Promise<string> {
    const event = await encoder.ask({ type: 'encode', rootPath, image, device })
    invariant(event.type === 'encoded', `segmenter: ${event.type} is no answer to encode`)
    return event.key
  }

  async function encode(image: ImageReference): Promise<string> {
    const { device } = choice.now()
    try {
      return await encodeOn(device, image)
    } catch (error) {
      if (device === 'cpu' || isOfThePhoto(error)) throw error
      choice.giveUp(device, error)
      return encodeOn('cpu', image)
    }
  }

  return {
    async encode(image) {
      const key = await encode(image)
      choice.find()
      return key
    },
    encoderDevice: () => choice.now(),
    async decode(key, wish) {
      const event = await decoder.ask({ type: 'decode', rootPath, key, ...wish })
      invariant(event.type === 'decoded', `segmenter: ${event.type} is no answer to decode`)
      return event.candidates
    },
    close() {
      encoder.end()
      decoder.end()
    },
  }
}

/** What would go wrong on any device. */
function isOfThePhoto(error: unknown): boolean {
  return error instanceof StudioError && ['notFound', 'corrupt', 'cancelled'].includes(error.kind)
}

interface Half {
  ask(request: SegmenterRequest): Promise<WorkerEvent>
  end(): void
}

interface Running {
  readonly worker: WorkerProcess
  readonly events: AsyncIterator<WorkerEvent>
}

function createHalf(workers: WorkerLauncher): Half {
  let running: Running | null = null
  let idle: ReturnType<typeof setTimeout> | undefined
  let isBusy = false

  function end(): void {
    clearTimeout(idle)
    running?.worker.kill()
    running = null
  }

  function start(): Running {
    const worker = workers.launch()
    return { worker, events: worker.events()[Symbol.asyncIterator]() }
  }

  return {
    async ask(request) {
      invariant(!isBusy, 'segmenter: one request at a time')
      isBusy = true
      clearTimeout(idle)
      try {
        running ??= start()
        running.worker.send(request)
        return answerOf(await nextOf(running))
      } catch (error) {
        if (isDeath(error)) running = null
        throw error
      } finally {
        isBusy = false
        idle = setTimeout(end, IDLE_MS)
        // It keeps no program alive.
        idle.unref()
      }
    },
    end,
  }
}

const DEATH = said`the process of smart click has ended`

async function nextOf({ events }: Running): Promise<WorkerEvent> {
  try {
    const next: IteratorResult<WorkerEvent, unknown> = await events.next()
    if (next.done !== true) return next.value
  } catch (cause) {
    const kind = cause instanceof StudioError ? cause.kind : 'io'
    throw new StudioError(kind, said`${DEATH}; click again to start it anew`, { cause })
  }
  throw new StudioError('cancelled', said`${DEATH}: it is not needed any more`)
}

function isDeath(error: unknown): boolean {
  return error instanceof StudioError && inEnglish(error.words).startsWith(inEnglish(DEATH))
}

function answerOf(event: WorkerEvent): WorkerEvent {
  if (event.type !== 'refused') return event
  const { kind, ...told } = event.error
  throw kind === 'internal' ? new StudioFault(wordsOf(told)) : new StudioError(kind, wordsOf(told))
}
