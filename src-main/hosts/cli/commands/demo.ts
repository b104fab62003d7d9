// pss demo: the whole pipeline on the sample photos that come with the studio, and a page about it.

import { copyFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { RunSummary } from '../../../contract/runs.ts'
import { StudioError } from '../../../core/errors.ts'
import { ensureSampleCopy } from '../../launch/sample-root.mjs'
import { JSON_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { followRun } from '../follow-run.ts'
import { RESOURCES_FOLDER } from '../installation.ts'
import { withClient } from '../open-client.ts'
import type { Api } from '../open-client.ts'
import { RUN_OPTIONS, readRunConfig } from '../run-options.ts'
import { scoreTable } from '../score-table.ts'

export const demo: Command = {
  name: 'demo',
  summary: 'adapt to the sample photos and write a page about it',
  details: 'The sample is copied; the shipped photos stay as they are.',
  options: {
    out: {
      value: 'DIR',
      description: 'the folder for the copy and the page; a new one unless given',
    },
    user: { value: 'ID', description: 'the user of the sample; the first unless given' },
    ...RUN_OPTIONS,
    ...JSON_OPTION,
  },
  async run(values, output) {
    const config = readRunConfig(values, 'demo', 'demo')
    const out = values.optionalText('out')
    const folder = out === undefined ? await mkdtemp(join(tmpdir(), 'pss-demo-')) : resolve(out)
    const root = ensureSampleCopy(join(RESOURCES_FOLDER, 'sample'), folder)
    await withClient(root, output, async (client) => {
      const { api } = client
      const user = values.optionalText('user') ?? (await firstUser(api))
      const started = await api.runs.start({ ...config, user })
      output.note(`run ${started.id} of user ${user} in ${root}`)
      const run = await followRun(client, started.id, output)
      const page = await writePage(api, run, folder)
      if (values.flag('json')) output.printJson({ root, report: page, run })
      else output.print(page === null ? scoreTable(run) : `${scoreTable(run)}\n\nreport: ${page}`)
    })
  },
}

/** Null when the run stopped before its first score: there is nothing to write about. */
async function writePage(api: Api, run: RunSummary, folder: string): Promise<string | null> {
  if (run.scores.length === 0) return null
  const written = await api.runs.report({ runId: run.id })
  const page = join(folder, 'report.html')
  await copyFile(written.path, page)
  return page
}

async function firstUser(api: Api): Promise<string> {
  const { users, path } = await api.root.summary()
  const user = users.find(({ labelledCount }) => labelledCount > 0)
  if (user !== undefined) return user.id
  throw new StudioError('notFound', `${path}: the sample has no labelled user`)
}
