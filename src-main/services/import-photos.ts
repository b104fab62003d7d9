// A folder of photos becomes a new user: told photo by photo, and stopped between them.

import type { ImportEvent } from '../contract/root.ts'
import { StudioError } from '../core/errors.ts'
import { said } from '../core/said.ts'
import type { ImportOptions, PssRoot } from './ports.ts'
import type { Withdrawal } from './withdrawal.ts'

/** Errors: those of the root's import, cancelled; no user is made then, nor when the events are read no more. */
export async function* importPhotos(
  root: PssRoot,
  options: ImportOptions,
  withdrawal?: Withdrawal,
): AsyncGenerator<ImportEvent, void, undefined> {
  for await (const event of root.importUser(options)) {
    yield event
    if (event.type === 'progress' && withdrawal?.aborted === true) throw stopped(event)
  }
}

function stopped({ done, total }: { readonly done: number; readonly total: number }): StudioError {
  return new StudioError(
    'cancelled',
    said`the import was stopped after ${done} of ${total} photos: no user was made and nothing of them is left; import
      again to begin anew`,
  )
}
