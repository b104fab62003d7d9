// pss weights: the pre-trained weights at hand, each checked against its checksum.

import { JSON_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { composeCliPorts } from '../open-client.ts'

export const weights: Command = {
  name: 'weights',
  summary: 'the pre-trained weights at hand, checked',
  options: { ...JSON_OPTION },
  async run(values, output) {
    const library = composeCliPorts(output).weights
    const listed = await library.list()
    // Throws when a file is damaged or exchanged.
    for (const { name } of listed) await library.read(name)
    if (values.flag('json')) output.printJson(listed)
    else for (const { name, path, detail } of listed) output.print(`${name}: ${detail}\n  ${path}`)
  },
}
