// The life of runs: one at a time, paused, cancelled, crashed, resumed, recovered. Workers are scripted.

import { expect, test } from 'vitest'
import type { RunEvent, RunSummary } from '../../src-main/contract/runs.ts'
import { StudioError } from '../../src-main/core/errors.ts'
import { said } from '../../src-main/core/said.ts'
import { startRun } from '../../src-main/services/runs/start-run.ts'
import { listRuns, readRun } from '../../src-main/services/runs/run-store.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import type { Studio } from '../../src-main/services/studio.ts'
import { memoryPorts } from './memory-ports.ts'
import type { MemoryPorts } from './memory-ports.ts'
import type { ScriptedWorker } from './memory-workers.ts'
import { DEMO_CONFIG } from './run-config.ts'

interface Story {
  readonly ports: MemoryPorts
  readonly studio: Studio
  start(): Promise<RunSummary>
  worker(index: number): Promise<ScriptedWorker>
}

async function open(ports = memoryPorts()): Promise<Story> {
  const studio = await createStudio(ports, '/memory')
  return {
    ports,
    studio,
    start: () => startRun(ports, studio.opened(), DEMO_CONFIG),
    async worker(index) {
      await until(() => ports.workers.launched.length > index)
      return ports.workers.launched[index]!
    },
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

/** Each status once: the first event of a watch may repeat what follows. */
function statuses(events: readonly RunEvent[]): string[] {
  return events
    .flatMap((event) => (event.type === 'statusChanged' ? [event.status] : []))
    .filter((status, i, all) => status !== all[i - 1])
}

const SCORES = {
  stage: 'stage1',
  checkpoint: 'last',
  iteration: 10,
  fiou: { official: { mean: 0.5, n: 2, low: 0.4, high: 0.6 } },
  miou: { official: 0.3 },
  classIou: new Array<number | null>(21).fill(null),
} as const

test('a second run waits until the first has ended', async () => {
  const { ports, studio, start, worker } = await open()
  const first = await start()
  const second = await start()
  const { queue } = studio.opened()
  const events = collect(await queue.watch(second.id))
  ;(await worker(0)).finish()
  ;(await worker(1)).finish()
  expect(statuses(await events)).toEqual(['queued', 'running', 'finished'])
  expect((await readRun(ports.artifacts, first.id)).status).toBe('finished')
})

test('scores, seconds, engine and memory of a run are kept in its record', async () => {
  const { ports, studio, start, worker } = await open()
  const { id } = await start()
  const ending = collect(await studio.opened().queue.watch(id))
  const running = await worker(0)
  running.tell({
    type: 'engine',
    description: said`${'runtime'}, ${'cpu'}, ${2} threads`,
    device: 'cpu',
  })
  running.tell({ type: 'memory', peakBytes: 5 })
  running.emit({ type: 'evaluated', scores: { ...SCORES, iteration: 5, fiou: {}, miou: {}, classIou: [...SCORES.classIou] } }) // prettier-ignore
  running.emit({ type: 'evaluated', scores: { ...SCORES, classIou: [...SCORES.classIou] } })
  running.emit({ type: 'phaseFinished', phase: 'stage1', seconds: 3 })
  running.finish()
  await ending
  expect(await readRun(ports.artifacts, id)).toMatchObject({
    status: 'finished',
    engine: 'runtime, cpu, 2 threads',
    device: 'cpu',
    peakMemoryBytes: 5,
    phaseSeconds: { stage1: 3 },
    scores: [SCORES],
  })
})

test('a crashed worker fails its run with the reason, and the next run starts', async () => {
  const { studio, ports, start, worker } = await open()
  const first = await start()
  const second = await start()
  const ending = collect(await studio.opened().queue.watch(first.id))
  ;(await worker(0)).crash(new StudioError('outOfMemory', 'the worker was killed'))
  expect((await ending).at(-1)).toEqual({
    type: 'statusChanged',
    status: 'failed',
    error: { kind: 'outOfMemory', message: 'the worker was killed' },
  })
  ;(await worker(1)).finish()
  await until(() => !studio.opened().queue.isBusy)
  expect((await readRun(ports.artifacts, second.id)).status).toBe('finished')
})

test('a paused run keeps its watchers and goes on where it was', async () => {
  const { studio, start, worker } = await open()
  const { queue } = studio.opened()
  const { id } = await start()
  const events = collect(await queue.watch(id))
  const first = await worker(0)
  await queue.pause(id)
  expect(first.requests.map(({ type }) => type)).toEqual(['run', 'pause'])
  first.finish('paused')
  await until(() => !queue.isBusy)
  await queue.resume(id)
  ;(await worker(1)).finish()
  expect(statuses(await events)).toEqual(['running', 'paused', 'queued', 'running', 'finished'])
})

test('a pause asked for before the worker is there still reaches it', async () => {
  const { studio, start, worker } = await open()
  const { id } = await start()
  await studio.opened().queue.pause(id)
  const launched = await worker(0)
  expect(launched.requests.map(({ type }) => type)).toEqual(['run', 'pause'])
  launched.finish('paused')
})

test('a waiting run leaves the queue when paused', async () => {
  const { studio, start, worker } = await open()
  const { queue } = studio.opened()
  await start()
  const second = await start()
  expect((await queue.pause(second.id)).status).toBe('paused')
  ;(await worker(0)).finish()
  await until(() => !queue.isBusy)
  expect((await queue.get(second.id)).status).toBe('paused')
})

test('cancelling kills the worker and ends the watch; the run can be resumed', async () => {
  const { studio, start, worker } = await open()
  const { queue } = studio.opened()
  const { id } = await start()
  const events = collect(await queue.watch(id))
  const first = await worker(0)
  expect((await queue.cancel(id)).status).toBe('cancelled')
  expect(first.isKilled).toBe(true)
  expect(statuses(await events).at(-1)).toBe('cancelled')
  await queue.resume(id)
  ;(await worker(1)).finish()
  await until(() => !queue.isBusy)
  expect((await queue.get(id)).status).toBe('finished')
})

test('a finished run can be neither paused nor cancelled nor resumed', async () => {
  const { studio, start, worker } = await open()
  const { queue } = studio.opened()
  const { id } = await start()
  ;(await worker(0)).finish()
  await until(() => !queue.isBusy)
  const message = new RegExp(`^run ${id} cannot be \\w+: it is finished$`)
  await expect(queue.pause(id)).rejects.toThrow(message)
  await expect(queue.cancel(id)).rejects.toThrow(message)
  await expect(queue.resume(id)).rejects.toThrow(message)
})

test('watching an ended run tells its end and stops', async () => {
  const { studio, start, worker } = await open()
  const { queue } = studio.opened()
  const { id } = await start()
  ;(await worker(0)).finish()
  await until(() => !queue.isBusy)
  expect(statuses(await collect(await queue.watch(id)))).toEqual(['finished'])
})

test('who joins late gets the current phase and the newest progress first', async () => {
  const { studio, start, worker } = await open()
  const { queue } = studio.opened()
  const { id } = await start()
  const running = await worker(0)
  running.emit({ type: 'phaseStarted', phase: 'stage1', total: 10 })
  for (const done of [1, 2]) running.emit({ type: 'progress', phase: 'stage1', done, total: 10, imagesPerSecond: 1, secondsLeft: 9 }) // prettier-ignore
  const early = await queue.watch(id)
  for await (const event of early) if (event.type === 'progress' && event.done === 2) break
  const late = collect(await queue.watch(id))
  running.finish()
  expect((await late).map((event) => ('done' in event ? event.done : event.type))).toEqual([
    'statusChanged',
    'phaseStarted',
    2,
    'statusChanged',
  ])
})

test('closing the studio pauses the running job and the waiting ones', async () => {
  const { studio, ports, start, worker } = await open()
  await start()
  await start()
  const running = await worker(0)
  const closing = studio.close()
  await until(() => running.requests.some(({ type }) => type === 'pause'))
  running.finish('paused')
  await closing
  const runs = await listRuns(ports.artifacts)
  expect(runs.map(({ status }) => status)).toEqual(['paused', 'paused'])
})

test('runs that a crashed studio left behind can be resumed', async () => {
  const { ports, start, worker } = await open()
  const running = await start()
  const waiting = await start()
  await worker(0)
  await until(() => storedStatus(ports, running.id) === 'running')
  const after = await createStudio({ ...ports }, '/memory')
  const { queue } = after.opened()
  expect(await queue.get(running.id)).toMatchObject({
    status: 'failed',
    error: { kind: 'cancelled' },
  })
  expect((await queue.get(waiting.id)).status).toBe('paused')
})

function storedStatus(ports: MemoryPorts, runId: string): string {
  const text = new TextDecoder().decode(ports.artifacts.files.get(`runs/${runId}/run.json`))
  return (JSON.parse(text) as RunSummary).status
}

test('a read-only studio leaves the runs of the other one alone', async () => {
  const { ports, start, worker } = await open()
  const { id } = await start()
  await worker(0)
  await until(() => storedStatus(ports, id) === 'running')
  const readOnly = memoryPorts({ isWritable: false })
  const shared = { ...readOnly, openRoot: async (path: string) => ({ ...(await readOnly.openRoot(path)), artifacts: ports.artifacts }) } // prettier-ignore
  const other = await createStudio(shared, '/memory')
  const { queue } = other.opened()
  expect((await queue.get(id)).status).toBe('running')
  await expect(queue.pause(id)).rejects.toThrow('another studio works on it')
  const refused = startRun(shared, other.opened(), DEMO_CONFIG)
  await expect(refused).rejects.toThrow(
    '/memory: a run writes into its folder .pss-studio, but another studio has it open',
  )
})

test('a root with a running job is not left for another one', async () => {
  const { studio, start } = await open()
  await start()
  await expect(studio.open('/elsewhere')).rejects.toThrow('pause or cancel it')
})

test('a run without source images, labelled images or a user is refused before it starts', async () => {
  const none = memoryPorts({ sourceCount: 0 })
  const studio = await createStudio(none, '/memory')
  await expect(startRun(none, studio.opened(), DEMO_CONFIG)).rejects.toThrow('VOC2012')
  const { studio: full, ports } = await open()
  const start = (user: string): Promise<RunSummary> =>
    startRun(ports, full.opened(), { ...DEMO_CONFIG, user })
  await expect(start('id2')).rejects.toThrow('needs at least 2 images')
  await expect(start('nobody')).rejects.toThrow('there is no user "nobody"')
})
