// pss adapt: one run from start to end, or the rest of one that was paused or failed.

import { JSON_OPTION, ROOT_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { followRun } from '../follow-run.ts'
import { withClient } from '../open-client.ts'
import { RUN_OPTIONS, readRunConfig } from '../run-options.ts'
import { scoreTable } from '../score-table.ts'

export const adapt: Command = {
  name: 'adapt',
  summary: "adapt the network to a user's photos",
  details: 'Ctrl-C pauses the run at its next iteration; --resume RUN goes on with it.',
  options: {
    ...ROOT_OPTION,
    user: { value: 'ID', description: 'the folder name below personal/; required for a new run' },
    resume: { value: 'RUN', description: 'go on with a run that was paused, cancelled or failed' },
    ...RUN_OPTIONS,
    ...JSON_OPTION,
  },
  async run(values, output) {
    const resumed = values.optionalText('resume')
    const config = resumed === undefined ? { ...readRunConfig(values, 'adapt'), user: values.text('user') } : null // prettier-ignore
    await withClient(values.text('root'), output, async (client) => {
      const { api } = client
      const started =
        config === null
          ? await api.runs.resume({ runId: resumed ?? '' })
          : await api.runs.start(config)
      output.note(`run ${started.id}`)
      const run = await followRun(client, started.id, output)
      if (values.flag('json')) output.printJson(run)
      else output.print(scoreTable(run))
    })
  },
}
