// JSON and text artifacts of a root: read with a schema, written whole. A damaged file is an error, never a default.

import type { z } from 'zod'
import { StudioError } from '../core/errors.ts'
import { describeIssues } from '../core/describe-issues.ts'
import { said } from '../core/said.ts'
import { decodeUtf8, encodeUtf8 } from '../core/bytes/utf8.ts'
import type { ArtifactStore } from './ports.ts'

/** Null when there is no such key. Error: corrupt when the file is not what `schema` says. */
export async function readJson<T>(
  artifacts: ArtifactStore,
  key: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const bytes = await artifacts.read(key)
  if (bytes === null) return null
  const result = schema.safeParse(parseJson(decodeUtf8(bytes), artifacts.locate(key)))
  if (result.success) return result.data
  throw new StudioError(
    'corrupt',
    said`${artifacts.locate(key)}: not what the studio writes (${describeIssues(result.error.issues)});
      it was changed by hand or by another version, remove it to go on`,
  )
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new StudioError('corrupt', said`${where}: expected JSON; remove the file to go on`, {
      cause,
    })
  }
}

export async function writeJson(
  artifacts: ArtifactStore,
  key: string,
  value: unknown,
): Promise<void> {
  await artifacts.write(key, encodeUtf8(`${JSON.stringify(value, null, 1)}\n`))
}

/** The complete lines of a text artifact; a last line cut off by a crash is left out. */
export async function readLines(artifacts: ArtifactStore, key: string): Promise<readonly string[]> {
  const bytes = await artifacts.read(key)
  if (bytes === null) return []
  const end = bytes.lastIndexOf(10)
  return end < 0 ? [] : decodeUtf8(bytes.subarray(0, end)).split('\n')
}
