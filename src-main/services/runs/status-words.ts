// The states of a run in sentences.

import type { RunStatus } from '../../contract/runs.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'

export const STATUS_WORDS: Readonly<Record<RunStatus, Said>> = {
  queued: said`queued`,
  running: said`running`,
  paused: said`paused`,
  finished: said`finished`,
  failed: said`failed`,
  cancelled: said`cancelled`,
}
