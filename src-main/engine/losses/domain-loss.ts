// Binary cross-entropy of domain logits with one label for the whole batch, averaged over positions.

import type { Value } from '../graph/graph.ts'
import { negate } from '../operators/negate.ts'
import { reduceMean } from '../operators/reduce.ts'
import { softplus } from '../operators/softplus.ts'

export type Domain = 'source' | 'target'

/** Source is 0 and target is 1: -log(1 - sigmoid(d)) or -log(sigmoid(d)). A scalar. */
export function domainLoss(domainLogits: Value, domain: Domain): Value {
  return reduceMean(softplus(domain === 'source' ? domainLogits : negate(domainLogits)))
}
