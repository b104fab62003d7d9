// All thumbnails that are missing, made inside a worker process that runs behind every other one.

import { availableParallelism } from 'node:os'
import { mapConcurrent } from '../../adapters/files/map-concurrent.ts'
import { openRoot } from '../../adapters/pss-root/open-root.ts'
import type { Problem } from '../../contract/schemas.ts'
import type { PssRoot, WorkerEvent } from '../../services/ports.ts'
import type {
  MissingThumbnails,
  ThumbnailEvent,
  ThumbnailRequest,
} from '../../services/ports/thumbnail-files.ts'
import { reportOf } from '../../services/runs/job.ts'
import { stepBehind } from './step-behind.ts'

export interface WorkerThumbnails extends ThumbnailRequest {
  readonly log: (message: string) => void
}

/** One core is the window's; more photos than this are waited for by the disk. */
const AT_ONCE = Math.max(1, Math.min(8, availableParallelism() - 1))
/** After so many for each core it is told how far the work is: every half second for photos of 12 megapixels. */
const TOLD_EVERY = 16 * AT_ONCE

export async function* makeThumbnailsInWorker({
  rootPath,
  size,
  log,
}: WorkerThumbnails): AsyncGenerator<WorkerEvent, void, undefined> {
  try {
    stepBehind()
    const { root } = await openRoot(rootPath, { as: 'worker' })
    try {
      yield* makeAll(root, size)
    } finally {
      await root.close()
    }
  } catch (error) {
    yield { type: 'refused', error: reportOf(error, { log }) }
  }
  yield { type: 'ended' }
}

async function* makeAll(
  root: PssRoot,
  size: ThumbnailRequest['size'],
): AsyncGenerator<ThumbnailEvent, void, undefined> {
  const missing = new Map<string, MissingThumbnails>()
  for (const user of await root.users()) missing.set(user, await root.missingThumbnails(user, size))
  const all = [...missing.values()]
  const total = all.reduce((sum, { photoCount }) => sum + photoCount, 0)
  let done = total - all.reduce((sum, { names }) => sum + names.length, 0)
  let unreadable = all.reduce((sum, { unreadableCount }) => sum + unreadableCount, 0)
  for (const [user, { names }] of missing) {
    for (let first = 0; first < names.length; first += TOLD_EVERY) {
      const some = names.slice(first, first + TOLD_EVERY)
      const found = await mapConcurrent(some, AT_ONCE, (name) =>
        root.prepareThumbnail(user, name, size),
      )
      const problems = found.filter((problem): problem is Problem => problem !== null)
      done += some.length
      unreadable += problems.length
      yield { type: 'thumbnailsMade', done, total, unreadable, problems }
    }
  }
}
