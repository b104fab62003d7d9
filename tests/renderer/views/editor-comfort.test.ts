import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Editor } from '../../../src-renderer/canvas/editor.ts'
import type { OpacityKey } from '../../../src-renderer/canvas/stage/opacity-key.ts'
import { pointer } from '../canvas/paint-story.ts'
import { EditorStage, buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

async function openEditor(): Promise<MountedStudio> {
  studio = await mountStudio(createStudioFixture(), '/users/ada/edit/photo00')
  return studio
}

function press(code: string, held: KeyboardEventInit = {}, target: EventTarget = window): void {
  const key = code.replace(/^(Key|Digit)/, '').toLowerCase()
  target.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, ...held }))
}

function isPressed(name: string): boolean {
  return buttonNamed(document, name).getAttribute('aria-pressed') === 'true'
}

function stored(): Record<string, unknown> {
  return JSON.parse(localStorage.getItem('pss-studio.preferences') ?? '{}') as Record<
    string,
    unknown
  >
}

test('a key that another action has is taken only after it was said whose it is', async () => {
  const { settle } = await openEditor()
  press('Slash', { shiftKey: true })
  await settle()
  const field = buttonNamed(document, 'Key of Lasso: L.')
  field.click()
  press('KeyF', {}, field)
  await settle()
  expect(document.querySelector('[role=dialog] [role=alert]')?.textContent).toContain('Fill')
  press('KeyF', {}, field)
  await settle()
  expect(stored()['keyChanges']).toEqual({ 'tool.lasso': ['KeyF'], 'tool.fill': [] })
  buttonNamed(document, 'Close').click()
  await settle()
  press('KeyF')
  await settle()
  expect(isPressed('Lasso')).toBe(true)
})

test('a tool without a tip sizes what it has, and never the brush', async () => {
  const { settle } = await openEditor()
  for (const tool of ['KeyK', 'KeyG', 'KeyS', 'KeyL']) {
    press(tool)
    press('BracketRight')
    await settle()
  }
  const { edgeThreshold, bandPx, cellLevel, brushRadius } = stored()
  expect([edgeThreshold, bandPx, cellLevel, brushRadius]).toEqual([28, 9, 2, 12])
})

test('one class is hidden, locked and shown alone by keys', async () => {
  const { settle } = await openEditor()
  press('Digit3')
  press('KeyL', { altKey: true })
  press('KeyH', { altKey: true })
  await settle()
  expect([isPressed('Lock Bird'), isPressed('Hide Bird'), isPressed('Hide Boat')]).toEqual([
    true,
    true,
    false,
  ])
  press('KeyS', { altKey: true })
  await settle()
  expect([isPressed('Hide Bird'), isPressed('Hide Boat')]).toEqual([false, true])
})

test('labels go from filled to outlined to hidden and back', async () => {
  const { settle } = await openEditor()
  const styles: unknown[] = []
  for (let turn = 0; turn < 4; turn++) {
    press('KeyM')
    await settle()
    styles.push(stored()['labelStyle'])
  }
  expect(styles).toEqual(['both', 'contour', 'off', 'fill'])
})

test('a class is found by typing the start of its name', async () => {
  const { wrapper, settle } = await openEditor()
  press('Slash')
  await settle()
  const search = document.querySelector<HTMLInputElement>('[role=dialog] input[role=combobox]')!
  search.value = 'mot'
  search.dispatchEvent(new Event('input'))
  await settle()
  search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
  await settle()
  expect(wrapper.get('section li button[aria-pressed=true]').text()).toContain('Motorbike')
})

test('a tap on O makes labels weaker; held, the wheel does it and the tap is none', async () => {
  const { wrapper, settle } = await openEditor()
  const letGo = (): boolean =>
    window.dispatchEvent(new KeyboardEvent('keyup', { code: 'KeyO', key: 'o', bubbles: true }))
  press('KeyO')
  letGo()
  await settle()
  expect(stored()['labelOpacity']).toBe(0.5)
  const { opacityKey } = wrapper.getComponent(EditorStage).props() as { opacityKey: OpacityKey }
  expect(opacityKey.turn(1)).toBe(false)
  press('KeyO')
  expect([opacityKey.turn(-1), opacityKey.turn(-2.4)]).toEqual([true, true])
  letGo()
  await settle()
  expect(stored()['labelOpacity']).toBe(0.33)
})

test('the panel of the tip has its shape and what sizes it', async () => {
  const { settle } = await openEditor()
  buttonNamed(document, 'Tip').click()
  await settle()
  document.querySelector<HTMLInputElement>('#tip-square')!.click()
  document.querySelector<HTMLInputElement>('#tip-pressure')!.click()
  await settle()
  expect(stored()).toMatchObject({ brushTip: 'square', isPressureSize: true })
})

test('the size of the tip follows the zoom when that is chosen, and what is painted does', async () => {
  const { wrapper, settle } = await openEditor()
  const stage = wrapper.getComponent(EditorStage) as unknown as VueWrapper
  const { brush } = (stage.props() as { editor: Editor }).editor.tools
  const zoomTo = (scale: number): void => stage.vm.$emit('update:camera', { scale, x: 0, y: 0 })
  const painted = (): number => {
    const { session } = (stage.props() as { editor: Editor }).editor
    brush.press(pointer(20, 15))
    brush.release(pointer(20, 15))
    const count = session.labelMap.data.filter((value) => value === 15).length
    session.undo()
    return count
  }
  zoomTo(4)
  buttonNamed(document, 'Tip').click()
  await settle()
  document.querySelector<HTMLInputElement>('#tip-screen-size')!.click()
  await settle()
  expect(stored()).toMatchObject({ isScreenSize: true, brushRadius: 48 })
  const atFour = painted()
  zoomTo(8)
  const atEight = painted()
  expect(atFour / atEight).toBeGreaterThan(3)
  expect(atFour / atEight).toBeLessThan(5)
})

test('a key says that the tool in hand subtracts, and each tool remembers it', async () => {
  const { settle } = await openEditor()
  press('KeyL')
  await settle()
  expect([isPressed('Add'), isPressed('Subtract')]).toEqual([true, false])
  press('KeyY')
  await settle()
  expect([isPressed('Add'), isPressed('Subtract')]).toEqual([false, true])
  expect(document.querySelector('[role=status].sr-only')?.textContent).toBe('Subtract')
  press('KeyP')
  await settle()
  expect(isPressed('Add')).toBe(true)
  press('KeyA')
  await settle()
  buttonNamed(document, 'Not this').click()
  await settle()
  expect(isPressed('Not this')).toBe(true)
  press('KeyL')
  await settle()
  expect(isPressed('Subtract')).toBe(true)
  press('KeyB')
  press('KeyY')
  await settle()
  expect(() => buttonNamed(document, 'Subtract')).toThrow('no button')
})
