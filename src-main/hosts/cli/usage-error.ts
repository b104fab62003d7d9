// Wrong use of the command line: told on stderr with the way to the help, exit code 2.

export class UsageError extends Error {
  readonly command: string | null

  constructor(message: string, command: string | null = null) {
    super(message)
    this.name = 'UsageError'
    this.command = command
  }
}
