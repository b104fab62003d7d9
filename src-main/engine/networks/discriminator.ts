// Tells the domain of a map of 21 self-information channels: five 4x4 convolutions of stride 2, no
// normalization (docs/method section 5). 320 x 320 pixels give 10 x 10 logits.

import type { Value } from '../graph/graph.ts'
import { convolution } from '../layers/convolution.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { leakyRelu } from '../operators/leaky-relu.ts'

const SLOPE = 0.2

/**
 * @param name scope of its parameters, so that main and auxiliary have one each
 * @param channels of the first layer; doubled three times
 * @returns domain logits [N, 1, H / 32, W / 32]
 */
export function discriminator(
  context: LayerContext,
  name: string,
  x: Value,
  channels: number,
): Value {
  const { graph } = context
  const layer = (index: number, input: Value, filters: number): Value =>
    graph.scope(`conv${index}`, () =>
      convolution(context, input, {
        channels: filters,
        kernel: 4,
        stride: 2,
        padding: 1,
        bias: true,
      }),
    )
  return graph.scope(name, () => {
    let hidden = x
    for (const [index, factor] of [1, 2, 4, 8].entries()) {
      hidden = leakyRelu(layer(index, hidden, channels * factor), SLOPE)
    }
    return layer(4, hidden, 1)
  })
}
