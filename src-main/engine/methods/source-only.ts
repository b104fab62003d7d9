// The paper's No-DA baseline: train on the labelled source images, know nothing of the user.

import { StateStore } from '../layers/state-store.ts'
import type { TrainingPlan } from '../training/training-plan.ts'
import { flowBack, forward } from './batch-flow.ts'
import type { Method, MethodOptions } from './method.ts'
import { networkOf, planIdentity } from './method.ts'
import { beginStep, finishStep, stepNetwork, supervise } from './training-step.ts'

export const sourceOnly: Method = {
  name: 'source-only',
  description: 'Trains on the labelled source images alone.',
  seesGroups: false,
  build: buildPlan,
}

function buildPlan(options: MethodOptions): TrainingPlan {
  const states = new StateStore()
  const step = beginStep(states, options, networkOf(sourceOnly, options.network))
  const logits = forward(step, 'source')
  const loss = supervise(step, 'source', logits)
  flowBack(step, 'network', loss.total)
  stepNetwork(step)
  const program = finishStep(step, 'source', { segmentation: loss.main })
  return {
    method: sourceOnly.name,
    identity: planIdentity(sourceOnly, options),
    states: states.declarations,
    programs: [program],
    learningRate: options.hyperparameters.learningRate,
    discriminatorRate: options.hyperparameters.discriminatorRate,
    programAt: () => program,
  }
}
