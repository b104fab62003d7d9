// Jobs of the photo's worker that fail: the tool says that it works no more, and asks again when it is used again.

import { expect, test } from 'vitest'
import { pointer } from '../paint-story.ts'
import { scribbleTwice, settled, startOnPhoto } from '../photo-story.ts'

test('an outline whose last path fails is not waited for any more', async () => {
  const story = startOnPhoto('scissors').click(12, 9).click(35, 9).click(35, 26)
  await settled(story)
  story.photo = { ask: () => Promise.reject(new Error('the worker ended')) }
  story.tool.key('Enter')
  expect(story.tool.state()).toBe('scissors.working')
  await settled(story)
  expect(story.tool.state()).toBe('scissors.idle')
})

test('a job that fails is not waited for any more, and asked for again', async () => {
  for (const [id, after] of [
    ['grabcut', 'idle'],
    ['watershed', 'marked'],
    ['superpixel', 'idle'],
  ] as const) {
    const story = startOnPhoto(id)
    const { ask } = story.photo!
    story.photo = { ask: () => Promise.reject(new Error('the worker ended')) }
    const act = (): unknown => (id === 'watershed' ? story.tool.key('Enter') : story.click(20, 20))
    if (id === 'watershed') scribbleTwice(story)
    act()
    expect(story.tool.state()).toBe(`${id}.working`)
    await settled(story)
    story.tool.move([pointer(21, 21)])
    expect(story.tool.state()).toBe(`${id}.${after}`)
    story.photo = { ask }
    act()
    expect(story.tool.state()).toBe(`${id}.working`)
  }
})
