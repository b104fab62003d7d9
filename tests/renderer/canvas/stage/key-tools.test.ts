// Every tool by keys alone: what a mouse does at a place, keys do there too, and the tool cannot tell.

import { nextTick } from 'vue'
import { expect, test } from 'vitest'
import { TOOL_IDS } from '../../../../src-renderer/canvas/tools/tool.ts'
import type { ToolId, ToolKey } from '../../../../src-renderer/canvas/tools/tool.ts'
import { keys, mouse, overStage } from '../keyed-stage.ts'
import type { Hands, Stage } from '../keyed-stage.ts'
import { settled } from '../photo-story.ts'

function traceOf({ story, hand }: Stage) {
  const selected = story.tools.select.state()
  const picked = [...story.picked]
  const preview = hand.preview.value
  return { labels: story.picture(), pending: story.pending(), preview, selected, picked }
}

type Story = (hands: Hands, press: (key: ToolKey) => Promise<void>) => void | Promise<void>
const outline: Story = async ({ click }, press) => {
  click([12, 9])
  click([35, 9])
  click([35, 26])
  click([12, 26])
  await press('Enter')
}
const STORIES: Readonly<Record<ToolId, Story>> = {
  brush: ({ drag }) => drag([3, 3], [20, 6]),
  eraser: ({ drag }) => drag([10, 12], [20, 12]),
  unlabel: ({ drag }) => drag([10, 12], [20, 12]),
  polygon: outline,
  lasso: ({ drag }) => drag([3, 3], [20, 20]),
  fill: ({ click }) => click([14, 12]),
  wand: async ({ drag }, press) => {
    drag([20, 20], [22, 20])
    await press('Enter')
  },
  smart: async ({ click }, press) => {
    click([20, 20])
    click([3, 3], { altKey: true })
    await press('Enter')
  },
  superpixel: ({ drag }) => drag([20, 20], [26, 22]),
  scissors: outline,
  watershed: async ({ drag }, press) => {
    drag([16, 12], [30, 22])
    drag([3, 3], [40, 30], { altKey: true })
    await press('Enter')
  },
  grabcut: ({ click }) => click([14, 12]),
  copy: ({ click }) => click([22, 16]),
  select: ({ click }) => click([14, 12]),
  pick: ({ click }) => click([14, 12]),
}

async function act(toolId: ToolId, handsOf: (stage: Stage) => Hands) {
  const stage = overStage(toolId)
  const untouched = traceOf(stage)
  const settle = async (): Promise<void> => {
    await settled(stage.story)
    await nextTick()
  }
  const hands = handsOf(stage)
  // The first asks for what the tool has of the photo.
  hands.click([1, 1])
  await settle()
  await STORIES[toolId](hands, async (key) => {
    await settle()
    stage.hand.key(key)
    await settle()
  })
  await settle()
  const trace = traceOf(stage)
  return { trace, untouched }
}

test.each(TOOL_IDS)('keys alone do with the tool %s what a mouse does', async (toolId) => {
  const byMouse = await act(toolId, mouse)
  const byKeys = await act(toolId, keys)
  expect(byKeys.trace).toEqual(byMouse.trace)
  expect(byKeys.trace).not.toEqual(byKeys.untouched)
})
