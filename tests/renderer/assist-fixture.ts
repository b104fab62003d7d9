// Smart click of the studio fixture: there is a model when it is told what the model finds.

import type { implement } from '@orpc/server'
import type { SegmentCandidate } from '../../src-main/contract/assist.ts'
import type { contract } from '../../src-main/contract/contract.ts'

type Assist = ReturnType<typeof implement<typeof contract>>['assist']

export interface AssistState {
  readonly candidates: readonly SegmentCandidate[] | undefined
  /** Names of photos that were to be made ready, call by call. */
  readonly prepared: string[][]
}

export function assistHandlers(os: Assist, { candidates, prepared }: AssistState) {
  return {
    status: os.status.handler(() => ({
      isAvailable: candidates !== undefined,
      device: 'webgpu' as const,
      reason: { message: 'webgpu: 4.3 times as fast as the CPU' },
    })),
    prepare: os.prepare.handler(({ input }) => {
      prepared.push(input.names)
      return { readyCount: input.names.length }
    }),
    segment: os.segment.handler(() => ({ candidates: [...(candidates ?? [])] })),
  }
}
