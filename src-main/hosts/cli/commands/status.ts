// pss status: the users of a root, how far labelling is, and the runs.

import type { RootSummary, UserSummary } from '../../../contract/root.ts'
import type { RunSummary } from '../../../contract/runs.ts'
import { LABEL_STATES } from '../../../core/labels/label-states.ts'
import { JSON_OPTION, ROOT_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { percent, table } from '../format.ts'
import { withClient } from '../open-client.ts'
import type { Output } from '../output.ts'

export const status: Command = {
  name: 'status',
  summary: 'users, labels, groups and runs of a root',
  options: { ...ROOT_OPTION, ...JSON_OPTION },
  async run(values, output) {
    await withClient(values.text('root'), output, async ({ api }) => {
      const root = await api.root.summary()
      const runs = await api.runs.list({})
      if (values.flag('json')) output.printJson({ root, runs })
      else show(root, runs, output)
    })
  },
}

function show(root: RootSummary, runs: readonly RunSummary[], output: Output): void {
  output.print(`${root.path}: ${root.sourcePairCount} source pairs`)
  const header = ['user', 'photos', ...LABEL_STATES, 'to label', 'groups', 'median time', 'split']
  output.print(table([header, ...root.users.map(userRow)]))
  if (runs.length > 0) {
    output.print('')
    output.print(table([['run', 'user', 'status', 'FIoU (last)'], ...runs.map(runRow)]))
  }
  for (const { file, message } of root.problems) output.note(`${file}: ${message}`)
}

function userRow(user: UserSummary): string[] {
  const states = LABEL_STATES.map((state) => user.stateCounts[state])
  const counts = [user.imageCount, ...states, user.toLabelCount, user.groupCount ?? '-']
  const time = user.medianActiveSeconds
  const timeText = time === null ? '-' : `${Math.round(time)} s`
  return [user.id, ...counts.map(String), timeText, splitText(user.split)]
}

function splitText(split: UserSummary['split']): string {
  if (split === null) return '-'
  return `${split.hash}${split.frozenAt === null ? '' : ', frozen'}`
}

function runRow({ id, config, status: state, scores }: RunSummary): string[] {
  const last = scores.filter(({ checkpoint }) => checkpoint === 'last').at(-1)
  return [id, config.user, state, percent(last?.fiou['official']?.mean)]
}
