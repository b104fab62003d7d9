// Buttons of the mouse over the stage: which of them press the tool in hand, and how.

import { computed, ref, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import { useStagePointer } from '../../../../src-renderer/canvas/stage/stage-pointer.ts'
import { canSubtract, isSubtracting } from '../../../../src-renderer/canvas/tools/subtracting.ts'
import type { ToolInHand } from '../../../../src-renderer/canvas/tools/tool-in-hand.ts'
import { NO_PREVIEW } from '../../../../src-renderer/canvas/tools/tool.ts'
import { TOOL_IDS } from '../../../../src-renderer/canvas/tools/tool.ts'
import type { ToolId } from '../../../../src-renderer/canvas/tools/tool.ts'
import { startPainting } from '../paint-story.ts'

function stage(toolId: ToolId, isWritable = true, subtracting: readonly ToolId[] = []) {
  const pressed: string[] = []
  const borrowed: (ToolId | undefined)[] = []
  const nothing = (): undefined => undefined
  const hand: ToolInHand = {
    tool: computed(() => startPainting(toolId).tool),
    preview: shallowRef(NO_PREVIEW),
    press({ alt, shift }, other) {
      pressed.push([alt && 'alt', shift && 'shift', other].filter(Boolean).join(' '))
      borrowed.push(other)
    },
    move: nothing,
    release: nothing,
    isGesturing: () => false,
    lift: nothing,
    doublePress: nothing,
    key: () => false,
    cycle: () => false,
    resized: nothing,
    leave: nothing,
    cancel: nothing,
  }
  const pointer = useStagePointer({
    container: shallowRef(null),
    camera: ref({ scale: 1, x: 0, y: 0 }),
    hand,
    isWritable: () => isWritable,
    isSubtracting: () => isSubtracting({ toolId, subtracting }),
    take: () => false,
    wheel: () => 'detect',
    tipRadius: () => null,
    setTipRadius: nothing,
    turnOpacity: () => false,
    moveCamera: nothing,
    resizeBrush: nothing,
    point: nothing,
  })
  return { pointer, pressed, borrowed }
}

function presses(...given: Parameters<typeof stage>): readonly string[] {
  const { pointer, pressed } = stage(...given)
  for (const button of [0, 2]) pointer.onPointerDown(new PointerEvent('pointerdown', { button }))
  return pressed
}

test('the left button presses every tool, the right one those that have use for it', () => {
  expect(presses('eraser')).toEqual([''])
  expect(presses('smart')).toEqual(['', 'alt'])
  expect(presses('polygon')).toEqual(['', 'shift'])
  expect(presses('brush')).toEqual(['', 'lasso'])
  expect(presses('smart', false)).toEqual([])
})

test('Alt and Ctrl with a click pick a class, whatever is in hand', () => {
  const { pointer, borrowed } = stage('brush')
  for (const held of [{ altKey: true, ctrlKey: true }, { altKey: true }, { ctrlKey: true }])
    pointer.onPointerDown(new PointerEvent('pointerdown', { button: 0, ...held }))
  expect(borrowed).toEqual(['pick', undefined, undefined])
})

test('a tool that subtracts without a key adds with Alt, and no other tool does so', () => {
  const ways = TOOL_IDS.map((toolId) => {
    const { pointer, pressed } = stage(toolId, true, TOOL_IDS)
    for (const altKey of [false, true])
      pointer.onPointerDown(new PointerEvent('pointerdown', { button: 0, altKey }))
    return pressed.join()
  })
  expect(ways).toEqual(TOOL_IDS.map((toolId) => (canSubtract(toolId) ? 'alt,' : ',alt')))
})

test('each tool remembers for itself, and the right button of smart click means what it did', () => {
  expect(presses('lasso', true, ['smart'])).toEqual([''])
  expect(presses('smart', true, ['smart'])).toEqual(['alt', 'alt'])
})
