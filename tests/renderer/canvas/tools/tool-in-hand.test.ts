// The tool in hand shows what it would do at once: after gestures, keys and a size chosen anew.

import { effectScope, nextTick, ref, shallowRef } from 'vue'
import { describe, expect, onTestFinished, test } from 'vitest'
import { EMPTY_RECT } from '../../../../src-main/core/geometry/rect.ts'
import { createProposal } from '../../../../src-main/core/painting/proposal.ts'
import { findSuperpixels } from '../../../../src-main/core/vision/superpixels.ts'
import type { Editor } from '../../../../src-renderer/canvas/editor.ts'
import type { AskPhoto } from '../../../../src-renderer/canvas/photo/photo-jobs.ts'
import { useToolInHand } from '../../../../src-renderer/canvas/tools/tool-in-hand.ts'
import type { ToolId } from '../../../../src-renderer/canvas/tools/tool.ts'
import { RED, photoOf } from '../../../core/vision/photos.ts'
import { pointer, startPainting } from '../paint-story.ts'

type Edited = Pick<Editor, 'tools' | 'isWritable'> & {
  photo: Pick<Editor['photo'], 'version' | 'prepare'>
  proposals: Pick<Editor['proposals'], 'pending'>
}

/** `prepared` holds the names of photos in the order in which they were read. */
function takeInHand(first: ToolId) {
  const story = startPainting(first)
  const prepared: string[] = []
  const photo = (name: string, isWritable = true): Edited => ({
    tools: startPainting(first).tools,
    isWritable,
    photo: { version: ref(0), prepare: () => void prepared.push(name) },
    proposals: { pending: shallowRef(null) },
  })
  const toolId = ref(first)
  const edited = shallowRef<Edited>({ ...photo('first'), tools: story.tools })
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const hand = scope.run(() => useToolInHand(() => edited.value as Editor, () => toolId.value)) // prettier-ignore
  if (hand === undefined) throw new Error('the scope of the tool in hand was stopped before it ran')
  return { story, hand, toolId, edited, photo, prepared }
}

test('a photo is read when a tool for it is taken in hand, and the next one when the pointer comes', async () => {
  const { hand, toolId, edited, photo, prepared } = takeInHand('brush')
  hand.move([pointer(0, 0)])
  toolId.value = 'lasso'
  await nextTick()
  expect(prepared).toEqual([])
  toolId.value = 'wand'
  await nextTick()
  expect(prepared).toEqual(['first'])
  edited.value = photo('next')
  await nextTick()
  expect(prepared).toEqual(['first'])
  hand.move([pointer(0, 0)])
  expect(prepared).toEqual(['first', 'next'])
  edited.value = photo('only to look at', false)
  await nextTick()
  hand.move([pointer(0, 0)])
  expect(prepared).toHaveLength(2)
})

test('cells of a size chosen anew are asked for and shown where the pointer rests', async () => {
  const { story, hand } = takeInHand('superpixel')
  const photo = photoOf(8, 6, () => RED)
  const cells = findSuperpixels(photo, 8)
  const ask = (() => Promise.resolve(cells)) as unknown as AskPhoto
  story.photo = { ask }
  hand.resized()
  await Promise.all(story.waiting)
  hand.resized()
  expect(hand.preview.value).toMatchObject({ kind: 'cells' })
})

test('Escape ends the stroke under way alone, and another tool keeps what it has painted', async () => {
  const { story, hand, toolId, edited } = takeInHand('brush')
  const pending = shallowRef({ ...createProposal(EMPTY_RECT), pixelCount: 0, name: 'grow' })
  edited.value = { ...edited.value, proposals: { pending } }
  hand.press(pointer(0, 0))
  hand.key('Escape')
  hand.move([pointer(4, 0)])
  hand.release(pointer(4, 0))
  expect(story.picture()[0]).toBe('........')
  hand.press(pointer(0, 0))
  toolId.value = 'lasso'
  await nextTick()
  hand.release(pointer(4, 0))
  expect(story.picture()[0]).toBe('1.......')
  expect(story.session.history().steps).toHaveLength(1)
})

describe('the brush with the right button', () => {
  const ring = [pointer(1, 1), pointer(5, 1), pointer(5, 4), pointer(1, 4)] as const

  test('encircles an area with the active class and fills it when released', () => {
    const { story, hand } = takeInHand('brush')
    hand.press(ring[0], 'lasso')
    hand.move(ring.slice(1))
    expect(hand.preview.value).toMatchObject({ kind: 'path', isOpen: false })
    expect(story.session.history().canUndo).toBe(false)
    hand.release(ring[3])
    expect(story.picture()[2]).toBe('.1111...')
    expect(hand.preview.value).toEqual({ kind: 'none' })
    expect(story.session.history().position).toBe(1)
  })

  test('drops what was drawn with Escape, and paints again afterwards', () => {
    const { story, hand } = takeInHand('brush')
    hand.press(ring[0], 'lasso')
    hand.move(ring.slice(1))
    hand.key('Escape')
    expect(hand.preview.value).toEqual({ kind: 'none' })
    hand.release(ring[3])
    expect(story.session.history().canUndo).toBe(false)
    hand.press(pointer(0, 0))
    hand.release(pointer(0, 0))
    expect(story.picture()[0]).toBe('1.......')
  })
})
