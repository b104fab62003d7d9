// pss group: K-means groups of a user's photos, without any training.

import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { followRun } from '../follow-run.ts'
import { table } from '../format.ts'
import { withClient } from '../open-client.ts'
import { RUN_OPTIONS, readRunConfig } from '../run-options.ts'

export const group: Command = {
  name: 'group',
  summary: "group a user's photos by what they show",
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    groups: RUN_OPTIONS['groups'] ?? { description: '' },
    network: RUN_OPTIONS['network'] ?? { description: '' },
    device: RUN_OPTIONS['device'] ?? { description: '' },
    'write-list': { description: 'write train_cluster<K>.txt for other PSS programs' },
    ...JSON_OPTION,
  },
  async run(values, output) {
    await withClient(values.text('root'), output, async (client) => {
      const { api } = client
      const user = values.text('user')
      const config = { ...readRunConfig(values, 'group'), user, stopAfter: 'groups' } as const
      const { id } = await api.runs.start(config)
      await followRun(client, id, output)
      const groups = await api.runs.groups({ user, runId: id })
      const list = values.flag('write-list')
        ? (await api.runs.writeGroupList({ user, runId: id })).path
        : null
      if (list !== null) output.note(`wrote ${list}`)
      if (values.flag('json')) {
        output.printJson({ ...groups, runId: id, list })
        return
      }
      output.print(groups.description)
      const rows = groups.groups.map(({ index, images }) => [
        String(index),
        String(images.length),
        images.slice(0, 4).join(' '),
      ])
      output.print(table([['group', 'photos', 'nearest to the centre'], ...rows]))
    })
  },
}
