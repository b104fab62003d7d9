// Image-level features for grouping: what the ImageNet network sees in a photo as a whole.

import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { firstTensors } from '../checkpoint/pretrained-weights.ts'
import type { Executor, Program, State } from '../executor/executor.ts'
import type { Tensor } from '../graph/types.ts'
import type { Encoder } from '../networks/encoder.ts'
import { featureGraph } from './inference-graphs.ts'
import type { ImageSize } from './inference-size.ts'

/** The released code's input, whatever the image's aspect. */
export const FEATURE_IMAGE_SIZE: ImageSize = { width: 400, height: 300 }

export interface FeatureExtractorOptions {
  readonly executor: Executor
  readonly encoder: Encoder
  /** ImageNet weights by the engine's names. */
  readonly pretrained: ReadonlyMap<string, Tensor>
  readonly size?: ImageSize
}

export class FeatureExtractor {
  readonly #program: Program
  readonly #state: State

  private constructor(program: Program, state: State) {
    this.#program = program
    this.#state = state
  }

  static async create({
    executor,
    encoder,
    pretrained,
    size = FEATURE_IMAGE_SIZE,
  }: FeatureExtractorOptions): Promise<FeatureExtractor> {
    const { graph, states } = featureGraph(encoder, size)
    const state = await executor.createState(firstTensors(states, { seed: 0, pretrained }))
    return new FeatureExtractor(await executor.compile(graph), state)
  }

  /**
   * @param image [1, 3, H, W] of the extractor's size
   * @returns 1280 numbers for mobilenet-v2, not normalised
   */
  async extract(image: Tensor): Promise<Float32Array> {
    const results = await this.#program.run(new Map([['image', image]]), this.#state)
    const features = results.get('features')
    invariant(features?.data instanceof Float32Array, 'features are float32')
    if (features.data.every(Number.isFinite)) return features.data
    throw new StudioError(
      'corrupt',
      said`features: the network gave no numbers; replace its weights file`,
    )
  }

  async dispose(): Promise<void> {
    await this.#program.dispose()
    await this.#state.dispose()
  }
}
