// A hand over the stage, with the real tools: what moves the photo in the middle of a stroke, palms beside a pen, the
// wheel while a key is held.

import { ref, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import type { Camera } from '../../../../src-renderer/canvas/camera/camera.ts'
import type { Editor } from '../../../../src-renderer/canvas/editor.ts'
import { useStagePointer } from '../../../../src-renderer/canvas/stage/stage-pointer.ts'
import { useToolInHand } from '../../../../src-renderer/canvas/tools/tool-in-hand.ts'
import type { ToolId } from '../../../../src-renderer/canvas/tools/tool.ts'
import { startPainting } from '../paint-story.ts'

type Hand = Partial<
  Pick<PointerEvent, 'button' | 'buttons' | 'pointerType' | 'pointerId' | 'altKey'>
>

const MOUSE: Hand = { pointerType: 'mouse', pointerId: 1, button: 0, buttons: 1 }
const PEN: Hand = { pointerType: 'pen', pointerId: 2, button: 0, buttons: 1 }
const FINGER: Hand = { pointerType: 'touch', pointerId: 3, button: 0, buttons: 1 }

/** One screen pixel for an image pixel. `isStuck`: the photo is at its end and moves no further. */
function overStage(toolId: ToolId = 'brush', isStuck = false) {
  const story = startPainting(toolId, 8, 4)
  const camera = ref<Camera>({ scale: 1, x: 0, y: 0 })
  const editor = {
    tools: story.tools,
    photo: { version: ref(0) },
    proposals: { pending: shallowRef(null) },
  } as unknown as Editor
  const zooms: string[] = []
  const pointer = useStagePointer({
    container: shallowRef(null),
    camera,
    hand: useToolInHand(
      () => editor,
      () => toolId,
    ),
    isWritable: () => true,
    isSubtracting: () => isSubtracting,
    take: (at) => {
      if (isPlaceWanted) places.push([at.x, at.y])
      return isPlaceWanted
    },
    wheel: () => 'zoom',
    tipRadius: () => null,
    setTipRadius: () => undefined,
    turnOpacity: (turns) => isKeyHeld && zooms.push(`turned ${turns}`) > 0,
    moveCamera(next) {
      if (!isStuck) camera.value = next
    },
    resizeBrush: () => undefined,
    point: () => undefined,
  })
  let isKeyHeld = false
  let isSubtracting = false
  let isPlaceWanted = false
  const places: number[][] = []
  let now = 10_000

  function event(type: string, x: number, y: number, hand: Hand): PointerEvent {
    const made = new PointerEvent(type, { clientX: x + 0.5, clientY: y + 0.5, ...hand })
    const element = { getBoundingClientRect: () => ({ left: 0, top: 0 }) }
    Object.defineProperties(made, {
      timeStamp: { value: now },
      currentTarget: { value: element },
      getCoalescedEvents: { value: () => [] },
    })
    return made
  }

  return {
    story,
    camera,
    zooms,
    places,
    wantPlace: (isWanted: boolean) => (isPlaceWanted = isWanted),
    down: (x: number, y: number, hand = MOUSE) =>
      pointer.onPointerDown(event('pointerdown', x, y, hand)),
    move: (x: number, y: number, hand = MOUSE) =>
      pointer.onPointerMove(event('pointermove', x, y, hand)),
    up: (x: number, y: number, hand = MOUSE) =>
      pointer.onPointerUp(event('pointerup', x, y, { ...hand, buttons: 0 })),
    cancel: (hand: Hand) =>
      pointer.onPointerCancel(event('pointercancel', 0, 0, { ...hand, buttons: 0 })),
    doubleClick: () => pointer.onDoubleClick(event('dblclick', 1, 1, {})),
    holdSpace: (isHeld: boolean) => (pointer.isSpaceHeld.value = isHeld),
    subtract: () => (isSubtracting = true),
    holdKey: (isHeld: boolean) => (isKeyHeld = isHeld),
    wheel: (deltaY: number) => {
      const turned = new WheelEvent('wheel', { deltaY })
      Object.defineProperty(turned, 'currentTarget', {
        value: { getBoundingClientRect: () => ({ left: 0, top: 0 }) },
      })
      pointer.onWheel(turned)
    },
    wait: (ms: number) => (now += ms),
  }
}

test('Space in the middle of a stroke moves the photo, and the stroke goes on where the pointer is', () => {
  const hand = overStage()
  hand.down(0, 0)
  hand.move(2, 0)
  hand.holdSpace(true)
  hand.move(4, 2)
  hand.move(6, 2)
  expect(hand.camera.value).toEqual({ scale: 1, x: 4, y: 2 })
  hand.holdSpace(false)
  hand.move(6, 3)
  hand.move(7, 3)
  hand.up(7, 3)
  expect(hand.story.picture()).toEqual(['111.....', '..11....', '........', '........'])
  expect(hand.story.session.history().steps).toHaveLength(1)
  expect(hand.story.undo().picture()).toEqual(['........', '........', '........', '........'])
})

test('a press that says a place is no stroke, and Space still moves the photo to find it', () => {
  const hand = overStage()
  hand.wantPlace(true)
  hand.holdSpace(true)
  hand.down(0, 0)
  hand.move(2, 1)
  hand.up(2, 1)
  hand.holdSpace(false)
  hand.down(5, 3)
  hand.move(6, 3)
  hand.up(6, 3)
  expect(hand.places).toEqual([[3.5, 2.5]])
  hand.wantPlace(false)
  hand.down(2, 1)
  hand.up(2, 1)
  expect(hand.story.picture()).toEqual(['1.......', '........', '........', '........'])
})

test('no line joins the two parts of a stroke where the photo could not follow the pointer', () => {
  const hand = overStage('brush', true)
  hand.down(0, 0)
  hand.holdSpace(true)
  hand.move(3, 0)
  hand.move(6, 0)
  hand.holdSpace(false)
  hand.move(6, 0)
  hand.move(7, 0)
  hand.up(7, 0)
  expect(hand.story.picture()[0]).toBe('1.....11')
})

test('the middle button does the same, whichever button is let go first', () => {
  const both = { ...MOUSE, button: -1, buttons: 5 }
  const one = overStage('brush', true)
  one.down(0, 0)
  one.move(3, 0, { ...both, button: 1 })
  one.move(5, 0, both)
  one.move(5, 0, { ...MOUSE, button: 1 })
  one.move(6, 0)
  one.up(6, 0)
  expect(one.story.picture()[0]).toBe('1....11.')

  const other = overStage()
  other.down(0, 0)
  other.move(0, 0, { ...both, button: 1 })
  other.move(2, 0, { ...MOUSE, button: 0, buttons: 4 })
  expect(other.story.session.isInGesture()).toBe(false)
  other.move(3, 0, { ...MOUSE, button: -1, buttons: 4 })
  other.up(3, 0, { ...MOUSE, button: 1 })
  expect(other.camera.value.x).toBe(3)
  expect(other.story.picture()[0]).toBe('1.......')
})

test('a stroke ends with its button, whatever other button is down, and when its release was never told', () => {
  for (const buttons of [2, 0]) {
    const hand = overStage()
    hand.down(0, 0)
    hand.move(1, 0, { ...MOUSE, button: -1, buttons: 3 })
    hand.move(1, 0, { ...MOUSE, button: buttons === 0 ? -1 : 0, buttons })
    hand.move(5, 0, { ...MOUSE, button: -1, buttons })
    expect(hand.story.picture()[0]).toBe('11......')
    expect(hand.story.session.history().steps).toHaveLength(1)
  }
})

test('a stroke that ends while the photo is moved is one step', () => {
  const hand = overStage()
  hand.down(0, 0)
  hand.holdSpace(true)
  hand.move(3, 1)
  hand.up(3, 1)
  expect(hand.story.session.history().steps).toHaveLength(1)
  hand.holdSpace(false)
  hand.move(5, 1, { ...MOUSE, buttons: 0 })
  expect(hand.camera.value).toEqual({ scale: 1, x: 3, y: 1 })
})

test('a palm moves nothing while the pen paints, and half a second after', () => {
  const hand = overStage()
  hand.down(1, 1, FINGER)
  hand.move(2, 1, FINGER)
  expect(hand.camera.value.x).toBe(1)
  hand.down(1, 0, PEN)
  hand.move(4, 1, FINGER)
  hand.down(0, 0, { ...FINGER, pointerId: 4 })
  hand.move(5, 0, { ...FINGER, pointerId: 4 })
  hand.cancel(FINGER)
  hand.move(3, 0, PEN)
  hand.up(3, 0, PEN)
  expect(hand.story.picture()[0]).toBe('111.....')
  hand.wait(499)
  hand.down(0, 0, { ...FINGER, pointerId: 5 })
  hand.move(5, 0, { ...FINGER, pointerId: 5 })
  expect(hand.camera.value.x).toBe(1)
  hand.wait(1)
  hand.down(0, 0, { ...FINGER, pointerId: 6 })
  hand.move(5, 0, { ...FINGER, pointerId: 6 })
  expect(hand.camera.value.x).toBe(6)
})

test('two taps of a finger press nothing', () => {
  const hand = overStage('polygon')
  for (const [x, y] of [
    [0, 0],
    [4, 0],
    [4, 3],
  ] as const) {
    hand.down(x, y)
    hand.up(x, y)
  }
  hand.down(2, 2, FINGER)
  hand.up(2, 2, FINGER)
  hand.doubleClick()
  expect(hand.story.session.history().steps).toHaveLength(0)
  hand.down(4, 3)
  hand.up(4, 3)
  hand.doubleClick()
  expect(hand.story.session.history().steps).toHaveLength(1)
})

test('the wheel zooms, and fades the labels while the key for it is held', () => {
  const hand = overStage()
  hand.wheel(-100)
  const { scale } = hand.camera.value
  expect(scale).toBeGreaterThan(1)
  hand.holdKey(true)
  hand.wheel(100)
  expect([hand.zooms, hand.camera.value.scale]).toEqual([['turned -1'], scale])
})

test('a lasso that subtracts takes away without Alt, and adds with it', () => {
  const hand = overStage('lasso')
  const encircle = (held: Hand): void => {
    hand.down(0, 0, held)
    hand.move(6, 0, held)
    hand.move(6, 3, held)
    hand.move(0, 3, held)
    hand.up(0, 3, held)
  }
  hand.subtract()
  encircle({ ...MOUSE, altKey: true })
  expect(hand.story.picture()[1]).toBe('111111..')
  encircle(MOUSE)
  expect(hand.story.picture()[1]).toBe('........')
  expect(hand.story.session.history().steps).toHaveLength(2)
})
