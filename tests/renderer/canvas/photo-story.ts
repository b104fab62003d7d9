// A story on a photo: a red box on a blue ground, and the jobs of its worker done in place.

import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'
import { createPhotoJobs } from '../../../src-renderer/canvas/photo-jobs.ts'
import type { AskPhoto, PhotoJobKind } from '../../../src-renderer/canvas/photo-jobs.ts'
import { createPhotoWork } from '../../../src-renderer/canvas/photo-work.ts'
import type { ToolId } from '../../../src-renderer/canvas/tools/tool.ts'
import { BLUE, RED, photoOf } from '../../core/vision/photos.ts'
import { startPainting } from './paint-story.ts'
import type { PaintStory } from './paint-story.ts'

export const [WIDTH, HEIGHT] = [48, 36]
const isBox = (x: number, y: number): boolean => x >= 12 && x < 36 && y >= 9 && y < 27
const photo = photoOf(WIDTH, HEIGHT, (x, y) => (isBox(x, y) ? RED : BLUE))
export const BOX_PIXELS = 24 * 18

export function inPlace(pixels: PhotoPixels): AskPhoto {
  const jobs = createPhotoJobs(pixels)
  const ask = (kind: PhotoJobKind, request: never): Promise<unknown> =>
    Promise.resolve(jobs[kind](request))
  return ask as AskPhoto
}

export function startOnPhoto(toolId: ToolId): PaintStory {
  const story = startPainting(toolId, WIDTH, HEIGHT)
  const ask = inPlace(photo)
  story.photo = createPhotoWork(() => photo, { ask, dispose: () => undefined })
  return story
}

/** How many pixels have the value, and whether they are those of the box. */
export function labelled(story: PaintStory, value: number): { count: number; isBox: boolean } {
  const { data } = story.session.labelMap
  const at = [...data.keys()].filter((i) => data[i] === value)
  const isAll = at.every((i) => isBox(i % WIDTH, Math.floor(i / WIDTH)))
  return { count: at.length, isBox: isAll && at.length === BOX_PIXELS }
}
