// pss import: a folder of photos becomes a new user of the root.

import type { ImportReport } from '../../../contract/root.ts'
import { invariant } from '../../../core/errors.ts'
import { resolve } from 'node:path'
import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { withClient } from '../open-client.ts'
import { stoppedWhenInterrupted } from '../until-interrupted.ts'

export const importPhotos: Command = {
  name: 'import',
  summary: 'copy a folder of photos in as a new user',
  details:
    'The user appears when all photos are there. Ctrl-C stops after the photo at hand and leaves nothing.',
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    from: {
      value: 'DIR',
      description: 'the folder of photos; it stays as it is',
      isRequired: true,
    },
    'validation-fraction': { value: 'SHARE', description: 'share of photos to label, 0..1 (0.3)' },
    seed: { value: 'N', description: 'draws which photos these are (1)' },
    ...JSON_OPTION,
  },
  async run(values, output) {
    await withClient(values.text('root'), output, async ({ api }) => {
      const wish = {
        folder: resolve(values.text('from')),
        user: values.text('user'),
        validationFraction: values.number('validation-fraction', 0.3),
        seed: values.number('seed', 1),
      }
      const signal = stoppedWhenInterrupted(output)
      const events = await api.root.importUser(wish, { signal })
      let report: ImportReport | null = null
      for await (const event of events) {
        if (event.type === 'finished') report = event.report
        else output.progress(`${event.done}/${event.total} ${event.file}`)
      }
      invariant(report !== null, 'an import ends with its report')
      if (values.flag('json')) output.printJson(report)
      else output.print(describe(report))
      for (const { file, message } of report.skipped) output.note(`left out ${file}: ${message}`)
    })
  },
}

function describe({ user, imported, skipped, validationSplit }: ImportReport): string {
  const left = skipped.length === 0 ? '' : `, ${skipped.length} left out`
  return `${imported} photos of ${user} imported${left}; ${validationSplit.length} of them to label`
}
