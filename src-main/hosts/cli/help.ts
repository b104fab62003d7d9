// The help texts of `pss` and its commands.

import type { Command, OptionSpec } from './command.ts'

export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }) => [name, summary] as const)
  return [
    "pss: adapt a segmentation network to one person's photos.",
    '',
    'Usage: pss <command> [options]',
    '',
    'Commands:',
    ...table(rows),
    '',
    '`pss <command> --help` shows the options of a command, `pss --version` the version.',
    'Results go to stdout, progress to stderr. Exit codes: 0 done, 1 failed, 2 wrong use.',
  ].join('\n')
}

export function commandHelp(command: Command): string {
  const options = Object.entries(command.options)
  const rows = [...options.map(optionRow), ['--help', 'this text'] as const]
  return [
    `pss ${command.name}: ${command.summary}`,
    '',
    `Usage: pss ${usageOf(command, options)}`,
    '',
    'Options:',
    ...table(rows),
    ...(command.details === undefined ? [] : ['', command.details]),
  ].join('\n')
}

function usageOf(
  { name, words }: Command,
  options: readonly (readonly [string, OptionSpec])[],
): string {
  const required = options.filter(([, { isRequired }]) => isRequired === true)
  return [
    name,
    ...(words === undefined ? [] : [words]),
    ...required.map(([option, { value }]) => `--${option} ${value ?? ''}`.trimEnd()),
    ...(required.length < options.length ? ['[options]'] : []),
  ].join(' ')
}

function optionRow([name, spec]: readonly [string, OptionSpec]): readonly [string, string] {
  const value = spec.value === undefined ? '' : ` ${spec.value}`
  const choices = spec.choices === undefined ? '' : ` (${spec.choices.join(', ')})`
  return [`--${name}${value}`, spec.description + choices + (spec.isRequired ? '; required' : '')]
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
