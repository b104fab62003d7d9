// The tool in hand shows what it would do at once: after gestures, keys and a size chosen anew.

import { effectScope, ref } from 'vue'
import { expect, onTestFinished, test } from 'vitest'
import { findSuperpixels } from '../../../src-main/core/vision/superpixels.ts'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import type { AskPhoto } from '../../../src-renderer/canvas/photo-jobs.ts'
import { createPhotoWork } from '../../../src-renderer/canvas/photo-work.ts'
import { useToolInHand } from '../../../src-renderer/canvas/tool-in-hand.ts'
import type { ToolInHand } from '../../../src-renderer/canvas/tool-in-hand.ts'
import type { ToolId } from '../../../src-renderer/canvas/tools/tool.ts'
import { RED, photoOf } from '../../core/vision/photos.ts'
import { startPainting } from './paint-story.ts'
import type { PaintStory } from './paint-story.ts'

function takeInHand(toolId: ToolId): { story: PaintStory; hand: ToolInHand } {
  const story = startPainting(toolId)
  const parts: Pick<Editor, 'tools'> & { photo: Pick<Editor['photo'], 'version'> } = {
    tools: story.tools,
    photo: { version: ref(0) },
  }
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const hand = scope.run(() =>
    useToolInHand(
      () => parts as Editor,
      () => toolId,
    ),
  )
  if (hand === undefined) throw new Error('the scope of the tool in hand was stopped before it ran')
  return { story, hand }
}

test('cells of a size chosen anew are asked for and shown where the pointer rests', async () => {
  const { story, hand } = takeInHand('superpixel')
  const photo = photoOf(8, 6, () => RED)
  const cells = findSuperpixels(photo, 8)
  const ask = (() => Promise.resolve(cells)) as unknown as AskPhoto
  story.photo = createPhotoWork(() => photo, { ask, dispose: () => undefined })
  hand.resized()
  await Promise.all(story.waiting)
  hand.resized()
  expect(hand.preview.value).toMatchObject({ kind: 'cells' })
})
