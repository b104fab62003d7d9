// What the stages of a run have seen, in one sentence: tables that compare them must say it.

import type { RunConfig } from '../../../contract/runs.ts'
import { HYPERPARAMETERS } from '../../../engine/methods/hyperparameters.ts'

export function lineageNote({ preset }: RunConfig): string {
  return HYPERPARAMETERS[preset].stage1Start === 'imagenet'
    ? 'S2 goes on from S1 and so has seen twice its iterations.'
    : 'S1 goes on from No-DA and S2 from S1: they have seen two and three times its iterations.'
}
