// Smart click as a hand uses it: clicks, a box, other masks, taking back, hovering.

import { describe, expect, test } from 'vitest'
import { KEEP } from '../../../../src-main/core/painting/proposal.ts'
import { StudioError } from '../../../../src-main/core/errors.ts'
import type { PixelMask } from '../../../../src-main/core/geometry/pixel-mask.ts'
import type { Prompts } from '../../../../src-main/core/segmenter/prompts.ts'
import type { SmartMask } from '../../../../src-renderer/canvas/smart/smart-photo.ts'
import { pointer, startPainting } from '../paint-story.ts'
import type { PaintStory } from '../paint-story.ts'

/** One row for each mask: it covers the pixels 0..length of the row of its number. */
function bar(row: number, length: number): SmartMask {
  const rect = { x: 0, y: row, width: length, height: 1 }
  const mask: PixelMask = { rect, data: new Uint8Array(length).fill(1) }
  return { score: 1 - row / 10, mask: () => mask }
}

interface SmartStory {
  readonly story: PaintStory
  readonly asked: Prompts[]
  /** How many masks each question wished for at most; undefined for all. */
  readonly wished: (number | undefined)[]
  settle(): Promise<void>
}

function start(options: { readonly isReady?: boolean; readonly failure?: Error } = {}): SmartStory {
  const story = startPainting('smart', 8, 3)
  const asked: Prompts[] = []
  const wished: SmartStory['wished'] = []
  story.smart = {
    isReady: () => options.isReady ?? false,
    isWithoutModel: () => false,
    segment(prompts, mostMasks) {
      asked.push(prompts)
      wished.push(mostMasks)
      const length = prompts.points.length + (prompts.box === null ? 0 : 4)
      if (options.failure !== undefined) return Promise.reject(options.failure)
      return Promise.resolve([0, 1, 2].map((row) => bar(row, length)))
    },
  }
  const settle = async (): Promise<void> => {
    for (let at = 0; at < story.waiting.length; at++) {
      await story.waiting[at]!.catch(() => undefined)
    }
    story.waiting.length = 0
  }
  return { story, asked, wished, settle }
}

/** A press and a release at the same place; with `alt` as the right button does it. */
function rightClick(story: PaintStory, x: number, y: number): void {
  story.press(x, y, { alt: true }).release(x, y)
}

describe('smart click', () => {
  test('proposes the likeliest mask of a click and paints it when accepted', async () => {
    const { story, settle } = start()
    story.click(4, 1)
    expect(story.tool.state()).toBe('smart.working')
    await settle()
    expect(story.tool.state()).toBe('smart.proposed')
    expect(story.picture()).toEqual(['........', '........', '........'])
    story.accept()
    expect(story.picture()).toEqual(['1.......', '........', '........'])
    expect(story.tool.state()).toBe('smart.idle')
    expect(story.undo().picture()).toEqual(['........', '........', '........'])
  })

  test('asks with all points so far, and takes the last one back', async () => {
    const { story, asked, settle } = start()
    story.click(4, 1)
    await settle()
    rightClick(story, 6, 2)
    await settle()
    expect(asked.at(-1)?.points).toEqual([
      { x: 4.5, y: 1.5, isPositive: true },
      { x: 6.5, y: 2.5, isPositive: false },
    ])
    expect(story.pending()?.rect.width).toBe(2)
    expect(story.tool.preview()).toMatchObject({ kind: 'prompts', box: null })
    story.tool.key('Backspace')
    await settle()
    expect(story.pending()?.rect.width).toBe(1)
    story.tool.key('Backspace')
    expect(story.pending()).toBeNull()
    expect(story.tool.key('Backspace')).toBe(false)
    expect(story.tool.state()).toBe('smart.idle')
  })

  test('goes through the three masks and around', async () => {
    const { story, settle } = start()
    expect(story.tool.cycle?.(1)).toBe(false)
    story.click(4, 1)
    await settle()
    const rows: (number | undefined)[] = []
    for (const by of [1, 1, 1, -1] as const) {
      expect(story.tool.cycle?.(by)).toBe(true)
      rows.push(story.pending()?.rect.y)
    }
    expect(rows).toEqual([1, 2, 0, 2])
    story.accept()
    expect(story.picture()).toEqual(['........', '........', '1.......'])
    expect(story.tool.cycle?.(1)).toBe(false)
  })

  test('a further click says which mask was on the screen', async () => {
    const { story, asked, settle } = start()
    story.click(4, 1)
    await settle()
    story.tool.cycle?.(-1)
    story.click(5, 1)
    await settle()
    story.click(6, 1)
    await settle()
    story.tool.key('Backspace')
    await settle()
    expect(asked.map(({ chosen }) => chosen)).toEqual([[], [2], [2, 0], [2]])
  })

  test('takes a dragged box', async () => {
    const { story, asked, settle } = start()
    story.press(6, 2).drag([3, 1])
    expect(story.tool.state()).toBe('smart.boxing')
    story.drag([1, 0]).release(1, 0)
    await settle()
    const box = { left: 1.5, top: 0.5, right: 6.5, bottom: 2.5 }
    expect(asked).toEqual([{ points: [], box, chosen: [] }])
    story.click(4, 1)
    await settle()
    expect(story.pending()?.rect.width).toBe(5)
    story.tool.key('Backspace')
    story.tool.key('Backspace')
    await settle()
    expect(story.pending()).toBeNull()
  })

  test('does not begin with what the object is not, nor beside the photo', () => {
    const { story, asked } = start()
    rightClick(story, 2, 1)
    story.click(20, 1)
    expect(asked).toEqual([])
  })

  test('an answer that comes after the tool was left, or after a newer click, is void', async () => {
    const { story, settle } = start()
    story.click(4, 1).click(5, 1)
    await settle()
    expect(story.pending()?.rect.width).toBe(2)
    story.tool.key('Escape')
    expect(story.pending()).toBeNull()
    story.click(4, 1)
    story.tool.cancel()
    await settle()
    expect(story.pending()).toBeNull()
    expect(story.tool.state()).toBe('smart.idle')
  })

  test('an answer that comes after the proposal was accepted does not bring it back', async () => {
    const { story, settle } = start()
    story.click(4, 1)
    await settle()
    story.click(5, 1).accept()
    await settle()
    expect(story.pending()).toBeNull()
    expect(story.tool.state()).toBe('smart.idle')
  })

  test('goes on after a failure', async () => {
    const { story, settle } = start({ failure: new StudioError('notFound', 'no model') })
    story.click(4, 1)
    await settle()
    expect([story.tool.state(), story.pending()]).toEqual(['smart.idle', null])
  })
})

describe('hovering', () => {
  test('shows what a click would give, once the photo was looked at', async () => {
    const { story, asked, wished, settle } = start({ isReady: true })
    story.drag([3, 1])
    await settle()
    expect(asked).toHaveLength(1)
    // The other masks are for a click.
    expect(wished).toEqual([1])
    const shade = story.tool.preview()
    expect(shade).toMatchObject({ kind: 'prompts', points: [], shade: { rect: { width: 1 } } })
    expect(story.pending()).toBeNull()
    story.drag([3, 1])
    expect(asked).toHaveLength(1)
    story.tool.leave?.()
    expect(story.tool.preview()).toEqual({ kind: 'none' })
    story.click(3, 1)
    expect(wished).toEqual([1, undefined])
    const early = start()
    early.story.drag([3, 1])
    expect(early.asked).toEqual([])
  })

  test('shows nothing where a click would change nothing', async () => {
    const { story, settle } = start({ isReady: true })
    story.session.labelMap.data.fill(1)
    story.drag([3, 1])
    await settle()
    expect(story.tool.preview()).toMatchObject({ shade: { values: Uint8Array.of(KEEP) } })
  })

  test('asks one thing at a time, then about where the pointer is by now', async () => {
    const { story, asked, settle } = start({ isReady: true })
    story.drag([1, 1]).drag([2, 1]).drag([5, 2])
    expect(asked).toHaveLength(1)
    await settle()
    expect(asked.map(({ points }) => points[0]?.x)).toEqual([1.5, 5.5])
    story.tool.press(pointer(5, 2))
    story.tool.release(pointer(5, 2))
    await settle()
    expect(story.tool.preview()).toMatchObject({ shade: null })
    expect(story.tool.state()).toBe('smart.proposed')
  })

  test('a pointer that comes back before the answer gets one for where it rests', async () => {
    const { story, asked, settle } = start({ isReady: true })
    story.drag([1, 1])
    story.tool.leave?.()
    story.drag([6, 2])
    await settle()
    expect(asked.map(({ points }) => points[0]?.x)).toEqual([1.5, 6.5])
    expect(story.tool.preview()).toMatchObject({ kind: 'prompts', shade: { rect: { y: 0 } } })
  })
})
