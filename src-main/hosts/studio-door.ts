// What every host hands to its door: the router, the pictures, the log and an orderly end.

import type { Ports } from '../services/ports.ts'
import type { MediaFile } from '../services/ports/media-file.ts'
import { resolveMedia } from '../services/media/resolve-media.ts'
import { createRouter } from '../services/router.ts'
import type { StudioRouter } from '../services/router.ts'
import { describeError } from '../services/rpc-errors.ts'
import { createStudio } from '../services/studio.ts'
import type { Studio } from '../services/studio.ts'

export interface StudioDoor {
  readonly studio: Studio
  readonly router: StudioRouter
  /** The bytes behind a path of contract/media.ts, percent-encoded, without query. */
  media(path: string): Promise<MediaFile>
  log(error: unknown): void
  /** Pauses the running job at its next iteration, then closes the root. */
  close(): Promise<void>
  /** Kills the running job; its run can be resumed from its last checkpoint. */
  abort(): void
}

/** Errors: invalidInput or notFound when `rootPath` is no PSS root. */
export async function openStudioDoor(ports: Ports, rootPath: string): Promise<StudioDoor> {
  const studio = await createStudio(ports, rootPath)
  return {
    studio,
    router: createRouter(studio),
    media: (path) => studio.requests.track(() => resolveMedia(studio.opened(), ports.codec, path)),
    log: (error) => ports.machine.log(describeError(error)),
    close: () => studio.close(),
    abort: () => studio.abort(),
  }
}
