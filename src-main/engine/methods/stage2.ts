// Stage 2 of the paper: stage 1 continued, with pseudo-labels of the easiest images on even iterations.

import { StateStore } from '../layers/state-store.ts'
import { adversarialStep } from './adversarial-step.ts'
import type { Method } from './method.ts'
import { planIdentity } from './method.ts'

export const stage2: Method = {
  name: 'stage2',
  description: 'Continues stage 1 with pseudo-labels of the images that it is surest about.',
  seesGroups: true,
  build: (options) => {
    const states = new StateStore()
    const base = { ...options, method: stage2 }
    const plain = adversarialStep(states, { ...base, withPseudoLabels: false })
    const withPseudoLabels = adversarialStep(states, { ...base, withPseudoLabels: true })
    return {
      method: stage2.name,
      identity: planIdentity(stage2, options),
      states: states.declarations,
      programs: [plain, withPseudoLabels],
      learningRate: options.hyperparameters.learningRate,
      discriminatorRate: options.hyperparameters.discriminatorRate,
      programAt: (iteration) => (iteration % 2 === 0 ? withPseudoLabels : plain),
    }
  },
}
