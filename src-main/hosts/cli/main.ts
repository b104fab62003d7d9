// `pss`: reads the command line, runs one command, ends with 0 (done), 1 (failed) or 2 (wrong use).

import { COMMANDS } from './commands.ts'
import { failureOf } from './failure.ts'
import { commandHelp, generalHelp } from './help.ts'
import { readVersion } from './installation.ts'
import { createOutput } from './output.ts'
import { parseCommandLine } from './parse-command-line.ts'
import { UsageError } from './usage-error.ts'

const { stdout, stderr } = process
const output = createOutput({ stdout, stderr, now: () => performance.now() })

process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  let isJson = false
  try {
    const line = parseCommandLine(args, COMMANDS)
    if (line.kind === 'version') output.print(readVersion())
    if (line.kind === 'help') {
      output.print(line.command === null ? generalHelp(COMMANDS) : commandHelp(line.command))
    }
    if (line.kind !== 'run') return args.length === 0 ? 2 : 0
    isJson = 'json' in line.command.options && line.values.flag('json')
    await line.command.run(line.values, output)
    return 0
  } catch (error) {
    const { kind, message, exitCode } = failureOf(error)
    if (isJson) output.printJson({ error: { kind, message } })
    output.note(`pss: ${message}`)
    if (error instanceof UsageError) {
      output.note(`try: pss ${error.command === null ? '' : `${error.command} `}--help`)
    }
    return exitCode
  }
}
