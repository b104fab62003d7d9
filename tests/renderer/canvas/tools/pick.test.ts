import { describe, expect, test } from 'vitest'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { UNLABELLED } from '../../../../src-main/core/labels/provenance.ts'
import { createPredictedLabels } from '../../../../src-renderer/canvas/results/predicted-labels.ts'
import { keptInMemory, pointer, startPainting } from '../paint-story.ts'
import type { PaintStory } from '../paint-story.ts'

test('pick takes the class under the press and follows the drag', () => {
  const story = startPainting('pick', 4, 1)
  story.session.labelMap.data.set([4, 0, 255, UNLABELLED])
  story.press(0, 0).drag([1, 0]).drag([2, 0]).drag([3, 0]).release(3, 0)
  story.drag([0, 0])
  expect(story.picked).toEqual([4, 0, 255])
  story.tool.press(pointer(-3, 0))
  expect(story.picked).toHaveLength(3)
})

describe('pick, where nobody has labelled', () => {
  const predicted = createPredictedLabels(
    createLabelMap(4, 1, Uint8Array.of(0, 9, 12, 15)),
    keptInMemory(),
  )

  function startPicking(): PaintStory {
    const story = startPainting('pick', 4, 1)
    story.session.labelMap.data.set([4, UNLABELLED, UNLABELLED, 3])
    story.prediction = predicted
    return story
  }

  test('takes the predicted class', () => {
    expect(startPicking().click(1, 0).picked).toEqual([9])
  })

  test('fetches the prediction when it is not there, and takes the pixel pointed at last', async () => {
    const story = startPicking()
    story.isFetched = false
    story.press(1, 0).drag([2, 0]).release(2, 0)
    expect(story.picked).toEqual([])
    await Promise.all(story.waiting)
    expect(story.picked).toEqual([12])
  })

  test('takes nothing where no prediction may be seen', async () => {
    const story = startPicking()
    story.prediction = null
    story.click(1, 0)
    await Promise.all(story.waiting)
    expect(story.picked).toEqual([])
  })
})
