// A window with a photo open in its editor, painted through its tools and keys.

import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach } from 'vitest'
import type { Editor } from '../../src-renderer/canvas/editor.ts'
import { pointer } from './canvas/paint-story.ts'
import { EditorStage, givePageASize, mountStudio } from './mount-studio.ts'
import type { MountedStudio } from './mount-studio.ts'
import { createStudioFixture } from './studio-fixture.ts'
import type { StudioFixture } from './studio-fixture.ts'

export const ADDRESS = '/users/ada/edit/photo00'

let studios: MountedStudio[] = []

/** Windows that are open after a test are closed. */
export function useWindows(): void {
  beforeEach(() => {
    studios = []
    givePageASize()
  })
  afterEach(() => studios.forEach(({ wrapper }) => wrapper.unmount()))
}

export async function open(fixture: StudioFixture = createStudioFixture(), address = ADDRESS) {
  const studio = await mountStudio(fixture, address)
  studios.push(studio)
  const { wrapper } = studio
  const dab = (x: number, y: number): void => {
    const { brush } = editorOf(wrapper).tools
    brush.press(pointer(x, y))
    brush.release(pointer(x, y))
  }
  const valueAt = (x: number, y: number): number | undefined =>
    editorOf(wrapper).session.labelMap.data[y * 40 + x]
  return { ...studio, fixture, dab, valueAt, editor: () => editorOf(wrapper) }
}

function editorOf(wrapper: VueWrapper): Editor {
  return wrapper.getComponent(EditorStage).props('editor') as Editor
}

export function press(code: string, held: KeyboardEventInit = {}): void {
  const key = code.replace(/^(Key|Digit)/, '').toLowerCase()
  window.dispatchEvent(new KeyboardEvent('keydown', { code, key, ...held }))
}

/** A page that ends without a word, as in a crash. */
export function crash({ wrapper }: MountedStudio): void {
  editorOf(wrapper).keeping.discard()
  wrapper.unmount()
  studios = studios.filter((studio) => studio.wrapper !== wrapper)
}

/** With two dabs on it, at (5, 5) of class 3 and at (30, 20) of class 4, that nobody saved before the page crashed. */
export async function openAfterCrash(address = ADDRESS) {
  const first = await open(undefined, address)
  press('Digit3')
  first.dab(5, 5)
  press('Digit4')
  first.dab(30, 20)
  await first.settle()
  crash(first)
  return open(first.fixture, address)
}
