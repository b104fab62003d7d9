// A photo's pixels for the tools that look at them, and what was worked out from them once: edges and
// superpixels. Everything here goes when the photo does.

import { StudioError } from '../../src-main/core/errors.ts'
import { createEdgeMap } from '../../src-main/core/vision/edge-map.ts'
import type { EdgeMap } from '../../src-main/core/vision/edge-map.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'
import type { Superpixels } from '../../src-main/core/vision/superpixels.ts'
import type { Size } from './camera.ts'
import type { AskPhoto } from './photo-jobs.ts'
import type { WorkerAnswer, WorkerRequest } from './photo-worker.ts'

export interface PhotoWork {
  readonly pixels: PhotoPixels
  readonly edges: EdgeMap
  /** Cells about `cellSize` pixels wide; the same ones when asked again. */
  superpixels(cellSize: number): Promise<Superpixels>
  readonly ask: AskPhoto
  dispose(): void
}

export interface PhotoJobRunner {
  readonly ask: AskPhoto
  dispose(): void
}

export function createPhotoWork(pixels: PhotoPixels, runner: PhotoJobRunner): PhotoWork {
  const cells = new Map<number, Promise<Superpixels>>()
  let edges: EdgeMap | null = null
  return {
    pixels,
    get edges() {
      return (edges ??= createEdgeMap(pixels))
    },
    superpixels(cellSize) {
      const known = cells.get(cellSize)
      if (known !== undefined) return known
      const found = runner.ask('superpixels', { cellSize })
      cells.set(cellSize, found)
      return found
    },
    ask: runner.ask,
    dispose: () => runner.dispose(),
  }
}

/** The photo's pixels at the size of its label map. Error: unsupported when there is no canvas for it. */
export function readPixels(photo: CanvasImageSource, { width, height }: Size): PhotoPixels {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) {
    throw new StudioError(
      'unsupported',
      `A canvas of ${width}x${height} pixels could not be made to read the photo; close other photos and windows, then open it again.`,
    )
  }
  context.drawImage(photo, 0, 0, width, height)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: Error) => void
}

/** Runs the jobs in a worker that starts with the first one. */
export function createWorkerRunner(photo: PhotoPixels): PhotoJobRunner {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let lastId = 0

  function start(): Worker {
    const started = new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      const job = waiting.get(data.id)
      waiting.delete(data.id)
      if ('answer' in data) job?.resolve(data.answer)
      else job?.reject(new StudioError('unsupported', failureText(data.failure)))
    })
    started.addEventListener('error', (event) => {
      waiting.forEach(({ reject }) =>
        reject(new StudioError('unsupported', failureText(event.message))),
      )
      waiting.clear()
      worker = null
    })
    started.postMessage({ kind: 'photo', photo } satisfies WorkerRequest)
    return started
  }

  const ask: AskPhoto = (name, request) => {
    worker ??= start()
    const id = ++lastId
    const job = { kind: 'job', id, job: { name, ask: request } } as WorkerRequest
    worker.postMessage(job)
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
    })
  }

  return {
    ask,
    dispose() {
      worker?.terminate()
      worker = null
      waiting.clear()
    },
  }
}

function failureText(reason: string): string {
  return `The tool could not finish its work on this photo: ${reason}. Try a smaller region, or open the photo again.`
}
