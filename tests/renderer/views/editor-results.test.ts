// What a run says of the photo in the editor: under the pointer, and under the labels.

import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { DIFFERENCE } from '../../../src-main/core/agreement/difference.ts'
import type { ResultPicture } from '../../../src-renderer/canvas/results/shown-result.ts'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

const DOG = 12
const [WIDTH, HEIGHT] = [40, 30]
/** In the split, done: predictions may be seen. Not done: they must not. */
const [DONE, TO_LABEL] = ['photo00', 'photo01']
const RESTED = { timeout: 10_000 }
let studio: MountedStudio | undefined
let asked: string[] = []

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

/** A run that saw a dog in the left ten columns. `missing`: a kind of picture that it has not. */
async function openEditor(name: string, missing = ''): Promise<MountedStudio> {
  asked = []
  Object.assign(globalThis, {
    fetch: async (url: string) => {
      const kind = /media\/(prediction|probability|entropy)\//.exec(url)?.[1]
      if (kind === undefined) return new Response()
      asked.push(kind)
      if (kind === missing) return new Response(null, { status: 404 })
      return new Response(pictureOf(kind))
    },
  })
  studio = await mountStudio(createStudioFixture(), `/users/ada/edit/${name}`)
  return studio
}

function pictureOf(kind: string): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(WIDTH * HEIGHT * 4).fill(255)
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const value = i % WIDTH < 10 ? DOG : 0
    const level = kind === 'probability' ? 235 : 20
    const color = kind === 'prediction' ? VOC_PALETTE.subarray(value * 3, value * 3 + 3) : [level]
    data.set(color, i * 4)
  }
  return data
}

/** Reading begins when the pointer has rested: ask with `expect.poll`. */
async function pointAt(x: number, y: number): Promise<void> {
  const stage = studio!.wrapper.getComponent(EditorStage) as unknown as VueWrapper
  stage.vm.$emit('point', { x, y })
  await studio!.settle()
}

function footer(): string {
  return document.querySelector('footer')!.textContent.replace(/\s+/g, ' ')
}

function result(): ResultPicture | null {
  return studio!.wrapper.getComponent(EditorStage).props('result') as ResultPicture | null
}

function hold(type: 'keydown' | 'keyup', code: string, held: KeyboardEventInit = {}): void {
  const key = code.replace('Key', '').toLowerCase()
  window.dispatchEvent(new KeyboardEvent(type, { code, key, bubbles: true, ...held }))
}

test('the footer tells class, probability and entropy of the prediction under the pointer', async () => {
  await openEditor(DONE)
  await pointAt(5.5, 3.2)
  await expect.poll(footer, RESTED).toContain('pred. Dogp 0.92H 0.08')
  expect(footer()).toContain('5, 3')
  await pointAt(20.5, 3.2)
  await expect.poll(footer, RESTED).toContain('pred. Background')
  expect(asked.sort()).toEqual(['entropy', 'prediction', 'probability'])
})

test('a run that stored no probabilities says so where the number would be', async () => {
  await openEditor(DONE, 'probability')
  await pointAt(5.5, 3.2)
  await expect.poll(footer, RESTED).toContain('pred. Dogp –H 0.08')
  expect(document.querySelector('footer [title*="not stored by this run"]')).not.toBeNull()
})

test('where masks are what methods are scored on, nothing of a run is read, told or shown', async () => {
  await openEditor(TO_LABEL)
  await pointAt(5.5, 3.2)
  hold('keydown', 'KeyD')
  await expect.poll(footer, RESTED).toContain('5, 3')
  await new Promise((resolve) => setTimeout(resolve, 450))
  expect(footer()).not.toContain('pred.')
  expect([asked, result()]).toEqual([[], null])
  expect(document.body.textContent).toContain('Predictions stay hidden')
})

test('the prediction lies under the labels for as long as its key is held', async () => {
  await openEditor(DONE)
  hold('keydown', 'KeyD')
  await expect.poll(result, RESTED).not.toBeNull()
  expect([...result()!.plane.data.subarray(8, 12)]).toEqual([DOG, DOG, 0, 0])
  hold('keyup', 'KeyD')
  await studio!.settle()
  expect(result()).toBeNull()
})

test('the difference to the prediction follows what is painted', async () => {
  await openEditor(DONE)
  hold('keydown', 'KeyD', { shiftKey: true })
  await expect.poll(result, RESTED).not.toBeNull()
  const editor = studio!.wrapper.getComponent(EditorStage).props('editor') as Editor
  const at = (x: number, y: number): number => result()!.plane.data[y * WIDTH + x]!
  expect(at(5, 5)).toBe(DIFFERENCE.agreeBackground)
  hold('keydown', 'Digit3')
  editor.drawWith((rect) => void result()!.follow(rect))
  editor.tools.brush.press(pointer(5, 5))
  editor.tools.brush.release(pointer(5, 5))
  editor.tools.brush.press(pointer(30, 5))
  editor.tools.brush.release(pointer(30, 5))
  expect([at(5, 5), at(30, 5)]).toEqual([DIFFERENCE.wrongClass, DIFFERENCE.missed])
  expect(document.body.textContent).toContain('wrong class')
})

test('the crosshair is switched by its key and kept', async () => {
  await openEditor(DONE)
  hold('keydown', 'KeyX', { shiftKey: true })
  await studio!.settle()
  const stored = localStorage.getItem('pss-studio.preferences') ?? '{}'
  expect(JSON.parse(stored)).toMatchObject({ hasCrosshair: true })
})
