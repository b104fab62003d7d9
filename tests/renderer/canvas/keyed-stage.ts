// A stage with the real tools over a photo, and the hands on it: a mouse, or keys alone.

import { mount } from '@vue/test-utils'
import { ref, shallowReactive, shallowRef } from 'vue'
import { onTestFinished } from 'vitest'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Camera } from '../../../src-renderer/canvas/camera/camera.ts'
import { toScreen } from '../../../src-renderer/canvas/camera/camera.ts'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import type { EditorSettings } from '../../../src-renderer/canvas/editor-settings.ts'
import { createPredictedLabels } from '../../../src-renderer/canvas/results/predicted-labels.ts'
import { useKeyPointer } from '../../../src-renderer/canvas/stage/key-pointer.ts'
import { useStagePointer } from '../../../src-renderer/canvas/stage/stage-pointer.ts'
import { useToolInHand } from '../../../src-renderer/canvas/tools/tool-in-hand.ts'
import type { ToolId } from '../../../src-renderer/canvas/tools/tool.ts'
import { keptInMemory } from './paint-story.ts'
import { HEIGHT, WIDTH, startOnPhoto } from './photo-story.ts'

export type Place = readonly [number, number]
type Held = Pick<KeyboardEventInit, 'shiftKey' | 'altKey' | 'ctrlKey'>

export const VIEW = { width: 60, height: 40 }
const MIDDLE: Place = [24, 18]

/** A stage over the red box on a blue ground, of which a part has a class already. */
export function overStage(toolId: ToolId, camera: Camera = { scale: 1, x: 0, y: 0 }) {
  const story = startOnPhoto(toolId)
  for (let y = 9; y < 20; y++) story.session.labelMap.data.fill(7, y * WIDTH + 12, y * WIDTH + 30)
  story.prediction = createPredictedLabels(predicted(), keptInMemory())
  story.smart = {
    isReady: () => true,
    isWithoutModel: () => false,
    segment: ({ points, box }) => Promise.resolve([{ score: 1, mask: () => maskOf(points, box) }]),
  }
  const at = ref(camera)
  const container = shallowRef<HTMLElement | null>(null)
  const settings = shallowReactive<Pick<EditorSettings, 'keyPointer'>>({ keyPointer: 'off' })
  const image = shallowRef<LabelMap | null>(story.session.labelMap)
  const editor = {
    tools: story.tools,
    isWritable: true,
    photo: { version: ref(0), prepare: () => undefined },
    proposals: {
      pending: {
        get value() {
          return story.pending()
        },
      },
    },
    accept: () => story.accept(),
    drop: () => story.tool.cancel(),
  } as unknown as Editor
  let stage!: ReturnType<typeof useStagePointer>
  let hand!: ReturnType<typeof useToolInHand>
  const moveCamera = (next: Camera): void => void (at.value = next)
  const wrapper = mount(
    {
      setup() {
        hand = useToolInHand(
          () => editor,
          () => toolId,
        )
        stage = useStagePointer({
          container: shallowRef(null),
          camera: at,
          hand,
          moveCamera,
          isWritable: () => true,
          isSubtracting: () => false,
          take: () => false,
          wheel: () => 'zoom',
          tipRadius: () => null,
          setTipRadius: () => undefined,
          turnOpacity: () => false,
          resizeBrush: () => undefined,
          point: () => undefined,
        })
        useKeyPointer({
          settings,
          container,
          camera: at,
          view: ref(VIEW),
          pointer: stage,
          drop: () => hand.key('Escape'),
          image: () => image.value,
          moveCamera,
        })
        return { container }
      },
      template: '<div ref="container" tabindex="0"><button>Brush</button></div>',
    },
    { attachTo: document.body },
  )
  onTestFinished(() => wrapper.unmount())
  return {
    story,
    camera: at,
    settings,
    image,
    stage,
    hand,
    element: wrapper.element as HTMLElement,
  }
}

export type Stage = ReturnType<typeof overStage>

function predicted(): LabelMap {
  const map = createLabelMap(WIDTH, HEIGHT)
  for (let y = 14; y < 22; y++) map.data.fill(15, y * WIDTH + 20, y * WIDTH + 30)
  return map
}

function maskOf(points: readonly { x: number; isPositive: boolean }[], box: unknown) {
  const width = 3 + points.length + (box === null ? 0 : 5)
  const data = new Uint8Array(width).fill(1)
  if (points.some(({ isPositive }) => !isPositive)) data[0] = 0
  return { rect: { x: 2, y: 2, width, height: 1 }, data }
}

export function pressKey(
  key: string,
  held: Held = {},
  target: EventTarget = window,
): KeyboardEvent {
  const code = key === ' ' ? 'Space' : key
  const event = new KeyboardEvent('keydown', {
    key,
    code,
    bubbles: true,
    cancelable: true,
    ...held,
  })
  target.dispatchEvent(event)
  return event
}

export function letGo(key: string): void {
  window.dispatchEvent(new KeyboardEvent('keyup', { key, code: key === ' ' ? 'Space' : key }))
}

/** What hands do, in places of the image. */
export interface Hands {
  click(at: Place, held?: Held): void
  /** From pixel to pixel, first across. */
  drag(from: Place, to: Place, held?: Held): void
}

export function mouse({ stage, camera }: Stage): Hands {
  const tell = (type: string, [x, y]: Place, held: Held = {}): PointerEvent => {
    const on = toScreen(camera.value, { x: x + 0.5, y: y + 0.5 })
    const init = { clientX: on.x, clientY: on.y, button: 0, buttons: 1, pointerType: 'mouse' }
    return new PointerEvent(type, { ...init, ...held })
  }
  let now = MIDDLE
  const drag: Hands['drag'] = (from, to, held) => {
    for (const at of way(now, from)) stage.onPointerMove(tell('pointermove', at))
    now = to
    stage.onPointerDown(tell('pointerdown', from, held))
    for (const at of way(from, to)) stage.onPointerMove(tell('pointermove', at, held))
    stage.onPointerUp(tell('pointerup', to, held))
  }
  return { click: (at, held) => drag(at, at, held), drag }
}

export function keys(stage: Stage): Hands {
  let now = MIDDLE
  const go = (to: Place): void => {
    for (const [x, y] of way(now, to)) {
      if (x !== now[0]) pressKey(x > now[0] ? 'ArrowRight' : 'ArrowLeft', { shiftKey: true })
      else pressKey(y > now[1] ? 'ArrowDown' : 'ArrowUp', { shiftKey: true })
      now = [x, y]
    }
  }
  stage.settings.keyPointer = 'up'
  const drag: Hands['drag'] = (from, to, held) => {
    go(from)
    pressKey(' ', held)
    go(to)
    letGo(' ')
  }
  return { click: (at, held) => drag(at, at, held), drag }
}

function* way([x, y]: Place, to: Place): Generator<Place> {
  while (x !== to[0]) yield [(x += Math.sign(to[0] - x)), y]
  while (y !== to[1]) yield [x, (y += Math.sign(to[1] - y))]
}
