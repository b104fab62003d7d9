import { describe, expect, test } from 'vitest'
import { paintSegment } from '../../../../src-main/core/painting/brush.ts'
import { createHistory } from '../../../../src-main/core/patches/history.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { paintProposal } from '../../../../src-main/core/painting/proposal.ts'
import {
  PROVENANCE,
  UNLABELLED,
  createProvenance,
} from '../../../../src-main/core/labels/provenance.ts'
import { fc } from '../../../core/arbitraries.ts'
import { createLabelSession } from '../../../../src-renderer/canvas/painting/label-session.ts'
import { startPainting } from '../paint-story.ts'

describe('who labelled a pixel', () => {
  test('is a person for a stroke, and undo brings back who it was', () => {
    const story = startPainting('brush', 4, 1)
    story.session.provenance.data.fill(PROVENANCE.copied)
    expect(story.click(1, 0).sources()).toEqual(['3133'])
    expect(story.undo().sources()).toEqual(['3333'])
    expect(story.redo().sources()).toEqual(['3133'])
  })

  test('changes with a stroke that leaves the class as it is', () => {
    const story = startPainting('brush', 3, 1)
    story.session.labelMap.data.fill(1)
    story.session.provenance.data.fill(PROVENANCE.copied)
    expect(story.click(0, 0).sources()).toEqual(['133'])
    expect(story.session.history().canUndo).toBe(true)
  })

  test('is the assist that a person accepted, but only where the class changes', () => {
    const session = startPainting('brush', 4, 1).session
    session.labelMap.data.set([1, 0, 0, 1])
    session.begin(PROVENANCE.assist)
    const whole = { rect: { x: 0, y: 0, width: 4, height: 1 }, values: Uint8Array.of(1, 1, 1, 1) }
    paintProposal(session.labelMap, whole, (value) => session.rule(value))
    session.commit('test')
    expect([...session.labelMap.data]).toEqual([1, 1, 1, 1])
    expect([...session.provenance.data]).toEqual([1, 2, 2, 1])
  })

  test('is nobody where a tool makes a pixel unlabelled', () => {
    const session = startPainting('brush', 3, 1).session
    session.begin()
    const some = { rect: { x: 0, y: 0, width: 2, height: 1 }, values: Uint8Array.of(UNLABELLED, 5) }
    paintProposal(session.labelMap, some, (value) => session.rule(value))
    session.commit('test')
    expect([...session.provenance.data]).toEqual([0, 1, 1])
  })

  test('comes back with the labels through any gestures, undone and redone', () => {
    const gestures = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 11 }),
        y: fc.integer({ min: 0, max: 8 }),
        alt: fc.boolean(),
        activeClass: fc.constantFrom(0, 3, 15, 255),
        source: fc.constantFrom(1 as const, 2 as const, 3 as const),
        isUndone: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(gestures, (wishes) => {
        const { session } = startPainting('brush', 12, 9)
        const state = () => [session.labelMap.data.slice(), session.provenance.data.slice()]
        const states = [state()]
        for (const { x, y, alt, activeClass, source, isUndone } of wishes) {
          session.begin(source)
          const rule = session.rule(alt ? UNLABELLED : activeClass)
          const at = { x, y }
          paintSegment(session.labelMap, { from: at, to: at, radius: 2.5, tip: 'round' }, rule)
          if (isUndone) session.abort()
          else if (session.commit('dab')) states.push(state())
          expect(state()).toEqual(states.at(-1))
          expect(session.labelMap.data.map((value) => (value === UNLABELLED ? 1 : 0))).toEqual(
            session.provenance.data.map((value) => (value === 0 ? 1 : 0)),
          )
        }
        for (const before of states.slice(0, -1).reverse()) {
          session.undo()
          expect(state()).toEqual(before)
        }
        for (const after of states.slice(1)) {
          session.redo()
          expect(state()).toEqual(after)
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('steps that were joined are undone at once and told one by one, as whoever keeps them has them', () => {
  const told: string[] = []
  const provenance = createProvenance(8, 1, PROVENANCE.human)
  const session = createLabelSession(createLabelMap(8, 1), provenance, {
    history: createHistory(1),
    moved: ({ kind }) => void told.push(kind),
  })
  for (const x of [0, 2, 4, 6]) {
    session.begin()
    const tip = { from: { x: x + 0.5, y: 0.5 }, to: { x: x + 0.5, y: 0.5 }, radius: 0.5 }
    paintSegment(session.labelMap, { ...tip, tip: 'square' }, session.rule(x + 1))
    session.commit('brush')
  }
  expect(session.history().steps.map(({ name }) => name)).toEqual(['joined', 'brush'])
  told.length = 0
  session.undo()
  session.undo()
  expect([...session.labelMap.data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  expect(told).toEqual(['undo', 'undo', 'undo', 'undo'])
  session.travelTo(2)
  expect([...session.labelMap.data]).toEqual([1, 0, 3, 0, 5, 0, 7, 0])
  expect(told.slice(4)).toEqual(['redo', 'redo', 'redo', 'redo'])
})
