// JSON of other tools, checked once at the rim.

import type { z } from 'zod'
import { StudioError } from '../../core/errors.ts'
import { said, withoutValues } from '../../core/said.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Error: corrupt, naming `place` and the first field that does not fit. */
export function parseJsonFile<T>(bytes: Uint8Array, place: string, schema: z.ZodType<T>): T {
  return checkJson(parseJson(bytes, place), { place, schema })
}

export interface JsonCheck<T> {
  readonly place: string
  readonly schema: z.ZodType<T>
  /** The field of the file that the content is, for messages; of the whole file when left out. */
  readonly field?: string
}

/** Error: corrupt, as of a whole file. */
export function checkJson<T>(content: unknown, { place, schema, field }: JsonCheck<T>): T {
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = [field ?? [], ...(issue?.path ?? [])].flat().map(String).join('.')
  throw new StudioError(
    'corrupt',
    said`${place}: ${path === '' ? said`the file` : path} is not as the format says (${withoutValues(issue?.message ?? '')});
      choose the format that the file has, or export it again`,
  )
}

/** Error: corrupt. */
export function parseJson(bytes: Uint8Array, place: string): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes))
  } catch (cause) {
    throw notJson(place, cause)
  }
}

export function notJson(place: string, cause?: unknown): StudioError {
  return new StudioError(
    'corrupt',
    said`${place}: expected JSON, found other data; export it again`,
    { cause },
  )
}

/** The last part of a path of another system, however it is written. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? ''
}
