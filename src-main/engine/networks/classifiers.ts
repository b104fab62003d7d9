// The two layers that end in class logits: the main classifier and the auxiliary head.

import { CLASS_COUNT } from '../../core/labels/classes.ts'
import type { Value } from '../graph/graph.ts'
import { convolution } from '../layers/convolution.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { sizeAt } from '../operators/axes.ts'

/** [N, C, h, w] to logits [N, 21, h, w]; a 1x1 convolution without bias. */
export function mainClassifier(context: LayerContext, x: Value): Value {
  return context.graph.scope('classifier', () => convolution(context, x, { channels: CLASS_COUNT }))
}

/** Logits [N, 21, h, w] of an earlier feature map; they also weigh the group module's regions. */
export function auxiliaryHead(context: LayerContext, x: Value): Value {
  const { graph } = context
  return graph.scope('auxiliary', () => {
    const channels = sizeAt(x, 1)
    const hidden = convolutionBlock(context, 'hidden', x, { channels, activation: 'relu' })
    return graph.scope('classifier', () =>
      convolution(context, hidden, { channels: CLASS_COUNT, bias: true }),
    )
  })
}
