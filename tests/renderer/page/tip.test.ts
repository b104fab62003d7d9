import { mount } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import IconButton from '../../../src-renderer/components/base/IconButton.vue'
import TipLayer from '../../../src-renderer/components/base/TipLayer.vue'

let page: VueWrapper

beforeEach(() => {
  vi.useFakeTimers()
  const buttons = [
    { label: 'Undo', shortcut: 'Ctrl+Z' },
    { label: 'Redo', side: 'right' as const },
  ]
  page = mount(
    defineComponent(() => () => [...buttons.map((props) => h(IconButton, props)), h(TipLayer)]),
    { attachTo: document.body },
  )
})
afterEach(() => {
  page.unmount()
  vi.useRealTimers()
})

const shown = (): string | undefined =>
  document.querySelector('[data-tip-content]')?.textContent.replace(/\s+/g, ' ').trim()

async function point(at: Element | null, pointerType = 'mouse'): Promise<void> {
  at?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType }))
  await nextTick()
}

async function wait(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms)
  await nextTick()
  await nextTick()
}

test('a tooltip says what a button does, and its key, when the pointer rests on it', async () => {
  const [undo, redo] = page.findAll('button').map(({ element }) => element)
  await point(undo!)
  await wait(400)
  expect(shown()).toBeUndefined()
  await wait(200)
  expect(shown()).toContain('Undo Ctrl+Z')
  // The next one is told at once.
  await point(redo!)
  await wait(0)
  expect(shown()).toContain('Redo')
  expect(shown()).not.toContain('Ctrl+Z')
})

test('it stays while the pointer is on it and goes a moment after the pointer has left both', async () => {
  await point(page.get('button').element)
  await wait(600)
  await point(document.body)
  await wait(100)
  await point(document.querySelector('[data-tip-content]'))
  await wait(1000)
  expect(shown()).toContain('Undo')
  await point(document.body)
  await wait(400)
  expect(shown()).toBeUndefined()
})

test('a press, a key and a finger show none', async () => {
  const button = page.get('button').element
  for (const event of [
    new PointerEvent('pointerdown', { bubbles: true }),
    new KeyboardEvent('keydown', { bubbles: true, key: 'Escape' }),
  ]) {
    await point(button)
    await wait(600)
    expect(shown()).toContain('Undo')
    button.dispatchEvent(event)
    // Another icon under the pointer is no reason to come back.
    await point(button)
    await wait(600)
    expect(shown()).toBeUndefined()
    await point(document.body)
  }
  await point(button, 'touch')
  await wait(600)
  expect(shown()).toBeUndefined()
})

test('the key is part of what a screen reader says of the button', () => {
  const [undo, redo] = page.findAll('button').map(({ element }) => element)
  expect(undo!.getAttribute('aria-label')).toBe('Undo')
  expect(undo!.getAttribute('aria-description')).toBe('Ctrl+Z')
  expect(redo!.hasAttribute('aria-description')).toBe(false)
})
