// The magic wand: idle -> dragging -> working -> proposed. Press previews the pixels of like colour, dragging right or
// left raises or lowers the tolerance, releasing keeps the preview; Enter or a click on it accepts. Shift
// adds to the preview, Alt subtracts from the labels.

import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import { MAX_TOLERANCE } from '../../../src-main/core/vision/magic-wand.ts'
import type { WandPick, WandPicks } from '../../../src-main/core/vision/wand-picks.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { askLatest } from './latest.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer } from './tool.ts'

/** Units of tolerance for each reach (a finger's width) dragged. */
const UNITS_PER_REACH = 1

export function createWand(host: ToolHost): Tool {
  const picked = createPicked(host)
  let drag: { readonly from: number; readonly tolerance: number } | null = null

  function press(pointer: ToolPointer): void {
    const at = pixelUnder(host.labelMap, pointer)
    if (host.photo() === null || at === null) return
    const {
      wandTolerance: tolerance,
      isWandContiguous: isContiguous,
      activeClass,
    } = host.settings()
    const value = pointer.alt ? 0 : activeClass
    if (!pointer.shift) picked.drop()
    picked.add({ ...at, tolerance, isContiguous, value })
    drag = { from: pointer.x, tolerance }
  }

  function rest(): string {
    if (picked.isWorking()) return 'working'
    return host.isPending() ? 'proposed' : 'idle'
  }

  return {
    ...idleTool(),
    id: 'wand',
    looksAtPhoto: true,
    state: () => `wand.${drag !== null ? 'dragging' : rest()}`,
    press(pointer) {
      picked.forgetAnswered()
      if (pointer.shift || !host.isProposed(pointer)) press(pointer)
      else host.accept(pointer.ctrl)
    },
    move(pointers) {
      const last = pointers.at(-1)
      if (drag === null || last === undefined) return
      const moved = ((last.x - drag.from) / last.reach) * UNITS_PER_REACH
      const tolerance = Math.max(0, Math.min(MAX_TOLERANCE, Math.round(drag.tolerance + moved)))
      if (tolerance === host.settings().wandTolerance) return
      host.keepTolerance(tolerance)
      picked.retune(tolerance)
    },
    release: () => void (drag = null),
    cancel() {
      drag = null
      picked.drop()
    },
  }
}

/** The places pressed for one preview; the photo's worker finds what they take. */
interface Picked {
  add(pick: WandPick): void
  /** Another tolerance for the last one. */
  retune(tolerance: number): void
  /** Picks whose preview was answered are done with. */
  forgetAnswered(): void
  drop(): void
  isWorking(): boolean
}

function createPicked(host: ToolHost): Picked {
  let picks: readonly WandPick[] = []
  let isShown = false
  const latest = askLatest(host, find, show)

  function find(wanted: WandPicks): Promise<Proposal | undefined> {
    return host.photo()?.ask('wand', { picks: wanted }) ?? Promise.resolve(undefined)
  }

  function show(proposal: Proposal | undefined): void {
    forgetAnswered()
    if (picks.length === 0 || proposal === undefined) return
    isShown = true
    host.propose('wand', proposal)
  }

  function change(next: readonly WandPick[]): void {
    picks = next
    const [first, ...further] = next
    if (first !== undefined) latest.ask([first, ...further])
  }

  function forget(): void {
    picks = []
    isShown = false
    latest.forget()
  }

  function forgetAnswered(): void {
    if (isShown && !host.isPending()) forget()
  }

  return {
    add: (pick) => change([...picks, pick]),
    retune(tolerance) {
      const last = picks.at(-1)
      if (last !== undefined) change([...picks.slice(0, -1), { ...last, tolerance }])
    },
    forgetAnswered,
    drop() {
      forget()
      host.drop()
    },
    isWorking: latest.isWorking,
  }
}
