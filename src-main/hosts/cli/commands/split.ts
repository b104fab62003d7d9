// pss split: the photos of a user that are to be labelled and scored.

import type { SplitStatus } from '../../../contract/split.ts'
import { VOC_CLASSES } from '../../../core/labels/classes.ts'
import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { percent, table } from '../format.ts'
import { withClient } from '../open-client.ts'
import type { Api } from '../open-client.ts'
import type { OptionValues } from '../option-values.ts'
import { UsageError } from '../usage-error.ts'

const NAME = 'split'
const ACTIONS = ['status', 'draw', 'freeze', 'unfreeze'] as const

export const split: Command = {
  name: NAME,
  summary: 'draw the validation split of a user, and freeze it',
  words: ACTIONS.join(' | '),
  details: [
    'draw takes a share of the photos, the same for the same photos and seed; --stratified gives each class',
    'about that share. A frozen split does not change: every score of it names its hash. unfreeze takes that',
    'hash, so that nobody unfreezes a split by mistake.',
  ].join('\n'),
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    fraction: {
      value: 'SHARE',
      description: 'of draw: share of the photos, above 0 and up to 1 (0.3)',
    },
    seed: { value: 'N', description: 'of draw: which photos these are (1)' },
    stratified: { description: 'of draw: about the same share of each class' },
    'dry-run': { description: 'of draw: tell, write nothing' },
    hash: { value: 'HASH', description: 'of unfreeze: the hash of the frozen split' },
    ...JSON_OPTION,
  },
  async run(values, output) {
    const action = actionOf(values)
    await withClient(values.text('root'), output, async ({ api }) => {
      const user = values.text('user')
      const status = await act(api, user, action, values)
      if (values.flag('json')) output.printJson(status)
      else
        output.print(status === null ? `${user} has no validation split` : splitText(user, status))
    })
  },
}

function actionOf(values: OptionValues): (typeof ACTIONS)[number] {
  const [word, ...more] = values.words
  const action = ACTIONS.find((known) => known === word)
  if (action !== undefined && more.length === 0) return action
  throw new UsageError(`expected: pss split ${ACTIONS.join(' | ')}`, NAME)
}

function act(
  api: Api,
  user: string,
  action: (typeof ACTIONS)[number],
  values: OptionValues,
): Promise<SplitStatus | null> {
  switch (action) {
    case 'status':
      return api.split.get({ user })
    case 'draw':
      return api.split.draw({
        user,
        fraction: values.number('fraction', 0.3),
        seed: values.number('seed', 1),
        isStratified: values.flag('stratified'),
        isDryRun: values.flag('dry-run'),
      })
    case 'freeze':
      return api.split.freeze({ user })
    case 'unfreeze':
      return api.split.unfreeze({ user, hash: values.text('hash') })
  }
}

function splitText(user: string, status: SplitStatus): string {
  const { hash, count, imageCount, frozenAt, drawn, labelledInside, labelledOutside } = status
  const kind = drawn.isStratified ? 'stratified' : 'at random'
  const rows = status.classes.map(({ index, images, inSplit }) => {
    return [VOC_CLASSES[index] ?? '', String(images), String(inSplit), percent(inSplit / images)]
  })
  return [
    `${user}: ${count} of ${imageCount} photos, ${labelledInside} labelled, hash ${hash}`,
    `drawn ${kind} with seed ${drawn.seed}, ${frozenAt === null ? 'not frozen' : `frozen since ${frozenAt}`}`,
    ...(labelledOutside > 0 ? [`${labelledOutside} masks are outside and not scored`] : []),
    ...(rows.length > 0 ? ['', table([['class', 'photos', 'in the split', '%'], ...rows])] : []),
  ].join('\n')
}
