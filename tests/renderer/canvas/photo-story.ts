// A story on a photo: a red box on a blue ground, and the jobs of its worker done in place.

import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'
import { createPhotoJobs } from '../../../src-renderer/canvas/photo/photo-jobs.ts'
import type { AskPhoto, PhotoJobKind } from '../../../src-renderer/canvas/photo/photo-jobs.ts'
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
  story.photo = { ask: inPlace(photo) }
  return story
}

/** How many pixels have the value, and whether they are those of the box. */
export function labelled(story: PaintStory, value: number): { count: number; isBox: boolean } {
  const { data } = story.session.labelMap
  const at = [...data.keys()].filter((i) => data[i] === value)
  const isAll = at.every((i) => isBox(i % WIDTH, Math.floor(i / WIDTH)))
  return { count: at.length, isBox: isAll && at.length === BOX_PIXELS }
}

/** Until nothing is waited for any more; an answer may lead to further questions. */
export async function settled({ waiting }: PaintStory): Promise<void> {
  for (let done = -1; done !== waiting.length;) {
    done = waiting.length
    await Promise.all(waiting)
  }
}

/** Twice inside of the box, by its edges, and twice outside, with a class each. */
export function scribbleTwice(story: PaintStory): PaintStory {
  for (const [from, to, activeClass] of [
    [14, 17, 1],
    [7, 10, 5],
    [30, 33, 1],
    [38, 41, 5],
  ] as const) {
    story.settings = { ...story.settings, activeClass }
    story.press(from, 12).drag([to, 24]).release(to, 24)
  }
  return story
}
