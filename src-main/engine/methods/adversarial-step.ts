// One iteration of the paper's method (docs/method section 5, steps 1-6) as one graph: supervision on
// source (and pseudo-labelled) images, the adversarial game between network and discriminators.

import type { Value } from '../graph/graph.ts'
import type { StateStore } from '../layers/state-store.ts'
import type { Domain } from '../losses/domain-loss.ts'
import { domainLoss } from '../losses/domain-loss.ts'
import { selfInformation } from '../losses/self-information.ts'
import { discriminator } from '../networks/discriminator.ts'
import type { Logits } from '../networks/segmentation-network.ts'
import { add } from '../operators/add.ts'
import { multiply } from '../operators/multiply.ts'
import type { StepProgram } from '../training/training-plan.ts'
import { flowBack, forward } from './batch-flow.ts'
import type { Method, MethodOptions } from './method.ts'
import { networkOf } from './method.ts'
import type { TrainingStep } from './training-step.ts'
import {
  beginStep,
  finishStep,
  resizedLogits,
  stepDiscriminators,
  stepNetwork,
  supervise,
} from './training-step.ts'

export interface AdversarialStepOptions extends MethodOptions {
  readonly method: Method
  /** Adds the pseudo-label term of stage 2. */
  readonly withPseudoLabels: boolean
}

/**
 * Batch after batch, each flowing back as soon as its losses are known, so that memory holds one of them.
 */
export function adversarialStep(states: StateStore, options: AdversarialStepOptions): StepProgram {
  const step = beginStep(states, options, networkOf(options.method, options.network))
  const { hyperparameters, withPseudoLabels } = options
  const source = forward(step, 'source')
  const supervised = supervise(step, 'source', source)
  flowBack(step, 'network', supervised.total)
  const ofSource = judge(step, source)
  const toldSource = tell(step, ofSource, 'source')

  const pseudo = withPseudoLabels ? supervise(step, 'pseudo', forward(step, 'pseudo')) : null
  if (pseudo !== null) flowBack(step, 'network', pseudo.total)

  const ofTarget = judge(step, forward(step, 'target'))
  // The non-saturating form of eq 3: target maps should look like source maps.
  const fool = ofTarget.map((judged) => domainLoss(judged, 'source'))
  const weights = [hyperparameters.adversarialWeight, hyperparameters.auxiliaryAdversarialWeight]
  const weighted = fool.map((loss, index) => multiply(loss, weights[index] ?? 0))
  flowBack(step, 'network', weighted.reduce(add))
  const toldTarget = tell(step, ofTarget, 'target')
  stepNetwork(step)
  stepDiscriminators(step)

  const told = toldSource.map((loss, index) => add(loss, toldTarget[index] ?? 0))
  return finishStep(step, withPseudoLabels ? 'withPseudoLabels' : 'plain', {
    segmentation: supervised.main,
    segmentationAux: supervised.auxiliary,
    pseudo: pseudo?.main ?? null,
    pseudoAux: pseudo?.auxiliary ?? null,
    adversarial: fool[0] ?? null,
    adversarialAux: fool[1] ?? null,
    discriminator: told[0] ?? null,
    discriminatorAux: told[1] ?? null,
  })
}

/** What the discriminators make of the main maps and, where there are any, of the auxiliary maps. */
function judge(step: TrainingStep, { main, auxiliary }: Logits): Value[] {
  const { discriminatorChannels, discriminatorScale } = step.options.hyperparameters
  const judgeAt = (level: string, logits: Value): Value =>
    discriminator(
      step.context,
      `discriminator.${level}`,
      selfInformation(resizedLogits(step, logits, discriminatorScale)),
      discriminatorChannels,
    )
  const ofMain = judgeAt('main', main)
  return auxiliary === null ? [ofMain] : [ofMain, judgeAt('auxiliary', auxiliary)]
}

/** Half the error of each discriminator on maps of one domain; they learn from it. */
function tell(step: TrainingStep, judged: readonly Value[], domain: Domain): Value[] {
  const losses = judged.map((value) => multiply(domainLoss(value, domain), 0.5))
  flowBack(step, 'discriminators', losses.reduce(add))
  return losses
}
