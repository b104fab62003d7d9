import { describe, expect, it } from 'vitest'
import type { History } from '../../../src-main/core/patches/history.ts'
import { JOINED_STEP, createHistory } from '../../../src-main/core/patches/history.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { startPatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import type { Patch } from '../../../src-main/core/patches/patch.ts'
import { applyPatch, patchBytes } from '../../../src-main/core/patches/patch.ts'
import { fc } from '../arbitraries.ts'

/** Paints one pixel, always as a change. */
function dab(labelMap: LabelMap, at: number): Patch {
  const recorder = startPatchRecorder(labelMap)
  recorder.beforePaint({ x: 0, y: 0, width: labelMap.width, height: labelMap.height })
  labelMap.data[at] = (labelMap.data[at]! + 1) % 21
  return recorder.commit() as Patch
}

describe('the history', () => {
  it('brings back every earlier state, in any order of painting, undoing and redoing', () => {
    const commands = fc.array(fc.oneof(fc.nat(99), fc.constant('undo'), fc.constant('redo')), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(commands, (list) => {
        const labelMap = createLabelMap(10, 10)
        let history = createHistory()
        const states = [labelMap.data.slice()]
        let at = 0
        for (const command of list) {
          if (typeof command === 'number') {
            history = history.push(dab(labelMap, command))
            states.splice(++at, Infinity, labelMap.data.slice())
          } else {
            const move = command === 'undo' ? history.undo() : history.redo()
            expect(move === undefined).toBe(at === (command === 'undo' ? 0 : states.length - 1))
            if (move === undefined) continue
            applyPatch(labelMap, move.patch)
            history = move.history
            at += command === 'undo' ? -1 : 1
          }
          expect(labelMap.data).toEqual(states[at])
          expect([history.canUndo, history.canRedo]).toEqual([at > 0, at < states.length - 1])
          expect(history.bytes).toBe(history.steps.reduce((sum, step) => sum + step.bytes, 0))
        }
      }),
    )
  })

  it('forgets what could be redone when something new is painted', () => {
    const labelMap = createLabelMap(10, 10)
    const painted = createHistory().push(dab(labelMap, 1), 'one').push(dab(labelMap, 2), 'two')
    const undone = painted.undo()?.history as History
    expect(undone.canRedo).toBe(true)
    const again = undone.push(dab(labelMap, 3), 'three')
    expect([again.canRedo, again.steps.map(({ name }) => name)]).toEqual([false, ['one', 'three']])
    expect(painted.steps.length).toBe(2)
  })

  it('joins the oldest steps over the budget, so that the bottom can be reached, and keeps the newest', () => {
    const labelMap = createLabelMap(10, 10)
    const one = dab(labelMap, 0)
    let history = createHistory(3 * patchBytes(one)).push(one, '0')
    for (let i = 1; i < 6; i++) history = history.push(dab(labelMap, 0), String(i))
    expect(history.steps.map(({ name }) => name)).toEqual([JOINED_STEP, '5'])
    expect(history.steps.map(({ count }) => count)).toEqual([5, 1])
    expect(history.bytes).toBeLessThanOrEqual(history.byteBudget)
    const tiny = createHistory(1).push(one).push(one)
    expect([tiny.steps.length, tiny.canUndo]).toEqual([2, true])
  })

  it('over any budget undoes down to the first state and redoes up to the last, in as many steps as there were', () => {
    const budgets = fc.integer({ min: 1, max: 3000 })
    const path = fc.array(fc.tuple(fc.nat(399), fc.boolean()), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(path, budgets, (list, budget) => {
        const labelMap = createLabelMap(20, 20)
        let history = createHistory(budget)
        let made = 0
        for (const [at, isUndoFirst] of list) {
          const move = isUndoFirst ? history.undo() : undefined
          if (move !== undefined) {
            applyPatch(labelMap, move.patch)
            made -= move.count
            history = move.history
          }
          history = history.push(dab(labelMap, at), 'dab')
          made += 1
        }
        const last = labelMap.data.slice()
        expect(history.bytes).toBe(history.steps.reduce((sum, step) => sum + step.bytes, 0))
        expect(history.bytes <= budget || history.steps.length <= 2).toBe(true)
        let undone = 0
        for (let move = history.undo(); move !== undefined; move = history.undo()) {
          applyPatch(labelMap, move.patch)
          undone += move.count
          history = move.history
        }
        expect([undone, labelMap.data.every((value) => value === 0)]).toEqual([made, true])
        for (let move = history.redo(); move !== undefined; move = history.redo()) {
          applyPatch(labelMap, move.patch)
          history = move.history
        }
        expect(labelMap.data).toEqual(last)
      }),
    )
  })
})
