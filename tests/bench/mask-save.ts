// A painter presses save on a 12-megapixel mask: through the contract, over run lengths, to an atomic
// palette PNG. The parts are then timed alone, so that the slow one has a name.

import { createRouterClient } from '@orpc/server'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { examinePhoto } from '../../src-main/adapters/catalogue/examine-photo.ts'
import { stampOf } from '../../src-main/adapters/catalogue/file-stamps.ts'
import { writeFileAtomic } from '../../src-main/adapters/files/atomic-write.ts'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { encodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { decodeBase64, encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { validateLabelValues } from '../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { decodeRuns, encodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { composePorts } from '../../src-main/hosts/compose.ts'
import { openStudioDoor } from '../../src-main/hosts/studio-door.ts'
import { PROVENANCE } from '../../src-main/core/labels/provenance.ts'
import {
  encodeEdited,
  encodeLabelMap,
  packLabels,
} from '../../src-renderer/canvas/saving/label-map-wire.ts'
import { blobLabelMap } from './blob-label-map.ts'
import type { Bench, Measurement } from './measurement.ts'
import { timed } from './measurement.ts'

const WIDTH = 4000
const HEIGHT = 3000
const BLOBS = 400
const ROUNDS = 12
/** Photos and masks beside the saved one: saving rewrites the list of all masks. */
const NEIGHBOURS = { photos: 300, masks: 90 }
const TARGET_MS = 150

export const maskSave: Bench = {
  name: 'mask-save',
  summary: `save of a ${WIDTH}x${HEIGHT} mask with ${BLOBS} blobs through the contract`,
  minutes: 0.2,
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), 'pss-bench-mask-'))
    try {
      say('making the photo and its neighbours')
      const photo = await makeRoot(folder)
      const labelMap = blobLabelMap({ width: WIDTH, height: HEIGHT, blobs: BLOBS, seed: 1 })
      const whole = await measureSaves(folder, labelMap)
      return [...whole, ...(await measureParts(folder, photo, labelMap))]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function makeRoot(folder: string): Promise<string> {
  const user = join(folder, 'personal/painter')
  for (const name of ['JPEGImages', 'SegmentationClass']) {
    mkdirSync(join(user, name), { recursive: true })
  }
  const small = await plainJpeg(64, 48)
  for (let i = 0; i < NEIGHBOURS.photos; i++) {
    writeFileSync(join(user, 'JPEGImages', `neighbour_${i}.jpg`), small)
  }
  const mask = await encodeLabelPng(blobLabelMap({ width: 64, height: 48, blobs: 3, seed: 2 }))
  for (let i = 0; i < NEIGHBOURS.masks; i++) {
    writeFileSync(join(user, 'SegmentationClass', `neighbour_${i}.png`), mask)
  }
  const path = join(user, 'JPEGImages/photo.jpg')
  writeFileSync(path, await plainJpeg(WIDTH, HEIGHT))
  return path
}

async function plainJpeg(width: number, height: number): Promise<Buffer> {
  const background = { r: 90, g: 120, b: 150 }
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

/** The painter's side (encode) and the studio's (everything else), each save over the last. */
async function measureSaves(folder: string, labelMap: LabelMap): Promise<Measurement[]> {
  const unused = new URL('unused', import.meta.url).pathname
  const ports = composePorts({
    host: 'test',
    version: '0',
    resourcesFolder: unused,
    workers: {
      launch: () => {
        throw new Error('saving a mask starts no worker')
      },
    },
  })
  const door = await openStudioDoor({ ...ports, openRoot: () => openStudioRoot(folder) }, folder)
  const api = createRouterClient(door.router)
  const key = { user: 'painter', name: 'photo' }
  // Objects by hand, the ground by an assist: the provenance has as many runs as the mask.
  const { human, assist } = PROVENANCE
  const sources = labelMap.data.map((value) => (value === 0 ? assist : human))
  const provenance = { width: labelMap.width, height: labelMap.height, data: sources }
  let revision: string | null = null
  let at = 0
  try {
    const values = await timed(ROUNDS, async () => {
      // Each save differs by a stroke, or a clever store might skip it.
      labelMap.data.fill(1 + (at % 20), at * WIDTH, at * WIDTH + 200)
      at++
      const encoded = encodeEdited({ labelMap, provenance })
      revision = (await api.labels.save({ ...key, ...encoded, revision })).revision
    })
    const packing = await timed(ROUNDS, () => packLabels({ labelMap, provenance }))
    return [
      { what: 'save, from label map to flushed file', unit: 'ms', values, target: TARGET_MS },
      { what: 'of it on the thread of the page', unit: 'ms', values: packing, target: 50 },
    ]
  } finally {
    await door.close()
  }
}

function openStudioRoot(folder: string): ReturnType<typeof openRoot> {
  return openRoot(folder, { as: 'studio' })
}

async function measureParts(
  folder: string,
  photo: string,
  labelMap: LabelMap,
): Promise<Measurement[]> {
  const { data } = labelMap
  const runs = encodeRuns(data)
  const text = encodeBase64(runs)
  const png = await encodeLabelPng(labelMap)
  const list = Buffer.from(
    '/JPEGImages/neighbour.jpg /SegmentationClass/neighbour.png 0\n'.repeat(91),
  )
  const file = join(folder, 'part')
  const write = (bytes: Uint8Array) => writeFileAtomic(nodeFileSystem, file, bytes)
  const stamp = await stampOf(photo, 'photo.jpg')
  const parts: [string, () => unknown][] = [
    ['- page: run lengths', () => encodeRuns(data)],
    ['- page: run lengths and base64', () => encodeLabelMap(labelMap)],
    ['- message: JSON there and back', () => JSON.parse(JSON.stringify({ text })) as unknown],
    ['- studio: base64 to bytes', () => decodeBase64(text)],
    ['- studio: run lengths to label map', () => decodeRuns(runs, data.length)],
    ['- studio: values are classes', () => validateLabelValues(labelMap, 'mask')],
    ['- studio: header of the photo', () => examinePhoto(photo, stamp, 'photo')],
    ['- studio: palette PNG', () => encodeLabelPng(labelMap)],
    ['- disk: mask, flushed and renamed', () => write(png)],
    ['- disk: list of masks, flushed and renamed', () => write(list)],
    ['- disk: read back', () => readFileSync(file)],
  ]
  const measured: Measurement[] = []
  for (const [what, work] of parts) {
    measured.push({ what, unit: 'ms', values: await timed(ROUNDS, work) })
  }
  const noise = randomBytes(1 << 20)
  const reference = await timed(ROUNDS, () => deflateSync(noise, { level: 6 }))
  return [
    ...measured,
    {
      what: 'reference: deflate of 1 MiB of noise',
      unit: 'ms',
      values: reference,
      isReference: true,
    },
  ]
}
