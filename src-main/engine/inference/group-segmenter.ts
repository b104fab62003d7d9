// Whole-group inference in two passes: first every image of the group leaves its regions, then each
// attends to the regions of all, at its own size and aspect (docs/method section 4).
// An attention read-out belongs here too, as a further output of the decoding graph.

import { CLASS_COUNT } from '../../core/classes.ts'
import { invariant } from '../../core/errors.ts'
import type { Executor, State } from '../executor/executor.ts'
import { createTensor } from '../graph/tensor.ts'
import type { Tensor } from '../graph/types.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'
import { decodeGraph, encodeGraph } from './inference-graphs.ts'
import type { ImageSize } from './inference-size.ts'
import { ProgramCache } from './program-cache.ts'

/** One image of a group, read when its turn comes; twice when the group is too large to keep. */
export interface GroupImage extends ImageSize {
  /** [1, 3, height, width]; both sides multiples of the output stride. */
  read(): Promise<Tensor>
}

export interface SegmentedImage {
  /** Position in the group. */
  readonly index: number
  /** float32 [1, 21, h, w] at 1 / output stride; enlarge with align-corners bilinear. */
  readonly logits: Tensor
}

export interface GroupSegmenterOptions {
  readonly executor: Executor
  readonly network: NetworkConfig
  /** Features kept between the two passes; beyond, images are encoded twice. Default 512 MiB. */
  readonly keptFeatureBytes?: number
  /** Compiled programs kept at a time. Default 6. */
  readonly keptPrograms?: number
}

const KEPT_FEATURE_BYTES = 512 * 2 ** 20
const KEPT_PROGRAMS = 6

/** Images in a group are counted up to a multiple of this, absent ones masked, to share programs. */
const REGION_BLOCK = 8
/** Makes a masked region's attention weight exactly 0. */
const MASKED = -1e9

interface Encoded {
  readonly features: Tensor
  readonly regions: Tensor | null
}

export class GroupSegmenter {
  readonly #network: NetworkConfig
  readonly #keptFeatureBytes: number
  readonly #cache: ProgramCache

  constructor(options: GroupSegmenterOptions) {
    this.#network = options.network
    this.#keptFeatureBytes = options.keptFeatureBytes ?? KEPT_FEATURE_BYTES
    this.#cache = new ProgramCache(options.executor, options.keptPrograms ?? KEPT_PROGRAMS)
  }

  /**
   * Logits of every image of one group, in the order of their sizes (see `index`).
   * @param state holds the model's parameters and running statistics, and may hold more
   */
  async *segment(
    images: readonly GroupImage[],
    state: State,
  ): AsyncGenerator<SegmentedImage, void, void> {
    const order = orderBySize(images)
    if (this.#network.module === 'none') {
      for (const index of order) {
        const image = requireImage(images, index)
        const { features } = await this.#encode(image, state)
        yield { index, logits: await this.#decode(image, new Map([['features', features]]), state) }
      }
      return
    }
    const { kept, shared } = await this.#encodeAll(images, order, state)
    for (const index of order) {
      const image = requireImage(images, index)
      const features = kept.get(index) ?? (await this.#encode(image, state)).features
      kept.delete(index)
      const feeds = new Map([...shared, ['features', features] as const])
      yield { index, logits: await this.#decode(image, feeds, state) }
    }
  }

  /**
   * What all images of the group lend one another: `regions` and `regionBias` of the decoding graph.
   * Only with the group module.
   */
  async groupFeeds(
    images: readonly GroupImage[],
    state: State,
  ): Promise<ReadonlyMap<string, Tensor>> {
    return (await this.#encodeAll(images, orderBySize(images), state)).shared
  }

  async dispose(): Promise<void> {
    await this.#cache.dispose()
  }

  async #encodeAll(
    images: readonly GroupImage[],
    order: readonly number[],
    state: State,
  ): Promise<{ kept: Map<number, Tensor>; shared: ReadonlyMap<string, Tensor> }> {
    const kept = new Map<number, Tensor>()
    const regions: Tensor[] = []
    let freeBytes = this.#keptFeatureBytes
    for (const index of order) {
      const encoded = await this.#encode(requireImage(images, index), state)
      invariant(encoded.regions !== null, 'a network with the group module gives regions')
      regions.push(encoded.regions)
      freeBytes -= encoded.features.data.byteLength
      if (freeBytes >= 0) kept.set(index, encoded.features)
    }
    return { kept, shared: groupFeeds(regions, this.#network.width) }
  }

  async #encode(image: GroupImage, state: State): Promise<Encoded> {
    const { width, height } = image
    const program = await this.#cache.get(
      `encode ${width}x${height}`,
      () => encodeGraph(this.#network, image).graph,
    )
    const results = await program.run(new Map([['image', await image.read()]]), state)
    const features = results.get('features')
    invariant(features !== undefined, 'the encoding graph gives features')
    return { features, regions: results.get('regions') ?? null }
  }

  async #decode(
    { width, height }: ImageSize,
    feeds: ReadonlyMap<string, Tensor>,
    state: State,
  ): Promise<Tensor> {
    const count = feeds.get('regions')?.shape[0] ?? 0
    const program = await this.#cache.get(
      `decode ${width}x${height} of ${count}`,
      () => decodeGraph(this.#network, { width, height }, count).graph,
    )
    const logits = (await program.run(feeds, state)).get('logits')
    invariant(logits !== undefined, 'the decoding graph gives logits')
    return logits
  }
}

/** Equal sizes follow each other, so that their program stays in the cache. */
function orderBySize(images: readonly GroupImage[]): number[] {
  return images
    .map(({ width, height }, index) => ({ width, height, index }))
    .sort((a, b) => a.width - b.width || a.height - b.height || a.index - b.index)
    .map(({ index }) => index)
}

function requireImage(images: readonly GroupImage[], index: number): GroupImage {
  const image = images[index]
  invariant(image !== undefined, `the group has an image ${index}`)
  return image
}

/** The regions of all images in one tensor, filled up with masked ones. */
function groupFeeds(regions: readonly Tensor[], width: number): Map<string, Tensor> {
  const count = Math.ceil(regions.length / REGION_BLOCK) * REGION_BLOCK
  const all = new Float32Array(count * CLASS_COUNT * width)
  for (const [index, { data }] of regions.entries()) {
    invariant(data instanceof Float32Array, 'regions are float32')
    all.set(data, index * CLASS_COUNT * width)
  }
  const bias = new Float32Array(count * CLASS_COUNT).fill(MASKED, regions.length * CLASS_COUNT)
  return new Map([
    ['regions', createTensor('float32', [count, CLASS_COUNT, width], all)],
    ['regionBias', createTensor('float32', [1, count * CLASS_COUNT], bias)],
  ])
}
