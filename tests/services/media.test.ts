// Media paths: read strictly, answered from root and artifacts, differences in the legend's values.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediaPath } from '../../src-main/contract/media.ts'
import { storedThumbnails } from '../../src-main/services/images.ts'
import { parseMediaPath } from '../../src-main/services/media/parse-media-path.ts'
import { resolveMedia } from '../../src-main/services/media/resolve-media.ts'
import { writeRun } from '../../src-main/services/runs/run-store.ts'
import { WIDTH, HEIGHT, leftHalf, memoryPorts } from './memory-ports.ts'
import { DEMO_CONFIG } from './run-config.ts'

test('every image name comes back from its path', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
    .filter((text) => !/[\\/\0]/.test(text) && text !== '.' && text !== '..')
  fc.assert(
    fc.property(name, (given) => {
      const request = { kind: 'thumbnail', user: 'id1', name: given, size: 384 } as const
      expect(parseMediaPath(mediaPath(request))).toEqual(request)
    }),
  )
})

test('any other path is not found', () => {
  const paths = [
    '/media/',
    '/media/image/id1',
    '/media/image/id1/..',
    '/media/image/id1/a%2f..%2fb',
    '/media/image/id1/%E0%A4%A',
    '/media/image/%69d1/a',
    '/media/thumbnail/id1/a/193',
    '/media/thumbnail/id1/a/0192',
    '/media/prediction/run-1/stage3/last/a',
    '/media/prediction/run-1/stage1/last/a/b',
    '/elsewhere/image/id1/a',
    '//media/image/id1/a',
  ]
  for (const path of paths) expect(() => parseMediaPath(path)).toThrow('there is no picture at')
})

test('stored thumbnails come in the order asked for, with a gap where there is none', async () => {
  const ports = await memoryPorts().openRoot('/memory')
  const keys = ['b', 'a', 'nowhere'].map((name) => ({ user: 'id1', name, size: 192 as const }))
  expect(await storedThumbnails(ports, keys)).toEqual([null, 'data:image/jpeg;base64,AQID', null])
})

test('a fault of the studio is not taken for a thumbnail that is not stored', async () => {
  const ports = await memoryPorts().openRoot('/memory')
  const root = { ...ports.root, storedThumbnail: () => Promise.reject(new Error('not open')) }
  const keys = [{ user: 'id1', name: 'a', size: 192 as const }]
  await expect(storedThumbnails({ ...ports, root }, keys)).rejects.toThrow('not open')
})

test('the difference of a stored prediction is made against the mask as it is now', async () => {
  const ports = memoryPorts()
  const { root, artifacts } = await ports.openRoot('/memory')
  await writeRun(artifacts, {
    id: 'run-1',
    config: DEMO_CONFIG,
    status: 'finished',
    error: null,
    createdAt: '',
    finishedAt: null,
    engine: null,
    phaseSeconds: {},
    peakMemoryBytes: null,
    scores: [],
  })
  const prediction = await ports.codec.encodePalettePng(leftHalf(8))
  await artifacts.write('runs/run-1/predictions/stage1-last/a.png', prediction)
  const path = mediaPath({ kind: 'difference', runId: 'run-1', stage: 'stage1', checkpoint: 'last', name: 'a' }) // prettier-ignore
  const { bytes, contentType } = await resolveMedia(
    { ...ports, root, artifacts },
    ports.codec,
    path,
  )
  expect(contentType).toBe('image/png')
  expect([...bytes]).toEqual([2, WIDTH, HEIGHT, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0])
})

test('a result that is not there says which, and one that is comes as it was stored', async () => {
  const ports = memoryPorts()
  const opened = await ports.openRoot('/memory')
  const result = { runId: 'run-1', stage: 'stage2', checkpoint: 'best', name: 'a' }
  for (const kind of ['prediction', 'probability', 'entropy'] as const) {
    const path = mediaPath({ kind, ...result })
    await expect(resolveMedia(opened, ports.codec, path)).rejects.toThrow(
      'run run-1 has no result of stage2 (best) for image a',
    )
    const folder = kind === 'prediction' ? 'predictions' : kind
    await opened.artifacts.write(`runs/run-1/${folder}/stage2-best/a.png`, Uint8Array.of(7))
    expect([...(await resolveMedia(opened, ports.codec, path)).bytes]).toEqual([7])
  }
})
