// Two masks of one photo on their way to one: the disagreements, a verdict for each, the one looked at.

import { computed, shallowRef } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import { findDisagreements } from '../../../src-main/core/agreement/agreement.ts'
import type { Disagreement, Verdict } from '../../../src-main/core/agreement/agreement.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'

export interface Adjudication {
  readonly first: LabelMap
  readonly second: LabelMap
  /** Largest first. */
  readonly regions: readonly Disagreement[]
  readonly verdicts: Readonly<ShallowRef<readonly (Verdict | null)[]>>
  readonly at: Readonly<ShallowRef<number>>
  readonly undecided: ComputedRef<number>
  /** Judges the region at hand and goes to the next one without a verdict. */
  judge(verdict: Verdict): void
  /** Gives every region that has none this verdict. */
  judgeRest(verdict: Verdict): void
  move(by: number): void
  /** Null while a verdict is missing. */
  complete(): Verdict[] | null
}

export function createAdjudication(first: LabelMap, second: LabelMap): Adjudication {
  const regions = findDisagreements(first, second)
  const verdicts = shallowRef<readonly (Verdict | null)[]>(regions.map(() => null))
  const at = shallowRef(0)

  function move(by: number): void {
    at.value = Math.max(0, Math.min(regions.length - 1, at.value + by))
  }

  return {
    first,
    second,
    regions,
    verdicts,
    at,
    undecided: computed(() => verdicts.value.filter((verdict) => verdict === null).length),
    judge(verdict) {
      verdicts.value = verdicts.value.with(at.value, verdict)
      const later = verdicts.value.findIndex((given, index) => given === null && index > at.value)
      if (later >= 0) at.value = later
    },
    judgeRest(verdict) {
      verdicts.value = verdicts.value.map((given) => given ?? verdict)
    },
    move,
    complete() {
      const given = verdicts.value.filter((verdict) => verdict !== null)
      return given.length === regions.length ? given : null
    },
  }
}
