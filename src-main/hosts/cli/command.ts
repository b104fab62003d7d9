// What a command of `pss` is: a plain value with its options and what it does with them.

import type { OptionValues } from './option-values.ts'
import type { Output } from './output.ts'

export interface OptionSpec {
  /** What stands for the value in the help, such as "DIR"; a flag when left out. */
  readonly value?: string
  readonly description: string
  readonly isRequired?: boolean
  readonly choices?: readonly string[]
}

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Examples and remarks for the command's own help. */
  readonly details?: string
  readonly options: Readonly<Record<string, OptionSpec>>
  /** What may stand behind the command without an option, for its help; nothing when left out. */
  readonly words?: string
  run(values: OptionValues, output: Output): Promise<void>
}

export const ROOT_OPTION = {
  root: {
    value: 'DIR',
    description: 'the PSS root: the folder with personal/ and VOC2012/',
    isRequired: true,
  },
} as const satisfies Record<string, OptionSpec>

export const JSON_OPTION = {
  json: { description: 'one JSON document on stdout, for programs' },
} as const satisfies Record<string, OptionSpec>

export const USER_OPTION = {
  user: { value: 'ID', description: 'the folder name below personal/', isRequired: true },
} as const satisfies Record<string, OptionSpec>
