// Where the command line speaks: results on stdout, everything else on stderr.

export interface Output {
  /** A result for people or, with --json, for programs. */
  print(text: string): void
  printJson(value: unknown): void
  /** A remark on stderr. */
  note(text: string): void
  /** Progress on stderr: one line that is rewritten on a terminal, now and then a line elsewhere. */
  progress(text: string): void
  readonly isTerminal: boolean
}

export interface OutputStreams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: {
    write(text: string): unknown
    readonly isTTY?: boolean
    readonly columns?: number
  }
  readonly now: () => number
}

const QUIET_MS = 5000
const REWRITE_MS = 100
const CLEAR_LINE = '\r\u001b[K'

export function createOutput({ stdout, stderr, now }: OutputStreams): Output {
  const isTerminal = stderr.isTTY === true
  let isLineOpen = false
  let lastShown = -Infinity

  function closeLine(): void {
    if (isLineOpen) stderr.write(CLEAR_LINE)
    isLineOpen = false
  }

  return {
    isTerminal,
    print(text) {
      closeLine()
      stdout.write(`${text}\n`)
    },
    printJson(value) {
      closeLine()
      stdout.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    note(text) {
      closeLine()
      stderr.write(`${text}\n`)
    },
    progress(text) {
      if (now() - lastShown < (isTerminal ? REWRITE_MS : QUIET_MS)) return
      lastShown = now()
      if (isTerminal) stderr.write(`${CLEAR_LINE}${text.slice(0, (stderr.columns ?? 80) - 1)}`)
      else stderr.write(`${text}\n`)
      isLineOpen = isTerminal
    },
  }
}
