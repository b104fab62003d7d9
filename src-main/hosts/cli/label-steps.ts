// Steps of photos that cannot be taken in the editor while it refuses to open them, or that are too many for it.

import type { OptionValues } from './option-values.ts'
import type { Output } from './output.ts'
import { withClient } from './open-client.ts'

export const LABEL_STEPS = ['accept', 'unfreeze'] as const

export type LabelStep = (typeof LABEL_STEPS)[number]

/** One after the other; the first that is refused ends it, and those before it are done. */
export async function stepLabels(
  step: LabelStep,
  names: readonly string[],
  values: OptionValues,
  output: Output,
): Promise<void> {
  const [user, annotator] = [values.text('user'), values.text('annotator')]
  await withClient(values.text('root'), output, async ({ api }) => {
    for (const name of names) {
      const key = { user, name, annotator }
      if (step === 'accept' && values.flag('blind')) {
        await api.secondLabels.acceptPhoto(key)
        if (values.flag('json')) output.printJson({ name })
        else output.print(`${name}: the blind mask of ${annotator} fits its photo`)
        continue
      }
      const labels =
        step === 'accept'
          ? await api.labelRecords.acceptPhoto(key)
          : await api.labelRecords.act({ ...key, action: step })
      if (values.flag('json')) output.printJson({ name, ...labels })
      else output.print(`${name}: ${labels.state}`)
    }
  })
}
