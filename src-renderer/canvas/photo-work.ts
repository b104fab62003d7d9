// A photo's pixels for the tools that look at them, and what was worked out from them once: edges and
// superpixels. Everything here goes when the photo does.

import { StudioError } from '../../src-main/core/errors.ts'
import { createEdgeMap } from '../../src-main/core/vision/edge-map.ts'
import type { EdgeMap } from '../../src-main/core/vision/edge-map.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'
import type { Superpixels } from '../../src-main/core/vision/superpixels.ts'
import type { Size } from './camera.ts'
import type { AskPhoto, PhotoJobKind } from './photo-jobs.ts'
import type { PhotoMessage } from './photo-worker.ts'
import { createWorkerRunner } from './worker-runner.ts'

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

/** Runs the jobs in a worker that gets the photo first. */
export function createPhotoRunner(photo: PhotoPixels): PhotoJobRunner {
  const runner = createWorkerRunner(() => {
    const worker = new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' })
    worker.postMessage({ photo } satisfies PhotoMessage)
    return worker
  })
  const ask = (name: PhotoJobKind, request: unknown): Promise<unknown> =>
    runner.ask({ name, ask: request })
  return { ask: ask as AskPhoto, dispose: () => runner.dispose() }
}
