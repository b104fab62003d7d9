// The pointer for hands without a mouse or a pen: it makes of keys what a mouse tells the stage, so that no tool can
// tell them apart. Arrows move it from pixel to pixel, Space is its button, the photo follows at the edge of the view,
// and a mouse or a pen over the stage takes its place.

import { useEventListener } from '@vueuse/core'
import { watch } from 'vue'
import type { Ref } from 'vue'
import { clipRect } from '../../../src-main/core/geometry/rect.ts'
import { afterPaint } from '../../page/after-paint.ts'
import { useIsHere } from '../../page/is-here.ts'
import { isPressing, isTyping } from '../../page/keys.ts'
import { panInto, toScreen, visibleRect } from '../camera/camera.ts'
import type { Camera, ScreenPoint, Size } from '../camera/camera.ts'
import type { EditorSettings } from '../editor-settings.ts'
import { KEYS_POINTER } from './stage-pointer.ts'
import type { StagePointer } from './stage-pointer.ts'

export interface KeyPointerTarget {
  readonly settings: Pick<EditorSettings, 'keyPointer'>
  readonly container: Readonly<Ref<HTMLElement | null>>
  readonly camera: Readonly<Ref<Camera>>
  readonly view: Readonly<Ref<Size>>
  readonly pointer: StagePointer
  /** Ends what is under way; true when something was. */
  drop(): boolean
  /** Of the photo in sight; null while there is none. */
  image(): Size | null
  moveCamera(next: Camera): void
}

type Held = Pick<KeyboardEvent, 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>

const NOTHING_HELD: Held = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }
const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** Of one press, in pixels of the screen; with Shift it is one pixel of the image. */
const STEP_PX = 10
const LONG_STEP_PX = 50

export function useKeyPointer(target: KeyPointerTarget): void {
  const { settings, container } = target
  const { enter, hold, move, press, release, leave } = keyGestures(target)
  const isHere = useIsHere()
  /** The button is down for as long as Space is, and not until it is pressed again. */
  let isBySpace = false

  function pressSpace(event: KeyboardEvent): void {
    if (event.repeat) return
    isBySpace = settings.keyPointer === 'up'
    if (isBySpace) hold(event)
    settings.keyPointer = isBySpace ? 'down' : 'up'
  }

  function letGo(): void {
    if (isBySpace && settings.keyPointer === 'down') settings.keyPointer = 'up'
    isBySpace = false
  }

  /** Drops what is under way; when nothing is, the keys are those of the page again. */
  function escape(): void {
    const wasUsed = target.drop() || settings.keyPointer === 'down'
    settings.keyPointer = wasUsed ? 'up' : 'off'
  }

  /** True for a key that is the pointer's. */
  function take(event: KeyboardEvent): boolean {
    const way = event.altKey ? undefined : WAYS[event.key]
    if (way !== undefined) move(way, event)
    else if (event.code === 'Space' && !isPressing(event)) pressSpace(event)
    else if (event.key === 'Escape') escape()
    else return false
    return true
  }

  // Before the shortcuts, whose arrows lead to other photos.
  useEventListener(
    () => (isHere.value ? window : null),
    'keydown',
    (event: KeyboardEvent) => {
      if (settings.keyPointer !== 'off' && !isTyping(event) && take(event)) event.preventDefault()
    },
    { capture: true },
  )
  useEventListener(window, 'keyup', ({ code }: KeyboardEvent) => {
    if (code === 'Space') letGo()
  })
  useEventListener(window, 'blur', letGo)
  useEventListener(container, ['pointerdown', 'pointermove'], mouseTaking(settings), {
    capture: true,
  })
  watch(
    () => settings.keyPointer,
    (now, before) => {
      if (before === 'off') enter()
      if (before === 'down') release()
      if (now === 'down') press()
      if (now === 'off') leave()
    },
    { flush: 'sync' },
  )
  watch(target.image, () => {
    if (settings.keyPointer === 'off') return
    settings.keyPointer = 'up'
    enter()
  })
}

/** What a mouse would tell the stage; nothing while no photo is in sight. */
interface KeyGestures {
  /** Into the middle of what is in view; the stage takes the keys. */
  enter(): void
  /** What is held with the next press stays held until its release, whatever the steps between need. */
  hold(event: Held): void
  move(way: readonly [number, number], event: Held): void
  press(): void
  release(): void
  leave(): void
}

function keyGestures(target: KeyPointerTarget): KeyGestures {
  const { settings, container, camera, view, pointer } = target
  let held = NOTHING_HELD

  function eventAt(type: string, { x, y }: ScreenPoint): PointerEvent {
    const box = container.value?.getBoundingClientRect()
    const on = toScreen(camera.value, { x, y })
    return new PointerEvent(type, {
      ...held,
      clientX: on.x + (box?.left ?? 0),
      clientY: on.y + (box?.top ?? 0),
      button: type === 'pointermove' ? -1 : 0,
      buttons: settings.keyPointer === 'down' ? 1 : 0,
      pointerType: KEYS_POINTER,
    })
  }

  function moveTo(at: ScreenPoint): void {
    target.moveCamera(panInto(camera.value, view.value, at))
    pointer.onPointerMove(eventAt('pointermove', at))
  }

  /** Where it is and the photo, while both are there. */
  function ifPlaced(act: (at: ScreenPoint, image: Size) => void): void {
    const [at, image] = [pointer.cursor.value, target.image()]
    if (at !== null && image !== null) act(at, image)
  }

  return {
    enter() {
      const image = target.image()
      if (image === null || view.value.width === 0) return
      const seen = clipRect(visibleRect(camera.value, view.value), image.width, image.height)
      moveTo(pixelCentre({ x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }, image))
      afterPaint(() => container.value?.focus({ preventScroll: true }))
    },
    hold: ({ shiftKey, altKey, ctrlKey, metaKey }) =>
      void (held = { shiftKey, altKey, ctrlKey, metaKey }),
    move: ([dx, dy], event) =>
      ifPlaced((at, image) => {
        const step = stepOf(event, camera.value)
        moveTo(pixelCentre({ x: at.x + dx * step, y: at.y + dy * step }, image))
      }),
    press: () => ifPlaced((at) => pointer.onPointerDown(eventAt('pointerdown', at))),
    release() {
      ifPlaced((at) => pointer.onPointerUp(eventAt('pointerup', at)))
      held = NOTHING_HELD
    },
    leave: () => pointer.onPointerLeave(eventAt('pointerleave', { x: 0, y: 0 })),
  }
}

/** In image pixels. Seen from far away one pixel of the screen is many of them, and from close by less than one. */
function stepOf({ shiftKey, ctrlKey, metaKey }: Held, { scale }: Camera): number {
  if (shiftKey) return 1
  return Math.max(1, Math.round((ctrlKey || metaKey ? LONG_STEP_PX : STEP_PX) / scale))
}

/** The middle of the nearest pixel of the image. */
function pixelCentre({ x, y }: ScreenPoint, { width, height }: Size): ScreenPoint {
  return {
    x: Math.max(0, Math.min(width - 1, Math.floor(x))) + 0.5,
    y: Math.max(0, Math.min(height - 1, Math.floor(y))) + 0.5,
  }
}

/** A mouse or a pen over the stage takes the place of the keys; one that rests does not, and fingers move the photo. */
function mouseTaking(settings: Pick<EditorSettings, 'keyPointer'>): (event: PointerEvent) => void {
  let last: ScreenPoint | null = null
  return ({ type, pointerType, clientX, clientY }) => {
    const isResting = type === 'pointermove' && clientX === last?.x && clientY === last.y
    last = { x: clientX, y: clientY }
    if (pointerType !== 'touch' && !isResting) settings.keyPointer = 'off'
  }
}
