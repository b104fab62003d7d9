// The options given to one command, read by name and type. Anything that does not fit is a UsageError.

import { UsageError } from './usage-error.ts'

export class OptionValues {
  readonly #command: string
  readonly #values: Readonly<Record<string, string | boolean | undefined>>
  /** What stands behind the command without an option. */
  readonly words: readonly string[]

  constructor(
    command: string,
    values: Readonly<Record<string, string | boolean | undefined>>,
    words: readonly string[] = [],
  ) {
    this.#command = command
    this.#values = values
    this.words = words
  }

  flag(name: string): boolean {
    return this.#values[name] === true
  }

  text(name: string): string {
    const value = this.optionalText(name)
    if (value === undefined) throw this.#wrong(`--${name} is missing`)
    return value
  }

  optionalText(name: string): string | undefined {
    const value = this.#values[name]
    return typeof value === 'string' ? value : undefined
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    return this.optionalChoice(name, choices) ?? fallback
  }

  optionalChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.optionalText(name)
    if (value === undefined) return undefined
    const choice = choices.find((candidate) => candidate === value)
    if (choice !== undefined) return choice
    throw this.#wrong(`--${name} is one of ${choices.join(', ')}, not "${value}"`)
  }

  optionalNumber(name: string): number | undefined {
    const value = this.optionalText(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (value.trim() !== '' && Number.isFinite(number)) return number
    throw this.#wrong(`--${name} is a number, not "${value}"`)
  }

  number(name: string, fallback: number): number {
    return this.optionalNumber(name) ?? fallback
  }

  #wrong(message: string): UsageError {
    return new UsageError(message, this.#command)
  }
}
