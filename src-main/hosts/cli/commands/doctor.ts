// pss doctor: what this installation can do.

import { doctor as examine } from '../../../services/system.ts'
import { JSON_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { composeCliPorts } from '../open-client.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: 'what this installation can do',
  options: { ...JSON_OPTION },
  async run(values, output) {
    const report = await examine(composeCliPorts(output).machine)
    if (values.flag('json')) {
      const checks = report.checks.map(({ name, status, detail }) => {
        return { name: name.message, status, detail: detail.message }
      })
      output.printJson({ ...report, checks })
      return
    }
    output.print(`PSS Studio ${report.version}`)
    for (const { name, status, detail } of report.checks) {
      output.print(`${status.padEnd(8)}${name.message}: ${detail.message}`)
    }
  },
}
