// pss predict: a run's predictions as palette PNG at the photos' size, one for each photo.

import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { mediaPath } from '../../../contract/media.ts'
import { checkpointKindSchema, stageSchema } from '../../../contract/runs.ts'
import { StudioError } from '../../../core/errors.ts'
import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { withClient } from '../open-client.ts'
import type { Client } from '../open-client.ts'
import { requireRun } from '../require-run.ts'
import type { ChosenResult } from '../require-run.ts'

export const predict: Command = {
  name: 'predict',
  summary: "write a run's predictions as PNG",
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    run: { value: 'RUN', description: 'a run of this user', isRequired: true },
    out: {
      value: 'DIR',
      description: 'the folder to write to; made when missing',
      isRequired: true,
    },
    stage: {
      value: 'STAGE',
      description: 'the last one unless given',
      choices: stageSchema.options,
    },
    checkpoint: { value: 'NAME', description: 'last unless given; best has the labelled photos alone', choices: checkpointKindSchema.options }, // prettier-ignore
    ...JSON_OPTION,
  },
  async run(values, output) {
    const folder = resolve(values.text('out'))
    await withClient(values.text('root'), output, async (client) => {
      const chosen = await requireRun(client.api, values)
      const images = await client.api.images.list({ user: values.text('user') })
      await mkdir(folder, { recursive: true })
      const missing: string[] = []
      for (const [i, { name }] of images.entries()) {
        const bytes = await readPrediction(client, chosen, name)
        if (bytes === null) missing.push(name)
        else await writeFile(join(folder, `${name}.png`), bytes)
        output.progress(`${i + 1}/${images.length}`)
      }
      if (missing.length > 0)
        output.note(`no prediction of ${missing.length}: ${missing.join(' ')}`)
      const written = images.length - missing.length
      if (written === 0) throw new StudioError('notFound', `run ${chosen.runId} has no predictions of ${chosen.stage} (${chosen.checkpoint})`) // prettier-ignore
      if (values.flag('json')) output.printJson({ ...chosen, folder, written, missing })
      else output.print(`${written} predictions of ${chosen.stage} (${chosen.checkpoint}) in ${folder}`) // prettier-ignore
    })
  },
}

async function readPrediction(
  { door }: Client,
  chosen: ChosenResult,
  name: string,
): Promise<Uint8Array | null> {
  try {
    return (await door.media(mediaPath({ kind: 'prediction', ...chosen, name }))).bytes
  } catch (error) {
    // A photo that came after the run has no prediction; the caller names it.
    if (error instanceof StudioError && error.kind === 'notFound') return null
    throw error
  }
}
