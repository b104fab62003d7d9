// One photo in two windows: one of them paints, and what either has painted is not lost.

import { expect, test, vi } from 'vitest'
import { buttonNamed } from '../mount-studio.ts'
import { crash, open, press, useWindows } from '../painting-window.ts'

useWindows()

test('a second window may look, is told, and takes over when the first is gone', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  try {
    const first = await open()
    press('Digit3')
    first.dab(5, 5)
    await first.settle()
    const second = await open(first.fixture)
    expect(second.editor().isWritable).toBe(false)
    expect(second.valueAt(5, 5)).toBe(3)
    expect(second.wrapper.text()).toContain('Another window paints this photo since')
    crash(first)
    await vi.advanceTimersByTimeAsync(20_000)
    await second.settle()
    buttonNamed(second.wrapper.element as HTMLElement, 'Paint here').click()
    await second.settle()
    expect([second.editor().isWritable, second.valueAt(5, 5)]).toEqual([true, 3])
  } finally {
    vi.useRealTimers()
  }
})

test('a window whose timers do not run for minutes, as when it is hidden, keeps its photo', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  try {
    const first = await open()
    vi.setSystemTime(Date.now() + 10 * 60_000)
    const second = await open(first.fixture)
    expect(second.editor().isWritable).toBe(false)
    press('Digit3')
    first.dab(5, 5)
    await first.settle()
    expect(first.editor().keeping.keeper.isKept()).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
