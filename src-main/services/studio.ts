// One running studio: the opened root with its job queue and its photo desk, and the way to open another root.

import { StudioError } from '../core/errors.ts'
import { said } from '../core/said.ts'
import { PhotoDesk } from './label-editing/photo-desk.ts'
import { SmartClick } from './assist/smart-click.ts'
import { createPairComparison } from './labelling/compare-pair.ts'
import type { ComparePair } from './labelling/compare-pair.ts'
import { MasksReadNews } from './masks-read.ts'
import { OpenRequests } from './open-requests.ts'
import type { Ports, PssRoot, RootPorts } from './ports.ts'
import { JobQueue } from './runs/job-queue.ts'
import { recoverRuns } from './runs/recover-runs.ts'
import { describeError } from './rpc-errors.ts'
import { ThumbnailPass } from './thumbnail-pass.ts'

export interface OpenedRoot extends RootPorts {
  readonly queue: JobQueue
  readonly desk: PhotoDesk
  readonly smartClick: SmartClick
  readonly thumbnails: ThumbnailPass
  readonly comparePair: ComparePair
}

export interface Studio {
  readonly ports: Ports
  /** Every door answers through these: a root is closed when they are done with it. */
  readonly requests: OpenRequests
  readonly masksRead: MasksReadNews
  /** The root that is open now. */
  readonly opened: () => OpenedRoot
  /** Errors: conflict while runs are going; invalidInput or notFound for a folder that is no PSS root. */
  open(path: string): Promise<OpenedRoot>
  /** Pauses the running job at its next iteration, then lets go of the root. */
  close(): Promise<void>
  /** Kills the running job; for an impatient end. */
  abort(): void
}

export async function createStudio(ports: Ports, rootPath: string): Promise<Studio> {
  const masksRead = new MasksReadNews()
  let current = await openRoot(ports, rootPath, masksRead)
  const requests = new OpenRequests()
  let previousClosed: Promise<void> = Promise.resolve()

  async function open(path: string): Promise<OpenedRoot> {
    if (current.queue.isBusy) {
      throw new StudioError(
        'conflict',
        said`a run is going in this root; pause or cancel it before opening another`,
      )
    }
    const next = await openRoot(ports, path, masksRead)
    const previous = current
    current = next
    // Not awaited: this call is itself a request that is being answered.
    previousClosed = closeRoot(previous, requests).catch((error: unknown) =>
      ports.machine.log(describeError(error)),
    )
    return next
  }

  return {
    ports,
    requests,
    masksRead,
    opened: () => current,
    open,
    async close() {
      await previousClosed
      await closeRoot(current, requests)
      masksRead.close()
    },
    abort() {
      current.smartClick.close()
      void current.thumbnails.close()
      current.queue.abort()
    },
  }
}

async function openRoot(ports: Ports, path: string, masksRead: MasksReadNews): Promise<OpenedRoot> {
  const opened = await ports.openRoot(path)
  masksRead.listenTo(opened.root)
  await recoverRuns(opened, ports.machine)
  const { workers, machine, weights } = ports
  const thumbnails = new ThumbnailPass({ root: opened.root, workers, machine })
  const rootPorts = { ...opened, root: tellingOfPhotos(opened.root, () => thumbnails.look()) }
  const { root } = rootPorts
  const segmenter = ports.openSegmenter(root.path)
  return {
    ...rootPorts,
    thumbnails,
    comparePair: createPairComparison(rootPorts),
    queue: new JobQueue({ ...rootPorts, workers, machine }, (isBusy) => thumbnails.hold(isBusy)),
    smartClick: new SmartClick({ root, weights, segmenter }),
    desk: new PhotoDesk({ ...rootPorts, machine }),
  }
}

/** Whoever lists a user finds the photos that came or changed. */
function tellingOfPhotos(root: PssRoot, tell: () => void): PssRoot {
  return {
    ...root,
    async listUser(user) {
      const listing = await root.listUser(user)
      if (listing.hasNewPhotos) tell()
      return listing
    },
  }
}

async function closeRoot(opened: OpenedRoot, requests: OpenRequests): Promise<void> {
  opened.smartClick.close()
  await opened.thumbnails.close()
  await opened.queue.close()
  await requests.settled()
  await opened.journals.close()
  await opened.root.close()
}
