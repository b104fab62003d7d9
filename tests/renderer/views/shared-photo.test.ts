// One photo in two windows: one of them paints, and what either has painted is not lost.

import { expect, test, vi } from 'vitest'
import { StudioError } from '../../../src-main/core/errors.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
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

test('a window that may only look takes nothing back, and says nothing to the journal', async () => {
  const first = await open()
  press('Digit3')
  first.dab(5, 5)
  await first.settle()
  const second = await open(first.fixture)
  const journal = first.fixture.editing.journals.files.get('ada/photo00')
  const undo = buttonNamed(second.wrapper.element as HTMLElement, 'Undo')
  expect(undo.hasAttribute('disabled')).toBe(true)
  second.editor().undo()
  second.editor().travelTo(0)
  second.editor().restIsBackground()
  await second.settle()
  expect([second.valueAt(5, 5), second.valueAt(20, 20)]).toEqual([3, UNLABELLED])
  expect(first.fixture.editing.journals.files.get('ada/photo00')).toEqual(journal)
  expect(second.wrapper.find('[role=alert]').exists()).toBe(false)
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

test('a window that is closed or loaded anew leaves its photo to the next one at once', async () => {
  const first = await open()
  window.dispatchEvent(new Event('pagehide'))
  await first.settle()
  const second = await open(first.fixture)
  expect(second.editor().isWritable).toBe(true)
})

test('a photo painted elsewhere meanwhile is not saved over unless told; then its journal begins anew', async () => {
  const { fixture, wrapper, dab, valueAt, settle, editor } = await open()
  const { desk, faults, journals } = fixture.editing
  press('Digit3')
  dab(5, 5)
  await settle()
  const theirs = journals.files.get('ada/photo00')
  faults.journal = new StudioError('conflict', 'it was painted elsewhere')
  press('Digit4')
  dab(30, 20)
  await settle()
  faults.journal = null
  press('Digit5')
  dab(20, 5)
  window.dispatchEvent(new Event('blur'))
  press('KeyS', { ctrlKey: true })
  await settle()
  expect([fixture.saved, journals.files.get('ada/photo00')]).toEqual([[], theirs])
  expect(wrapper.get('[role=alert]').text()).toContain('it was painted elsewhere')

  buttonNamed(wrapper.element as HTMLElement, 'Replace it with mine').click()
  await settle()
  await settle()
  expect(fixture.saved).toHaveLength(1)
  expect([valueAt(5, 5), valueAt(30, 20), valueAt(20, 5)]).toEqual([3, 4, 5])
  expect(wrapper.text()).toContain('was not applied; it is kept as aside/ada/photo00')
  dab(10, 10)
  await settle()
  expect(editor().keeping.keeper.isKept()).toBe(true)
  expect((await desk.rescue({ user: 'ada', name: 'photo00' })).moves).toBe(1)
})
