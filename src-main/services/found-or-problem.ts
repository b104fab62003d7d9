// One damaged file must not cost what many others say: it becomes a finding among what was found.

import type { Problem } from '../contract/schemas.ts'
import { StudioError } from '../core/errors.ts'
import { tell } from '../core/said.ts'

export type FoundOrProblem<T> =
  | { readonly found: T; readonly problem: null }
  | { readonly found: null; readonly problem: Problem }

/** `file`: what the finding is about. Faults of the studio itself are thrown on. */
export async function foundOrProblem<T>(
  file: string,
  find: () => Promise<T>,
): Promise<FoundOrProblem<T>> {
  try {
    return { found: await find(), problem: null }
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    return { found: null, problem: { kind: error.kind, file, ...tell(error.words) } }
  }
}
