// pss evaluate: scores a run's stored predictions, or any folder of PNG predictions, against the masks as
// they are now.

import { checkpointKindSchema, stageSchema } from '../../../contract/runs.ts'
import type { CheckpointKind, Figures, Stage } from '../../../contract/runs.ts'
import { VOC_CLASSES } from '../../../core/labels/classes.ts'
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
  const { withoutCopied, split, truthHash } = scores
  const n = images.length
  if (values.flag('json')) {
    const rest =
      withoutCopied === undefined
        ? {}
        : { withoutCopied: { ...withoutCopied, ...figuresOf(withoutCopied) } }
    output.printJson({ user: values.text('user'), ...subject, n, split: split ?? null, truthHash, ...figuresOf(scores), ...rest, images }) // prettier-ignore
    return
  }
  if (split) output.note(`validation split ${split.hash}, ${split.frozenAt === null ? 'not frozen' : `frozen since ${split.frozenAt}`}`) // prettier-ignore
  output.print(imageTable(images, withoutCopied !== undefined))
  output.print('')
  output.print(figureTable(`n = ${n}`, scores))
  output.print('')
  if (withoutCopied !== undefined) {
    const { copiedPixels, copiedImages, fiou } = withoutCopied
    output.print(`without ${copiedPixels} pixels of ${copiedImages} masks that were copied from a prediction:`) // prettier-ignore
    output.print(figureTable(`n = ${fiou['official']?.n ?? 0}`, withoutCopied))
    output.print('')
  }
  const classes = VOC_CLASSES.flatMap((name, i) => {
    const iou = scores.classIou[i] ?? null
    return iou === null ? [] : [[name, percent(iou)]]
  })
  output.print(table([['class', 'IoU'], ...classes]))
  output.print('')
  output.print(`masks ${truthHash ?? '-'}; --json lists the hash of each`)
}

/** With the class IoUs by name. */
function figuresOf({ fiou, miou, classIou }: Figures) {
  const byClass = Object.fromEntries(VOC_CLASSES.map((name, i) => [name, classIou[i] ?? null]))
  return { fiou, miou, classIou: byClass }
}

function imageTable(images: Evaluation['images'], hasCopied: boolean): string {
  const header = ['image', 'FIoU', 'MIoU', 'accuracy', ...(hasCopied ? ['FIoU without copied'] : [])] // prettier-ignore
  const rows = images.map(({ name, fiou, miou, pixelAccuracy, withoutCopied }) => {
    const rest = withoutCopied === undefined ? '' : percent(withoutCopied.fiou)
    return [name, percent(fiou), percent(miou), percent(pixelAccuracy), ...(hasCopied ? [rest] : [])] // prettier-ignore
  })
  return table([header, ...rows])
}

function figureTable(count: string, { fiou, miou }: Figures): string {
  const means = Object.entries(fiou).map(([variant, { mean, low, high }]) => [`FIoU ${variant}`, percent(mean), `${percent(low)}..${percent(high)}`]) // prettier-ignore
  const totals = Object.entries(miou).map(([variant, value]) => [`MIoU ${variant}`, percent(value), '']) // prettier-ignore
  return table([['mean', count, '95 % interval'], ...means, ...totals])
}
