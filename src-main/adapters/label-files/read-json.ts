// JSON of other tools, checked once at the rim.

import type { z } from 'zod'
import { StudioError } from '../../core/errors.ts'
import { said, withoutValues } from '../../core/said.ts'
import { decodeUtf8 } from '../../core/bytes/utf8.ts'

/** Error: corrupt, naming `place` and the first field that does not fit. */
export function parseJsonFile<T>(bytes: Uint8Array, place: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(bytes, place))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  throw new StudioError(
    'corrupt',
    said`${place}: ${field === '' ? said`the file` : field} is not as the format says (${withoutValues(issue?.message ?? '')});
      choose the format that the file has, or export it again`,
  )
}

function parse(bytes: Uint8Array, place: string): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes).replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new StudioError(
      'corrupt',
      said`${place}: expected JSON, found other data; export it again`,
      {
        cause,
      },
    )
  }
}

/** The last part of a path of another system, however it is written. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? ''
}
