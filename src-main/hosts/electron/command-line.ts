// What the desktop program understands on its command line.

import { resolve } from 'node:path'

/** The folder after `--root` or in `--root=`, absolute, or null. Chromium's own switches pass by. */
export function rootArgument(args: readonly string[], folder: string): string | null {
  const index = args.findIndex((arg) => arg === '--root' || arg.startsWith('--root='))
  const arg = args[index]
  if (arg === undefined) return null
  const path = arg === '--root' ? args[index + 1] : arg.slice('--root='.length)
  return path === undefined || path === '' ? null : resolve(folder, path)
}
