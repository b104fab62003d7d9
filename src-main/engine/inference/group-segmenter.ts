// Whole-group inference in two passes: first every image of the group leaves what it lends, then each is
// decoded in sight of all, at its own size and aspect (docs/method section 4, docs/decisions/0011).
// An attention read-out belongs here too, as a further output of the decoding graph.

import { invariant } from '../../core/errors.ts'
import type { Executor, State } from '../executor/executor.ts'
import type { Tensor } from '../graph/types.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'
import { groupFeeds, seenTogether } from './group-feeds.ts'
import type { GroupImages } from './group-feeds.ts'
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
  /** Images of a training batch; in the mode `official-exact` so many see each other. */
  readonly batchSize: number
  /** Features kept between the two passes; beyond, images are encoded twice. Default 512 MiB. */
  readonly keptFeatureBytes?: number
  /** Compiled programs kept at a time. Default 6. */
  readonly keptPrograms?: number
}

const KEPT_FEATURE_BYTES = 512 * 2 ** 20
const KEPT_PROGRAMS = 6

/** Positions in the group, and what those images and their neighbours lend them. */
export interface LentFeeds {
  readonly members: readonly number[]
  readonly feeds: ReadonlyMap<string, Tensor>
}

interface Lending {
  /** By position in the group, as far as they fit. */
  readonly kept: Map<number, Tensor>
  readonly lent: ReadonlyMap<number, Tensor>
  readonly shared: ReadonlyMap<string, Tensor>
}

interface Encoded {
  readonly features: Tensor
  /** Null without the group module. */
  readonly lent: Tensor | null
}

export class GroupSegmenter {
  readonly #network: NetworkConfig
  readonly #batchSize: number
  readonly #keptFeatureBytes: number
  readonly #cache: ProgramCache

  constructor(options: GroupSegmenterOptions) {
    this.#network = options.network
    this.#batchSize = options.batchSize
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
    if (this.#network.groupMode === 'none') {
      for (const index of orderBySize(images)) {
        const image = requireImage(images, index)
        const { features } = await this.#encode(image, state)
        yield { index, logits: await this.#decode(image, new Map([['features', features]]), state) }
      }
      return
    }
    for (const seen of this.#seenTogether(images)) {
      const { kept, lent, shared } = await this.#encodeAll(images, seen, state)
      for (const index of orderBySize(images, seen.members.slice(0, seen.fresh))) {
        const image = requireImage(images, index)
        const features = kept.get(index) ?? (await this.#encode(image, state)).features
        kept.delete(index)
        const own = this.#ownFeeds(lent.get(index))
        const feeds = new Map([...shared, ...own, ['features', features] as const])
        yield { index, logits: await this.#decode(image, feeds, state) }
      }
    }
  }

  /**
   * What images that see each other lend one another, as feeds of the decoding graph, with their positions.
   * All of a group see each other, but in the mode `official-exact`. Only with the group module.
   */
  async *groupFeeds(
    images: readonly GroupImage[],
    state: State,
  ): AsyncGenerator<LentFeeds, void, void> {
    for (const seen of this.#seenTogether(images)) {
      const { shared } = await this.#encodeAll(images, seen, state)
      yield { members: seen.members.slice(0, seen.fresh), feeds: shared }
    }
  }

  async dispose(): Promise<void> {
    await this.#cache.dispose()
  }

  #seenTogether(images: readonly GroupImage[]): readonly GroupImages[] {
    const { groupMode } = this.#network
    invariant(groupMode !== 'none', 'without the group module no image sees another')
    return seenTogether(groupMode, images.length, this.#batchSize)
  }

  #ownFeeds(lent: Tensor | undefined): [string, Tensor][] {
    const isOfficial = this.#network.groupMode.startsWith('official')
    return isOfficial && lent !== undefined ? [['ownRegions', lent]] : []
  }

  async #encodeAll(
    images: readonly GroupImage[],
    { members }: GroupImages,
    state: State,
  ): Promise<Lending> {
    const { groupMode, width } = this.#network
    invariant(groupMode !== 'none', 'without the group module images lend nothing')
    const kept = new Map<number, Tensor>()
    const lent = new Map<number, Tensor>()
    let freeBytes = this.#keptFeatureBytes
    for (const index of orderBySize(images, new Set(members))) {
      const encoded = await this.#encode(requireImage(images, index), state)
      invariant(encoded.lent !== null, 'with the group module an image lends')
      lent.set(index, encoded.lent)
      freeBytes -= encoded.features.data.byteLength
      if (freeBytes >= 0) kept.set(index, encoded.features)
    }
    const inOrder = members.flatMap((index) => lent.get(index) ?? [])
    return { kept, lent, shared: groupFeeds(groupMode, width, inOrder) }
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
    return { features, lent: results.get('lent') ?? null }
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
function orderBySize(
  images: readonly GroupImage[],
  members: Iterable<number> = images.keys(),
): number[] {
  return [...members]
    .map((index) => ({ index, ...requireImage(images, index) }))
    .sort((a, b) => a.width - b.width || a.height - b.height || a.index - b.index)
    .map(({ index }) => index)
}

function requireImage(images: readonly GroupImage[], index: number): GroupImage {
  const image = images[index]
  invariant(image !== undefined, `the group has an image ${index}`)
  return image
}
