// A folder of photos becomes a new user: told photo by photo, and stopped between them.

import type { ImportEvent, ImportReport } from '../contract/root.ts'
import { invariant } from '../core/errors.ts'
import { said } from '../core/said.ts'
import type { ImportOptions, PssRoot } from './ports.ts'
import { toldWork } from './told-work.ts'
import type { Withdrawal } from './withdrawal.ts'

/** Errors: those of the root's import, cancelled; no user is made then, nor when the events are read no more. */
export async function* importPhotos(
  root: PssRoot,
  options: ImportOptions,
  withdrawal?: Withdrawal,
): AsyncGenerator<ImportEvent, void, undefined> {
  let [done, total] = [0, 0]
  const stopped = () =>
    said`the import was stopped after ${done} of ${total} photos: no user was made and nothing of them is left; import
      again to begin anew`
  const report = yield* toldWork<ImportEvent, ImportReport>(
    async ({ tell, requireWanted }) => {
      let finished: ImportReport | null = null
      for await (const event of root.importUser(options, requireWanted)) {
        if (event.type === 'finished') {
          finished = event.report
          continue
        }
        ;({ done, total } = event)
        tell(event)
        requireWanted()
      }
      invariant(finished !== null, 'an import ends with its report')
      return finished
    },
    { withdrawal, stopped },
  )
  yield { type: 'finished', report }
}
