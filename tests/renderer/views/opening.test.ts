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
afterEach(() => studios.forEach(({ wrapper }) => wrapper.unmount()))

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
