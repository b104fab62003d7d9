// The numbers of a run that are not the machine's business, and the two presets (docs/method 5, 10).

import type { PseudoLabelRule } from '../../core/metrics/entropy.ts'

/**
 * Which statistics batch normalization takes. `batch`: those of each training batch, which move the running
 * ones for inference, as published. `frozen`: the running ones in every pass, which stay as the stage found
 * them, those of its new layers measured before its first step. `re-estimated`: trained as `batch`; before
 * an evaluation the running ones are measured anew over the user's photos (AdaBN, Li et al., 2016).
 */
export type NormalizationRule = 'batch' | 'frozen' | 're-estimated'

export interface Hyperparameters {
  /**
   * What stage 1 goes on from: ImageNet weights, as published, or the source-only model of the same run,
   * so that a short run adapts a network that can segment already.
   */
  readonly stage1Start: 'imagenet' | 'source-only'
  /** Of the pretrained encoder, at the start; falls by the poly schedule. */
  readonly learningRate: number
  /** How much faster new layers learn. */
  readonly headRateFactor: number
  readonly momentum: number
  readonly normalization: NormalizationRule
  readonly weightDecay: number
  /** Weight of the auxiliary cross-entropy. */
  readonly auxiliaryWeight: number
  /**
   * Exponent b of the class weights (1 / share of the class)^b in the cross-entropy, shares counted over
   * the source masks; 0 weighs all pixels alike, as in the paper.
   */
  readonly classBalance: number
  readonly adversarialWeight: number
  readonly auxiliaryAdversarialWeight: number
  readonly discriminatorRate: number
  /** Channels of the discriminators' first layer. */
  readonly discriminatorChannels: number
  /** Side of the maps that the discriminators read, as a factor of the crop. */
  readonly discriminatorScale: number
  readonly pseudoLabels: {
    /** Share of the user's images, easiest first, that get pseudo-labels. */
    readonly ratio: number
    readonly rule: PseudoLabelRule
  }
}

/** The literal text of the paper. Learns its heads slowly: made for 120,000 iterations. */
const paper: Hyperparameters = {
  stage1Start: 'imagenet',
  learningRate: 2.5e-4,
  headRateFactor: 1,
  momentum: 0.9,
  normalization: 'batch',
  weightDecay: 1e-4,
  auxiliaryWeight: 0.4,
  classBalance: 0,
  adversarialWeight: 1e-3,
  auxiliaryAdversarialWeight: 2e-4,
  discriminatorRate: 1e-4,
  discriminatorChannels: 64,
  discriminatorScale: 1,
  pseudoLabels: { ratio: 0.5, rule: { kind: 'background' } },
}

export const HYPERPARAMETERS = {
  paper,
  /** For budgets of 100 to some thousand iterations. */
  recommended: {
    ...paper,
    stage1Start: 'source-only',
    learningRate: 1e-3,
    headRateFactor: 30,
    classBalance: 0.5,
    discriminatorChannels: 16,
    discriminatorScale: 0.5,
    // With foreground alone, nothing on the user's images would say what background looks like.
    pseudoLabels: { ratio: 0.5, rule: { kind: 'none' } },
  },
} satisfies Readonly<Record<string, Hyperparameters>>
