// A photo on its way into the editor, and what is read of it there.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ComponentPublicInstance } from 'vue'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { EditorStage, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studios: MountedStudio[] = []

beforeEach(() => {
  studios = []
  givePageASize()
})
afterEach(() => {
  studios.forEach(({ wrapper }) => wrapper.unmount())
  vi.unstubAllGlobals()
})

test('a photo that is left while it opens is free for the next window', async () => {
  const fixture = createStudioFixture()
  const first = await mountStudio(fixture, '/users/ada')
  await first.router.push('/users/ada/edit/photo00')
  expect(first.wrapper.findComponent(EditorStage).exists()).toBe(false)
  await first.router.push('/users/ada')
  await first.settle()
  const second = await mountStudio(fixture, '/users/ada/edit/photo00')
  studios.push(first, second)
  const { isWritable } = second.wrapper.getComponent(EditorStage).props('editor') as Editor
  expect(isWritable).toBe(true)
})

test('a picture of another size than its labels is not painted on, and the photo stays free', async () => {
  const fixture = createStudioFixture()
  const whole = { width: 30, height: 40, close: vi.fn() }
  vi.stubGlobal('createImageBitmap', () => Promise.resolve(whole))
  const opened = await mountStudio(fixture, '/users/ada/edit/photo00')
  studios.push(opened)
  expect(opened.wrapper.findComponent(EditorStage).exists()).toBe(false)
  expect(opened.wrapper.get('[role=alert]').text()).toContain('its labels have 40x30 pixels, but it is shown with 30x40') // prettier-ignore
  expect(whole.close).toHaveBeenCalled()
  expect(await fixture.editing.desk.open({ user: 'ada', name: 'photo00' })).toMatchObject({ holder: null }) // prettier-ignore
})

test('the line under the canvas says where the pointer is and how large the photo is shown', async () => {
  const opened = await mountStudio(createStudioFixture(), '/users/ada/edit/photo00')
  studios.push(opened)
  const stage = opened.wrapper.getComponent(EditorStage).vm as ComponentPublicInstance
  const line = (): string => opened.wrapper.get('footer').text()
  stage.$emit('update:camera', { scale: 2.5, x: 0, y: 0 })
  stage.$emit('point', { x: 7.5, y: 9.5 })
  await vi.waitFor(() => expect(line()).toContain('250 %'))
  expect(line()).toContain('7, 9')
  stage.$emit('point', null)
  await vi.waitFor(() => expect(line()).not.toContain('7, 9'))
})
