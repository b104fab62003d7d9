// Thumbnails of all photos, made beside all other work, so that nobody waits for them later.

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { STOCK_SIZES } from './media.ts'

export const thumbnailWishSchema = z.object({
  /** Of the thumbnails that the window shows. */
  size: z.literal(STOCK_SIZES),
  isPaused: z.boolean(),
})

export const thumbnailProgressSchema = z.object({
  /**
   * `waiting`: a run has the machine, the work goes on after it. `stopped`: it cannot go on, which the log explains;
   * the next wish tries again. `done` with a total of 0 where nothing can be stored.
   */
  state: z.enum(['making', 'paused', 'waiting', 'stopped', 'done']),
  /** Photos of all users that have their thumbnail, or are known to be damaged. */
  done: z.int(),
  total: z.int(),
  /** Photos that are damaged: the root's problems say how. */
  unreadable: z.int(),
})

export const thumbnailsContract = {
  /**
   * Makes the thumbnails that are missing and tells how far that is, until the root is closed. Whoever asked last
   * decides the size and the pause; the work goes on when nobody listens any more.
   */
  makeAll: oc.input(thumbnailWishSchema).output(eventIterator(thumbnailProgressSchema)),
}

export type ThumbnailWish = z.infer<typeof thumbnailWishSchema>
export type ThumbnailProgress = z.infer<typeof thumbnailProgressSchema>
