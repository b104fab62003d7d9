// The weighted self-information map of ADVENT (Vu et al., CVPR 2019): what the discriminators see.

import { CLASS_COUNT } from '../../core/labels/classes.ts'
import type { Value } from '../graph/graph.ts'
import { exponential } from '../operators/exponential.ts'
import { multiply } from '../operators/multiply.ts'
import { logSoftmax } from '../operators/softmax.ts'

/**
 * I_c = -p_c log(p_c) / log(21), one channel a class (docs/method section 5). From the log-softmax, so
 * that a vanishing probability gives 0 without the 1e-30 of the released code.
 * @param logits [N, 21, ...]
 * @returns [N, 21, ...] in [0, 1]; the sum over channels is the normalized entropy
 */
export function selfInformation(logits: Value): Value {
  const logProbabilities = logSoftmax(logits, 1)
  const products = multiply(exponential(logProbabilities), logProbabilities)
  // Scaled last: the gradient then keeps two maps and not three.
  return multiply(products, -1 / Math.log(CLASS_COUNT))
}
