// pss report: one self-contained page about a run.

import { copyFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { JSON_OPTION, ROOT_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { withClient } from '../open-client.ts'

export const report: Command = {
  name: 'report',
  summary: 'write a page about a run: scores, losses, pictures',
  options: {
    ...ROOT_OPTION,
    run: { value: 'RUN', description: 'the run; `pss status` lists them', isRequired: true },
    out: { value: 'FILE', description: 'where to; beside the run unless given' },
    ...JSON_OPTION,
  },
  async run(values, output) {
    await withClient(values.text('root'), output, async ({ api }) => {
      const { path: written } = await api.runs.report({ runId: values.text('run') })
      const out = values.optionalText('out')
      const path = out === undefined ? written : resolve(out)
      if (path !== written) await copyFile(written, path)
      if (values.flag('json')) output.printJson({ path })
      else output.print(path)
    })
  },
}
