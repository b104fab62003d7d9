// Strict reading of the command line: an unknown command, option or word is wrong use, never ignored.

import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { OptionValues } from './option-values.ts'
import { UsageError } from './usage-error.ts'

export type CommandLine =
  | { readonly kind: 'help'; readonly command: Command | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly values: OptionValues }

export function parseCommandLine(
  args: readonly string[],
  commands: readonly Command[],
): CommandLine {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h')
    return { kind: 'help', command: null }
  if (name === '--version') return { kind: 'version' }
  if (name === 'help') {
    return { kind: 'help', command: rest[0] === undefined ? null : find(rest[0], commands) }
  }
  if (name.startsWith('-')) throw new UsageError(`a command comes first, not ${name}`)
  const command = find(name, commands)
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', command }
  return { kind: 'run', command, values: parseOptions(command, rest) }
}

function find(name: string, commands: readonly Command[]): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command !== undefined) return command
  const choices = commands.map((candidate) => candidate.name).join(', ')
  throw new UsageError(`there is no command "${name}"; there are ${choices}`)
}

function parseOptions(command: Command, args: string[]): OptionValues {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string' } as const,
    ]),
  )
  const { values, positionals } = parseStrictly(command, args, options)
  for (const [name, spec] of Object.entries(command.options)) {
    const isMissing = values[name] === undefined
    if (spec.isRequired === true && isMissing) {
      throw new UsageError(`--${name} ${spec.value ?? ''} is missing`, command.name)
    }
    if (values[name] === '') throw new UsageError(`--${name} is empty`, command.name)
  }
  return new OptionValues(command.name, values, positionals)
}

function parseStrictly(
  command: Command,
  args: string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
): { values: Record<string, string | boolean | undefined>; positionals: string[] } {
  try {
    const allowPositionals = command.words !== undefined
    return parseArgs({ args, options, strict: true, allowPositionals })
  } catch (error) {
    // The first sentence says what is wrong; the rest is about Node's own conventions.
    const message = error instanceof Error ? error.message : String(error)
    throw new UsageError((message.split(/\. |\n/)[0] ?? message).trim(), command.name)
  }
}
