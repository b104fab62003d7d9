// An order that the mathematics does not ask for, written as data: runtimes run a node as soon as they need
// its result, and which results they hold at one time decides how much memory a step takes.

import type { Value } from '../../graph/operator.ts'
import { add } from '../add.ts'
import { multiply } from '../multiply.ts'
import { reshape } from '../reshape.ts'
import { slice } from '../slice-and-pad.ts'
import { stopGradient } from '../stop-gradient.ts'

/**
 * The numbers of x, which are there only after all of `earlier` have been computed, one by one in their order.
 * No gradient flows to `earlier`. A number of theirs that is not finite makes x not finite.
 */
export function after(x: Value, earlier: readonly Value[]): Value {
  const [first, ...rest] = earlier.map((value) =>
    slice(reshape(value, [-1]), [{ axis: 0, end: 1 }]),
  )
  if (first === undefined) return x
  const nothing = rest.reduce((sum, value) => multiply(add(sum, value), 0), multiply(first, 0))
  return add(x, stopGradient(nothing))
}
