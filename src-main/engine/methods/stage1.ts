// Stage 1 of the paper: adversarial adaptation with group region context.

import { StateStore } from '../layers/state-store.ts'
import { adversarialStep } from './adversarial-step.ts'
import type { Method } from './method.ts'
import { planIdentity } from './method.ts'

export const stage1: Method = {
  name: 'stage1',
  description: 'Adapts to the user by an adversarial loss, with regions shared within a group.',
  seesGroups: true,
  build: (options) => {
    const states = new StateStore()
    const program = adversarialStep(states, { ...options, method: stage1, withPseudoLabels: false })
    return {
      method: stage1.name,
      identity: planIdentity(stage1, options),
      states: states.declarations,
      programs: [program],
      learningRate: options.hyperparameters.learningRate,
      discriminatorRate: options.hyperparameters.discriminatorRate,
      programAt: () => program,
    }
  },
}
