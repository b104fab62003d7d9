// One iteration of the paper's method (docs/method section 5, steps 1-6) as one graph: supervision on
// source (and pseudo-labelled) images, the adversarial game between network and discriminators.

import type { Value } from '../graph/graph.ts'
import type { StateStore } from '../layers/state-store.ts'
import { domainLoss } from '../losses/domain-loss.ts'
import { selfInformation } from '../losses/self-information.ts'
import { discriminator } from '../networks/discriminator.ts'
import { add } from '../operators/add.ts'
import { multiply } from '../operators/multiply.ts'
import type { StepProgram } from '../training/training-plan.ts'
import type { Method, MethodOptions } from './method.ts'
import { networkOf } from './method.ts'
import type { TrainingStep } from './training-step.ts'
import {
  beginStep,
  finishStep,
  forward,
  minimizeDiscriminatorLoss,
  minimizeNetworkLoss,
  resizedLogits,
  supervise,
} from './training-step.ts'

export interface AdversarialStepOptions extends MethodOptions {
  readonly method: Method
  /** Adds the pseudo-label term of stage 2. */
  readonly withPseudoLabels: boolean
}

export function adversarialStep(states: StateStore, options: AdversarialStepOptions): StepProgram {
  const step = beginStep(states, options, networkOf(options.method, options.network))
  const { adversarialWeight, auxiliaryAdversarialWeight } = options.hyperparameters
  const source = forward(step, 'source')
  const supervised = supervise(step, 'source', source)
  const pseudo = options.withPseudoLabels
    ? supervise(step, 'pseudo', forward(step, 'pseudo'))
    : null
  const target = forward(step, 'target')
  const main = playGame(step, 'main', source.main, target.main)
  const auxiliary =
    source.auxiliary === null || target.auxiliary === null
      ? null
      : playGame(step, 'auxiliary', source.auxiliary, target.auxiliary)

  const fooling = auxiliary === null ? [] : [multiply(auxiliary.fool, auxiliaryAdversarialWeight)]
  minimizeNetworkLoss(
    step,
    [
      ...(pseudo === null ? [] : [pseudo.total]),
      multiply(main.fool, adversarialWeight),
      ...fooling,
    ].reduce(add, supervised.total),
  )
  minimizeDiscriminatorLoss(step, auxiliary === null ? main.tell : add(main.tell, auxiliary.tell))
  return finishStep(step, options.withPseudoLabels ? 'withPseudoLabels' : 'plain', {
    segmentation: supervised.main,
    segmentationAux: supervised.auxiliary,
    pseudo: pseudo?.main ?? null,
    pseudoAux: pseudo?.auxiliary ?? null,
    adversarial: main.fool,
    adversarialAux: auxiliary?.fool ?? null,
    discriminator: main.tell,
    discriminatorAux: auxiliary?.tell ?? null,
  })
}

interface Game {
  /** Of the network: target maps should look like source maps (the non-saturating form of eq 3). */
  readonly fool: Value
  /** Of the discriminator: half the sum of its errors on source and target maps. */
  readonly tell: Value
}

/** The discriminator reads the target maps once: both losses share that pass. */
function playGame(step: TrainingStep, level: string, source: Value, target: Value): Game {
  const { discriminatorChannels, discriminatorScale } = step.options.hyperparameters
  const judge = (logits: Value): Value =>
    discriminator(
      step.context,
      `discriminator.${level}`,
      selfInformation(resizedLogits(step, logits, discriminatorScale)),
      discriminatorChannels,
    )
  const [ofSource, ofTarget] = [judge(source), judge(target)]
  const errors = add(domainLoss(ofSource, 'source'), domainLoss(ofTarget, 'target'))
  return { fool: domainLoss(ofTarget, 'source'), tell: multiply(errors, 0.5) }
}
