// Smart click on objects whose masks people drew: IoU of one click, of further clicks where the largest error is, and of
// a box, in the process of the bench.

import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createEmbeddingCache } from '../../src-main/adapters/segmenter/embedding-cache.ts'
import { openPhotoEncoder } from '../../src-main/adapters/segmenter/photo-encoder.ts'
import { openPromptDecoder } from '../../src-main/adapters/segmenter/prompt-decoder.ts'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import type { SegmentCandidate } from '../../src-main/contract/assist.ts'
import { decodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { createRandom } from '../../src-main/core/random.ts'
import { decodeRuns } from '../../src-main/core/bytes/run-length.ts'
import type { Prompts, PromptPoint } from '../../src-main/core/segmenter/prompts.ts'
import type { PssRoot, WeightsLibrary } from '../../src-main/services/ports.ts'
import type { ImageReference } from '../../src-main/services/ports/image-reference.ts'
import { SEGMENTER_NAMES } from '../../src-main/services/ports/promptable-segmenter.ts'
import type { Measurement } from './measurement.ts'
import { boxAround, iouOf, nextClick, objectsOf, spread } from './simulated-clicks.ts'
import type { TrueObject } from './simulated-clicks.ts'

const SEED = 2026
const OBJECTS = 68
const CLICKS = 3
/** Part of the photo that an object covers. */
const [SMALLEST, LARGEST] = [0.005, 0.8]
const GOOD = 0.85

interface DrawnObject {
  readonly image: ImageReference
  readonly truth: TrueObject
}

export async function measureObjects(
  weights: WeightsLibrary,
  rootPath: string,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pss-bench-embeddings-'))
  const { root } = await openRoot(rootPath, { as: 'worker' })
  try {
    const objects = await drawObjects(root)
    say(`${objects.length} objects of ${rootPath}, seed ${SEED}`)
    const scores = new Map<string, number[]>()
    const segment = await openSegmenter(weights, root, folder)
    for (const [at, object] of objects.entries()) {
      if (at % 10 === 0) say(`object ${at + 1}`)
      for (const [what, iou] of await measureObject(object, segment)) {
        scores.set(what, [...(scores.get(what) ?? []), iou])
      }
    }
    return [...scores].flatMap(([what, ious]) => rowsOf(what, ious))
  } finally {
    await root.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function rowsOf(what: string, ious: readonly number[]): Measurement[] {
  const good = ious.filter((iou) => iou >= GOOD).length / ious.length
  const mean = ious.reduce((sum, iou) => sum + iou, 0) / ious.length
  return [
    { what: `${what}: IoU`, unit: '%', values: ious.map((iou) => 100 * iou) },
    { what: `${what}: mean IoU`, unit: '%', values: [100 * mean] },
    { what: `${what}: IoU of ${GOOD} or more`, unit: '%', values: [100 * good] },
  ]
}

/** One object of a photo, as many of each user as of the source photos, in an order that the seed draws. */
async function drawObjects(root: PssRoot): Promise<DrawnObject[]> {
  const random = createRandom(SEED)
  const pools: ImageReference[][] = []
  for (const user of await root.users()) {
    const { images } = await root.listUser(user)
    const labelled = images.filter(({ hasLabelMap }) => hasLabelMap)
    pools.push(labelled.map(({ name }) => ({ domain: 'user', user, name })))
  }
  pools.push((await root.listSource()).names.map((name) => ({ domain: 'source', name })))
  const drawn: DrawnObject[] = []
  for (const pool of pools) {
    let wanted = Math.ceil(OBJECTS / pools.length)
    for (const image of random.shuffle(pool)) {
      if (wanted === 0) break
      const stored = await root.readLabelMap(image)
      if (stored === null) continue
      const objects = objectsOf(stored.labelMap, SMALLEST, LARGEST)
      if (objects.length === 0) continue
      drawn.push({ image, truth: objects[random.integer(objects.length)]! })
      wanted--
    }
  }
  return drawn
}

type Segment = (image: ImageReference, prompts: Prompts) => Promise<readonly SegmentCandidate[]>

async function openSegmenter(
  weights: WeightsLibrary,
  root: PssRoot,
  folder: string,
): Promise<Segment> {
  const cache = createEmbeddingCache({ folder, fileSystem: nodeFileSystem, mostBytes: 2 ** 30 })
  const choice = { provider: 'cpu', threads: availableParallelism() } as const
  const encoder = await openPhotoEncoder(await weights.read(SEGMENTER_NAMES.encoder), cache, choice)
  const decoder = await openPromptDecoder(
    await weights.read(SEGMENTER_NAMES.decoder),
    cache,
    choice,
  )
  return async (image, prompts) => {
    const { bytes } = await root.imageFile(image)
    const size = await root.imageSize(image)
    const pixels = (wanted: typeof size) => root.readPixels(image, wanted)
    const key = await encoder.encode({ bytes, size, pixels })
    const candidates = await decoder.decode(key, { prompts, mostMasks: 3 })
    if (candidates === null) throw new Error('an embedding was lost')
    return candidates
  }
}

/** Each click follows from the mask before; the person takes the first one, or the best of the three. */
async function measureObject(
  { image, truth }: DrawnObject,
  segment: Segment,
): Promise<[what: string, iou: number][]> {
  const results: [string, number][] = []
  for (const taking of ['first mask', 'best of three'] as const) {
    const nothing = new Uint8Array(truth.data.length)
    let points: PromptPoint[] = []
    let chosen: number[] = []
    let place = 0
    let mask: Uint8Array = nothing
    let iou = 0
    for (let click = 1; click <= CLICKS; click++) {
      const next = nextClick(mask, truth)
      if (next !== null) {
        if (points.length > 0) chosen = [...chosen, place]
        points = [...points, next]
        const masks = masksOf(await segment(image, { points, box: null, chosen }), truth)
        const offered = taking === 'first mask' ? masks.slice(0, 1) : masks
        ;({ mask, iou, place } = bestOf(offered, truth))
      }
      results.push([`${click} ${click === 1 ? 'click' : 'clicks'}, ${taking}`, iou])
    }
  }
  const boxed = masksOf(
    await segment(image, { points: [], box: boxAround(truth), chosen: [] }),
    truth,
  )
  results.push(['box, first mask', bestOf(boxed.slice(0, 1), truth).iou])
  results.push(['box, best of three', bestOf(boxed, truth).iou])
  return results
}

function masksOf(candidates: readonly SegmentCandidate[], { labelMap }: TrueObject): Uint8Array[] {
  return candidates.map(({ rect, runLengths }) => {
    const data = decodeRuns(decodeBase64(runLengths), rect.width * rect.height)
    return spread({ rect, data }, labelMap)
  })
}

function bestOf(masks: readonly Uint8Array[], truth: TrueObject) {
  const rated = masks.map((mask, place) => ({ mask, place, iou: iouOf(mask, truth) }))
  const [best] = rated.sort((a, b) => b.iou - a.iou)
  if (best === undefined) throw new Error('the model gave no mask')
  return best
}
