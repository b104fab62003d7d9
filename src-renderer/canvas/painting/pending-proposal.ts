// The one proposal that waits for a person's answer. Any other change to the map drops it, so that what is
// accepted is always what was shown.

import { computed, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { checkProposal } from '../../../src-main/core/painting/proposal.ts'
import type {
  CheckedProposal,
  MayPaint,
  Proposal,
} from '../../../src-main/core/painting/proposal.ts'

export interface PendingProposal extends CheckedProposal {
  /** Of the step that it becomes: a tool's, or one that HistoryPanel.vue knows. */
  readonly name: string
}

export interface ProposalDesk {
  readonly pending: Readonly<Ref<PendingProposal | null>>
  /** What of the proposal is allowed. */
  allowed(proposal: Proposal): CheckedProposal
  /** Shows what of the proposal is allowed, also when that changes, in place of the one before. */
  propose(name: string, proposal: Proposal): void
  /** Shows a proposal that was checked against the same map and rules already. */
  show(name: string, checked: CheckedProposal): void
  drop(): void
}

export function createProposalDesk(labelMap: LabelMap, mayPaint: () => MayPaint): ProposalDesk {
  const waiting = shallowRef<(() => PendingProposal) | null>(null)
  const allowed = (proposal: Proposal): CheckedProposal =>
    checkProposal(labelMap, proposal, mayPaint())
  return {
    pending: computed(() => waiting.value?.() ?? null),
    allowed,
    propose(name, proposal) {
      waiting.value = () => ({ ...allowed(proposal), name })
    },
    show(name, checked) {
      waiting.value = () => ({ ...checked, name })
    },
    drop() {
      waiting.value = null
    },
  }
}
