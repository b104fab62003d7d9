// Where the parts of the studio lie when it runs from its sources.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const repository = new URL('../../../', import.meta.url)

export const RESOURCES_FOLDER = fileURLToPath(new URL('resources', repository))
export const RENDERER_FOLDER = fileURLToPath(new URL('out/renderer', repository))
export const WORKER_ENTRY = new URL('../worker/main.ts', import.meta.url)

export function readVersion(): string {
  const text = readFileSync(new URL('package.json', repository), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
