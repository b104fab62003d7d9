// What smart click was answered: some masks, one of them proposed. A late answer never takes the place of a newer one.

import { proposalOfMask } from '../../../src-main/core/painting/proposal.ts'
import type { Prompts } from '../../../src-main/core/segmenter/prompts.ts'
import type { SmartMask } from '../smart/smart-photo.ts'
import type { ToolHost } from './tool.ts'

/** The masks of the last question, and which of them is proposed. */
export interface Answer {
  ask(prompts: Prompts): void
  cycle(by: 1 | -1): boolean
  /** Which mask is on the screen, of the answer to everything asked so far. */
  chosen(): number
  state(): 'idle' | 'working' | 'proposed'
  /** A person has answered the proposal. */
  isOver(): boolean
  reset(): void
}

export function createAnswer(host: ToolHost): Answer {
  let masks: readonly SmartMask[] = []
  let chosen = 0
  let isShown = false
  let isWorking = false
  /** A later question, or leaving the tool, makes an earlier answer void. */
  let turn = 0

  function show(): void {
    const mask = masks[chosen]?.mask()
    if (mask === undefined) return
    isShown = true
    host.propose('smart', proposalOfMask(mask, host.settings().activeClass))
  }

  const isOver = (): boolean => isShown && !host.isPending()
  return {
    ask(prompts) {
      const asked = ++turn
      isWorking = true
      const use = (found: readonly SmartMask[]): void => {
        if (asked !== turn || isOver()) return
        isWorking = false
        masks = found
        chosen = 0
        show()
      }
      const failed = (): void => void (isWorking &&= asked !== turn)
      host.waitFor(host.smart.segment(prompts), use, failed)
    },
    cycle(by) {
      if (!isShown || masks.length === 0) return false
      chosen = (chosen + by + masks.length) % masks.length
      show()
      return true
    },
    chosen: () => (isWorking ? 0 : chosen),
    state: () => (isWorking ? 'working' : isShown ? 'proposed' : 'idle'),
    isOver,
    reset() {
      turn++
      masks = []
      isShown = false
      isWorking = false
    },
  }
}
