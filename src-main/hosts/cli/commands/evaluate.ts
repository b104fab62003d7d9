// pss evaluate: scores a run's stored predictions, or any folder of PNG predictions, against the masks as
// they are now.

import { checkpointKindSchema, stageSchema } from '../../../contract/runs.ts'
import type { CheckpointKind, Stage } from '../../../contract/runs.ts'
import { VOC_CLASSES } from '../../../core/classes.ts'
import type { Evaluation } from '../../../services/runs/evaluate-stored.ts'
import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { evaluateFolder } from '../evaluate-folder.ts'
import { percent, table } from '../format.ts'
import { withClient } from '../open-client.ts'
import type { OptionValues } from '../option-values.ts'
import type { Output } from '../output.ts'
import { requireRun } from '../require-run.ts'
import { UsageError } from '../usage-error.ts'

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'score predictions against the masks as they are now',
  details:
    'Give --run, or --predictions with a folder of <name>.png (class indices, original size).',
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    run: { value: 'RUN', description: 'a run of this user; `pss status` lists them' },
    stage: {
      value: 'STAGE',
      description: 'the last one unless given',
      choices: stageSchema.options,
    },
    checkpoint: { value: 'NAME', description: 'last unless given; best was chosen on the masks', choices: checkpointKindSchema.options }, // prettier-ignore
    predictions: { value: 'DIR', description: 'a folder of PNG predictions instead of a run' },
    ...JSON_OPTION,
  },
  async run(values, output) {
    const folder = values.optionalText('predictions')
    if ((folder === undefined) === (values.optionalText('run') === undefined)) {
      throw new UsageError('give either --run or --predictions', 'evaluate')
    }
    const user = values.text('user')
    if (folder !== undefined) {
      const result = await evaluateFolder({ root: values.text('root'), user, folder }, output)
      show({ folder }, result, { values, output })
      return
    }
    await withClient(values.text('root'), output, async ({ api }) => {
      const chosen = await requireRun(api, values)
      show(chosen, await api.runs.evaluate(chosen), { values, output })
    })
  },
}

type Subject = { runId: string; stage: Stage; checkpoint: CheckpointKind } | { folder: string }

function show(
  subject: Subject,
  { scores, images }: Evaluation,
  { values, output }: { values: OptionValues; output: Output },
): void {
  const { fiou, miou, classIou } = scores
  const n = images.length
  if (values.flag('json')) {
    const byClass = Object.fromEntries(VOC_CLASSES.map((name, i) => [name, classIou[i] ?? null]))
    output.printJson({ user: values.text('user'), ...subject, n, fiou, miou, classIou: byClass, images }) // prettier-ignore
    return
  }
  const rows = images.map((image) => [image.name, percent(image.fiou), percent(image.miou), percent(image.pixelAccuracy)]) // prettier-ignore
  output.print(table([['image', 'FIoU', 'MIoU', 'accuracy'], ...rows]))
  output.print('')
  const means = Object.entries(fiou).map(([variant, { mean, low, high }]) => [`FIoU ${variant}`, percent(mean), `${percent(low)}..${percent(high)}`]) // prettier-ignore
  const totals = Object.entries(miou).map(([variant, value]) => [`MIoU ${variant}`, percent(value), '']) // prettier-ignore
  output.print(table([['mean', `n = ${n}`, '95 % interval'], ...means, ...totals]))
  output.print('')
  const classes = VOC_CLASSES.flatMap((name, i) => {
    const iou = classIou[i] ?? null
    return iou === null ? [] : [[name, percent(iou)]]
  })
  output.print(table([['class', 'IoU'], ...classes]))
}
