// The same story over every door: what a person does through Electron, the browser and the command
// line ends the same way, errors included.

import { describe, expect, test } from 'vitest'
import { said, tell } from '../../src-main/core/said.ts'
import type { WorkerEvent } from '../../src-main/services/ports.ts'
import { checkpointKey } from '../../src-main/services/runs/run-files.ts'
import { decodeLabelMap, encodeLabelMap } from '../../src-main/services/labels.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import type { Studio } from '../../src-main/services/studio.ts'
import { finishedReport } from '../services/finished-report.ts'
import { HEIGHT, WIDTH, leftHalf, memoryPorts } from '../services/memory-ports.ts'
import type { MemoryPorts } from '../services/memory-ports.ts'
import { DEMO_CONFIG } from '../services/run-config.ts'
import { DOORS } from './doors.ts'
import type { Api } from './doors.ts'

async function failure(
  promise: Promise<unknown>,
): Promise<{ code: string; message: string; data: unknown }> {
  try {
    await promise
  } catch (error) {
    const { code, message, data } = error as { code: string; message: string; data: unknown }
    return { code, message, data }
  }
  throw new Error('expected a rejection')
}

describe.each(Object.entries(DOORS))('through the %s door', (_name, connect) => {
  async function open(
    options: Parameters<typeof memoryPorts>[0] = {},
  ): Promise<{ api: Api; ports: MemoryPorts; studio: Studio }> {
    const ports = memoryPorts(options)
    const studio = await createStudio(ports, '/memory')
    return { api: await connect(createRouter(studio)), ports, studio }
  }

  test('the root tells its users and how far labelling is', async () => {
    const { api } = await open()
    const summary = await api.root.summary()
    expect(summary).toMatchObject({ path: '/memory', isSample: true, sourcePairCount: 3 })
    expect(summary.users[0]).toMatchObject({
      id: 'id1',
      imageCount: 3,
      labelledCount: 1,
      toLabelCount: 1,
      groupCount: null,
    })
    expect(summary.users[0]?.imagesPerClass[8]).toBe(1)
  })

  test('images come in list order with their label state', async () => {
    const { api } = await open()
    const images = await api.images.list({ user: 'id1' })
    expect(
      images.map(({ name, labelState, isInValidationSplit }) => [name, labelState, isInValidationSplit]), // prettier-ignore
    ).toEqual([
      ['a', 'done', true],
      ['b', 'todo', true],
      ['c', 'todo', false],
    ])
  })

  test('classes are said of several photos at once, and taken back', async () => {
    const { api } = await open()
    const said = async () =>
      (await api.images.list({ user: 'id1' })).map(({ imageLabels, classes }) => [imageLabels, classes]) // prettier-ignore
    const labels = [
      { name: 'a', classes: [12] },
      { name: 'b', classes: [12, 15] },
    ]
    await api.images.setLabels({ user: 'id1', labels })
    // The mask of a knows better than its label.
    expect(await said()).toEqual([[[12], [8]], [[12, 15], [12, 15]], [null, []]]) // prettier-ignore
    await api.images.setLabels({ user: 'id1', labels: [{ name: 'b', classes: null }] })
    expect((await said())[1]).toEqual([null, []])
    const missing = { user: 'id1', labels: [{ name: 'gone', classes: [] }] }
    expect(await failure(api.images.setLabels(missing))).toMatchObject({ code: 'notFound' })
  })

  test('masks go out, come back, and are kept unless they may be replaced', async () => {
    const { api } = await open()
    const files = { user: 'id1', format: 'voc', path: '/out' } as const
    const write = async () => finishedReport(await api.labels.export(files))
    expect(await write()).toMatchObject({ imageCount: 1, notes: {}, skipped: [] })
    expect(await failure(write())).toMatchObject({ code: 'conflict' })
    const { revision } = await api.labels.open({ user: 'id1', name: 'a' })
    const labelMap = encodeLabelMap(leftHalf(15))
    await api.labels.save({ user: 'id1', name: 'a', labelMap, provenance: null, revision })

    const outcome = async (wish: { isReplacing: boolean; isDryRun: boolean }) => {
      const events = await api.labels.import({ ...files, ...wish })
      const found = []
      for await (const event of events) if (event.type === 'finished') found.push(event.report)
      return found[0]?.rows.map(({ name, outcome, replacedPixels }) => [name, outcome, replacedPixels]) // prettier-ignore
    }
    expect(await outcome({ isReplacing: false, isDryRun: false })).toEqual([['a', 'kept', 6]])
    expect(await outcome({ isReplacing: true, isDryRun: true })).toEqual([['a', 'replaces', 6]])
    expect((await api.labels.open({ user: 'id1', name: 'a' })).labelMap).toEqual(labelMap)
    expect(await outcome({ isReplacing: true, isDryRun: false })).toEqual([['a', 'replaces', 6]])
    expect(await outcome({ isReplacing: true, isDryRun: false })).toEqual([['a', 'same', 0]])
    expect((await api.labels.open({ user: 'id1', name: 'a' })).labelMap).toEqual(
      encodeLabelMap(leftHalf(8)),
    )
  })

  test('an export that nobody waits for any more ends in the studio, too', async () => {
    const { api, studio } = await open()
    const waiting = new AbortController()
    const read = async () => {
      const wish = { user: 'id1', format: 'voc', path: '/endless' } as const
      for await (const event of await api.labels.export(wish, { signal: waiting.signal })) {
        expect(event).toEqual({ type: 'progress', done: 0, total: 1, file: 'a' })
        waiting.abort()
      }
    }
    await expect(read()).rejects.toThrow()
    // It waits for what still reads the root.
    await studio.close()
  })

  test('a mask is opened, painted, saved and opened again', async () => {
    const { api } = await open()
    const opened = await api.labels.open({ user: 'id1', name: 'a' })
    expect(decodeLabelMap(opened.labelMap!)).toEqual(leftHalf(8))
    const labelMap = encodeLabelMap(leftHalf(15))
    const saved = await api.labels.save({
      user: 'id1',
      name: 'a',
      labelMap,
      provenance: null,
      revision: opened.revision,
    })
    const again = await api.labels.open({ user: 'id1', name: 'a' })
    expect(again).toMatchObject({
      width: WIDTH,
      height: HEIGHT,
      labelMap,
      revision: saved.revision,
    })
  })

  test('a mask that changed meanwhile is a conflict', async () => {
    const { api } = await open()
    const labelMap = encodeLabelMap(leftHalf(15))
    const error = await failure(
      api.labels.save({ user: 'id1', name: 'a', labelMap, provenance: null, revision: 'old' }),
    )
    expect(error).toEqual({
      code: 'conflict',
      message: 'the mask was changed meanwhile',
      data: { kind: 'conflict' },
    })
  })

  test('an unknown class value is refused with its count', async () => {
    const { api } = await open()
    const labelMap = encodeLabelMap(leftHalf(99))
    const error = await failure(
      api.labels.save({ user: 'id1', name: 'a', labelMap, provenance: null, revision: 'r1' }),
    )
    expect(error.code).toBe('invalidInput')
    expect(error.message).toContain('99 (6 pixels)')
    const listed = { template: '{0}', values: [said`${99} (${6} pixels)`] }
    expect(error.data).toMatchObject({ kind: 'invalidInput', said: { values: ['a', 20, 255, listed] } }) // prettier-ignore
  })

  test('an unknown user is not found', async () => {
    const { api } = await open()
    expect(await failure(api.images.list({ user: 'nobody' }))).toMatchObject({ code: 'notFound' })
  })

  test('a path in place of a user is refused in words', async () => {
    const { api } = await open()
    const error = await failure(api.images.list({ user: '../id1' }))
    expect(error.code).toBe('BAD_REQUEST')
    expect(error.message).toBe(
      'the request does not fit: user: a user id is letters, digits, ".", "-" and "_"',
    )
  })

  test('a fault of the studio is logged and told as such', async () => {
    const { api, ports } = await open()
    ports.machine.checks = () => Promise.reject(new Error('boom'))
    const error = await failure(api.system.doctor())
    expect(error).toMatchObject({ code: 'INTERNAL', message: 'a fault of the studio: boom' })
    expect(ports.machine.lines.join()).toContain('boom')
  })

  test('importing reports every photo and ends with the split', async () => {
    const { api } = await open()
    const events = await api.root.importUser({ folder: '/photos', user: 'id9' })
    const types: string[] = []
    for await (const event of events) types.push(event.type)
    expect(types).toEqual(['progress', 'finished'])
  })

  test('importing over a user that exists is a conflict', async () => {
    const { api } = await open()
    const reading = async () => {
      const events = await api.root.importUser({ folder: '/photos', user: 'id1' })
      while ((await events.next()).done !== true);
    }
    expect(await failure(reading())).toMatchObject({
      code: 'conflict',
      message: 'user "id1" exists already',
    })
  })

  test('a run is started, watched to its end and listed', async () => {
    const { api } = await open({
      onLaunch(worker) {
        worker.onRequest = ({ type }) => {
          if (type !== 'run') return
          worker.emit({ type: 'phaseStarted', phase: 'features', total: 3 })
          worker.emit({ type: 'phaseFinished', phase: 'features', seconds: 1 })
          worker.finish()
        }
      },
    })
    const run = await api.runs.start(DEMO_CONFIG)
    const statuses: string[] = []
    for await (const event of await api.runs.watch({ runId: run.id })) {
      if (event.type === 'statusChanged') statuses.push(event.status)
    }
    expect(statuses.at(-1)).toBe('finished')
    const [listed] = await api.runs.list({ user: 'id1' })
    expect(listed).toMatchObject({ id: run.id, status: 'finished', phaseSeconds: { features: 1 } })
  })

  test('all thumbnails are made while a window is told how far that is', async () => {
    const { api } = await open({
      onLaunch(worker) {
        worker.onRequest = () => {
          worker.tell({ type: 'thumbnailsMade', done: 4, total: 4, unreadable: 1, problems: [] })
          worker.tell({ type: 'ended' })
        }
      },
    })
    const states: string[] = []
    for await (const progress of await api.thumbnails.makeAll({ size: 192, isPaused: false })) {
      states.push(`${progress.state} ${progress.done}/${progress.total}, ${progress.unreadable}`)
      if (progress.state === 'done') break
    }
    expect(states.at(-1)).toBe('done 4/4, 1')
    const largest = { size: 1024 as 192, isPaused: false }
    expect(await failure(api.thumbnails.makeAll(largest))).toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('a model leaves the studio when its run is finished, or the reason is told', async () => {
    let answer: WorkerEvent = { type: 'exported', files: ['model.onnx'] }
    const { api, ports } = await open({
      onLaunch(worker) {
        worker.onRequest = ({ type }) => type === 'export' && worker.tell(answer)
      },
    })
    const { id } = await api.runs.start(DEMO_CONFIG)
    const request = { runId: id, stage: 'stage1', checkpoint: 'last', folder: '/out' } as const
    expect(await failure(api.runs.export(request))).toMatchObject({ code: 'conflict' })

    const watched = await api.runs.watch({ runId: id })
    ports.workers.launched[0]?.finish()
    while ((await watched.next()).done !== true);
    expect(await failure(api.runs.export(request))).toMatchObject({
      code: 'notFound',
      message: expect.stringContaining(`run ${id} has no checkpoint "last" of stage1`) as string,
    })
    await ports.artifacts.write(checkpointKey(request), new Uint8Array())
    expect(await api.runs.export(request)).toEqual({ folder: '/out', files: ['model.onnx'] })
    expect(ports.workers.launched.at(-1)?.isKilled).toBe(true)

    const refusal = said`${'/out'} is not empty`
    answer = { type: 'refused', error: { kind: 'conflict', ...tell(refusal) } }
    expect(await failure(api.runs.export(request))).toEqual({
      code: 'conflict',
      message: '/out is not empty',
      data: { kind: 'conflict', said: refusal },
    })
  })

  test('leaving a watch early leaves the run alone', async () => {
    const { api, ports } = await open()
    const run = await api.runs.start(DEMO_CONFIG)
    for await (const event of await api.runs.watch({ runId: run.id })) {
      expect(event.type).toBe('statusChanged')
      break
    }
    ports.workers.launched[0]?.finish()
    const rest = await api.runs.watch({ runId: run.id })
    while ((await rest.next()).done !== true);
    expect((await api.runs.get({ runId: run.id })).status).toBe('finished')
  })
})
