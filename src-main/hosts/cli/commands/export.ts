// pss export: a run's model as ONNX and safetensors, for use without the studio.

import { resolve } from 'node:path'
import { checkpointKindSchema, stageSchema } from '../../../contract/runs.ts'
import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { withClient } from '../open-client.ts'
import { requireRun } from '../require-run.ts'

export const exportModels: Command = {
  name: 'export',
  summary: 'write the model of a run as ONNX and safetensors',
  details:
    'One ONNX file for each group of the photos, or one for all where the stage has no group module; the\n' +
    'weights; export.json with classes, normalisation and sizes; README.md with a script that writes masks.\n' +
    'The folder appears whole or not at all.',
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    run: { value: 'RUN', description: 'a finished run of this user', isRequired: true },
    out: { value: 'DIR', description: 'the folder to write; new or empty', isRequired: true },
    stage: {
      value: 'STAGE',
      description: 'the last one unless given',
      choices: stageSchema.options,
    },
    checkpoint: { value: 'NAME', description: 'last unless given', choices: checkpointKindSchema.options }, // prettier-ignore
    ...JSON_OPTION,
  },
  async run(values, output) {
    const folder = resolve(values.text('out'))
    await withClient(values.text('root'), output, async ({ api }) => {
      const chosen = await requireRun(api, values)
      const { files } = await api.runs.export({ ...chosen, folder })
      if (values.flag('json')) output.printJson({ ...chosen, folder, files })
      else output.print(`${files.length} files of ${chosen.stage} (${chosen.checkpoint}) in ${folder}`) // prettier-ignore
    })
  },
}
