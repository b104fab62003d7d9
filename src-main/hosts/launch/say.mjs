// What the launcher tells the person: on stderr, because stdout belongs to the command itself.

export function say(message) {
  process.stderr.write(`pss-studio: ${message}\n`)
}

/** Ends the program with a message and an exit code (2 = wrong use, 1 = failed). */
export function giveUp(message, exitCode = 1) {
  say(message)
  process.exit(exitCode)
}
