// What the studio says, in the language of the window.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Problem } from '../../../src-main/contract/schemas.ts'
import { said, tell } from '../../../src-main/core/said.ts'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, giveName, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio

beforeEach(givePageASize)
afterEach(() => studio.wrapper.unmount())

async function click(name: string): Promise<void> {
  buttonNamed(document, name).click()
  await studio.settle()
}

/** The catalogue is loaded when it is first needed. */
async function shows(text: string): Promise<void> {
  await vi.waitFor(() => expect(document.body.textContent).toContain(text))
}

test('a notice changes its language with the window, while it is there', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada/edit/photo01')
  const editor = studio.wrapper.getComponent(EditorStage).props('editor') as Editor
  editor.tools.brush.press(pointer(3, 3))
  editor.tools.brush.release(pointer(3, 3))
  await click('Save')
  await click('Done')
  await giveName(studio, 'ann')
  await studio.router.push('/users/ada/edit/photo01')
  await studio.settle()
  await click('Review')
  await shows('photo photo01 was labelled by ann: a review expects another person')
  await click('切换为中文')
  await shows('照片 photo01 由 ann 标注：审核应由另一人进行')
  await click('Switch to English')
  await shows('photo photo01 was labelled by ann: a review expects another person')
})

test('findings of files are Chinese; what has no template stays as it came', async () => {
  const problems: Problem[] = [
    { kind: 'conflict', file: 'b.jpg', ...tell(said`the same picture as ${'a.jpg'}, which is imported; nothing to do`) }, // prettier-ignore
    { kind: 'io', file: 'c.jpg', message: 'EREMOTEIO' },
  ]
  studio = await mountStudio(createStudioFixture({ problems }), '/')
  await click('切换为中文')
  await shows('与已导入的 a.jpg 是同一张图片；无需处理')
  expect(document.body.textContent).toContain('EREMOTEIO')
})
