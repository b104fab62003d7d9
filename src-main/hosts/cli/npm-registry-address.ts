// The registry that npm is set up for. npm tells it to its scripts only where it is not npm's own
// default; otherwise the npm that runs this script is asked.

import { execFileSync } from 'node:child_process'
import { UsageError } from './usage-error.ts'

/** Error: UsageError when there is no npm to ask, or it does not answer. */
export function npmRegistryAddress(command: string): string {
  const told = process.env['npm_config_registry'] ?? ''
  if (told !== '') return told
  const npm = process.env['npm_execpath'] ?? ''
  if (npm !== '') return askNpm(npm, command)
  throw new UsageError(
    'npm_config_registry is not set: set it to the address of your npm registry, or run pss through npm',
    command,
  )
}

function askNpm(npm: string, command: string): string {
  const question = [npm, 'config', 'get', 'registry']
  try {
    return execFileSync(process.execPath, question, { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error)
    throw new UsageError(
      `npm does not tell its registry: ${reason}; set npm_config_registry to its address`,
      command,
    )
  }
}
