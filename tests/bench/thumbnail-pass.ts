// Thumbnails that nobody has looked at yet: how many a second are made behind all else, and how long a photo that is
// looked at meanwhile takes, beside one that is looked at while nothing is made.

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { setTimeout } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Contract } from '../../src-main/contract/contract.ts'
import type { ThumbnailProgress } from '../../src-main/contract/thumbnails.ts'

/** A page's connection to a studio whose thumbnails nobody has made. */
export interface StudioPage {
  readonly address: string
  readonly cookie: string
  /** Makes the thumbnail of the photo with this number. */
  look(photo: number): Promise<void>
}

export interface PassTimes {
  /** Between what is told, while nobody looks at anything. */
  readonly aSecond: readonly number[]
  readonly lookAloneMs: readonly number[]
  readonly lookMeanwhileMs: readonly number[]
}

const LOOKS = 20
/** Somebody who looks at one photo after another. */
const THINK_MS = 150
/** What is told of a start-up is not counted. */
const SETTLED = 32
const QUIET_MS = 8000

export async function measurePass(page: StudioPage, photos: number): Promise<PassTimes> {
  const lookAloneMs = await lookAt(page, photos - LOOKS)
  const told: { readonly done: number; readonly atMs: number }[] = []
  const socket = new WebSocket(new URL('/rpc', page.address), { headers: { Cookie: page.cookie } })
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  const api: ContractRouterClient<Contract> = createORPCClient(link)
  const stop = new AbortController()
  const events = await api.thumbnails.makeAll(
    { size: 192, isPaused: false },
    { signal: stop.signal },
  )
  const listening = listen(events, ({ done }) => told.push({ done, atMs: performance.now() }))
  const first = told.length
  while ((told.at(-1)?.done ?? 0) < LOOKS + SETTLED) await setTimeout(50)
  await setTimeout(QUIET_MS)
  const quiet = told.slice(first).filter(({ done }) => done >= LOOKS + SETTLED)
  const lookMeanwhileMs = await lookAt(page, photos - 2 * LOOKS)
  const isOver = told.at(-1)?.done === photos
  stop.abort()
  await listening
  socket.terminate()
  if (isOver) throw new Error('all thumbnails were made before somebody looked: take more photos')
  return { aSecond: ratesOf(quiet), lookAloneMs, lookMeanwhileMs }
}

async function lookAt({ look }: StudioPage, first: number): Promise<number[]> {
  const times: number[] = []
  for (let photo = first; photo < first + LOOKS; photo++) {
    await setTimeout(THINK_MS)
    const start = performance.now()
    await look(photo)
    times.push(performance.now() - start)
  }
  return times
}

async function listen(
  events: AsyncIterable<ThumbnailProgress>,
  take: (progress: ThumbnailProgress) => void,
): Promise<void> {
  try {
    for await (const progress of events) take(progress)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  }
}

function ratesOf(told: readonly { readonly done: number; readonly atMs: number }[]): number[] {
  return told.slice(1).map(({ done, atMs }, at) => {
    const before = told[at]!
    return (1000 * (done - before.done)) / (atMs - before.atMs)
  })
}
