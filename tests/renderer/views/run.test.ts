import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunEvent } from '../../../src-main/contract/runs.ts'
import { buttonNamed, givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { RUN_ID, createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

test('a run shows its scores by the names of the paper, with n and interval', async () => {
  studio = await mountStudio(createStudioFixture(), `/runs/${RUN_ID}`)
  const rows = studio.wrapper.findAll('tbody tr').map((row) => row.text())
  expect(rows[0]).toContain('No-DA (source only)')
  expect(rows[0]).toContain('41.20')
  expect(rows[0]).toContain('36.2 – 46.2')
  expect(rows.at(-1)).toContain('Stage 2 (OURS-S2)')
})

test('results are listed worst first and lead to the comparison', async () => {
  studio = await mountStudio(createStudioFixture(), `/runs/${RUN_ID}/results`)
  const { wrapper, router, settle } = studio
  const names = wrapper.findAll('[role=rowgroup] button').map((row) => row.text())
  expect(names).toEqual(['photo03', 'photo06', 'photo00', 'photo09'])
  await wrapper.get('[role=rowgroup] button').trigger('click')
  await settle()
  expect(router.currentRoute.value.fullPath).toBe(`/runs/${RUN_ID}/compare/photo03`)
  expect(wrapper.text()).toContain('FIoU8.0')
  window.dispatchEvent(new KeyboardEvent('keydown', { code: 'ArrowRight', key: 'ArrowRight' }))
  await settle()
  expect(router.currentRoute.value.params['name']).toBe('photo06')
})

test('the comparison names every key it has, the ones that move the view too', async () => {
  studio = await mountStudio(createStudioFixture(), `/runs/${RUN_ID}/compare/photo03`)
  const { settle } = studio
  window.dispatchEvent(new KeyboardEvent('keydown', { code: 'Slash', key: '?', shiftKey: true }))
  await settle()
  const textOf = ({ textContent }: Element): string => textContent.trim()
  const sheet = document.querySelector('[role=dialog] dl')!
  const names = [...sheet.querySelectorAll('dt')].map(textOf)
  const keys = [...sheet.querySelectorAll('kbd')].map(textOf)
  expect(Object.fromEntries(names.map((name, at) => [name, keys[at]]))).toEqual({
    'Previous or next photo': '← →',
    'No-DA, stage 1, stage 2': '1 2 3',
    'Last or best checkpoint': 'B',
    'Correct the mask': 'E',
    '100 %': 'Z',
    Fit: 'Shift+Z',
    'Zoom in or out': '+ −',
    'Move the view': 'Shift+← → ↑ ↓',
    'Show or hide a pane': 'Alt+1 … Alt+5',
    'This list': '?',
  })
  buttonNamed(document, 'Close').click()
  await settle()
  buttonNamed(document, 'Keys').click()
  await settle()
  expect(document.querySelector('[role=dialog] dl')).not.toBeNull()
})

test('groups are shown as cards and open in order of distance', async () => {
  studio = await mountStudio(createStudioFixture(), `/runs/${RUN_ID}/groups`)
  const { wrapper, settle } = studio
  expect(wrapper.findAll('article')).toHaveLength(4)
  buttonNamed(wrapper.get('article').element, 'Group 0').click()
  await settle()
  expect(wrapper.findAll('[role=option]').map((tile) => tile.get('[title^=photo]').text())).toEqual(
    ['photo00', 'photo04', 'photo08'],
  )
})

test('wherever a score is shown it is shown without copied pixels too, where that is another one', async () => {
  const fixture = createStudioFixture({ copiedPixels: 1200 })
  studio = await mountStudio(fixture, `/runs/${RUN_ID}`)
  const { wrapper, router, settle } = studio
  const title = 'Without the 1,200 pixels that were copied from a prediction'
  const starred = () =>
    wrapper.findAll(`[title="${title}"]`).map((mark) => mark.text().replace(/^without copied pixels /, '')) // prettier-ignore
  expect(starred()).toEqual(['28.1*'])
  const lines = wrapper.findAll('[data-without-copied]').map((line) => line.attributes('style'))
  expect(lines).toEqual([expect.stringContaining('left: 28.1')])

  await router.push(`/runs/${RUN_ID}/results`)
  await settle()
  expect(starred()).toEqual([...['–*', '–*', '–*'], ...['60.0*', '50.0*']])
  await router.push(`/runs/${RUN_ID}/compare/photo00`)
  await settle()
  expect(starred()).toEqual(['60.0*', '50.0*'])
  await router.push(`/runs/${RUN_ID}/groups`)
  await settle()
  expect(starred()).toEqual(['60.0*', '–*'])
  await router.push('/runs')
  await settle()
  expect(starred()).toEqual(['43.1*'])
})

test('the progress of a run is always in sight and follows its events', async () => {
  const fixture = createStudioFixture({ runStatus: 'running' })
  studio = await mountStudio(fixture, '/')
  fixture.emit({
    type: 'progress',
    phase: 'stage1',
    done: 10,
    total: 40,
    imagesPerSecond: 3,
    secondsLeft: 95,
  })
  await studio.settle()
  const header = studio.wrapper.get('header').text()
  expect(header).toContain('Stage 1')
  expect(header).toContain('25 %')
  expect(header).toContain('1 min 35 s left')
})

test('a run that waits for photos says so beside its speed', async () => {
  const fixture = createStudioFixture({ runStatus: 'running' })
  const { wrapper, settle } = (studio = await mountStudio(fixture, `/runs/${RUN_ID}`))
  const step = (waitShare: number): RunEvent => ({
    type: 'progress',
    phase: 'stage1',
    done: 10,
    total: 40,
    imagesPerSecond: 3,
    waitShare,
    secondsLeft: 95,
  })
  const speed = () => wrapper.get('ol > li:nth-child(4) > span:last-child')
  fixture.emit(step(0.002))
  await settle()
  expect(speed().text()).not.toContain('waits')
  expect(speed().attributes('title')).toBe('waits 0.2 % for photos')
  fixture.emit(step(0.123))
  await settle()
  expect(speed().text()).toContain('waits 12.3 % for photos')
})

test('an adaptation starts with the numbers of the form', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada')
  buttonNamed(document, 'Adapt…').click()
  await studio.settle()
  const iterations = document.querySelector<HTMLInputElement>('#budget-iterations')!
  iterations.value = '80'
  iterations.dispatchEvent(new Event('input', { bubbles: true }))
  document.querySelector('#adapt-form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await studio.settle()
  expect(fixture.started[0]?.config).toMatchObject({
    user: 'ada',
    preset: 'recommended',
    network: 'mobilenet-v2',
    seed: 1,
    device: 'cpu',
    budget: { iterations: 80, batchSize: 4 },
  })
  expect(studio.router.currentRoute.value.fullPath).toBe('/runs/run-new')
})

/** The options of a list by its label, and a way to take one. */
async function openList(
  label: string,
): Promise<{ texts: string[]; take(text: string): Promise<void> }> {
  const select = document.querySelector<HTMLElement>(`[role=combobox][aria-label="${label}"]`)!
  select.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await studio!.settle()
  const list = [...document.querySelectorAll('[role=listbox]')].at(-1)!
  const options = [...list.querySelectorAll<HTMLElement>('[role=option]')]
  const texts = options.map((option) => option.textContent.trim())
  return {
    texts,
    async take(text) {
      options[texts.indexOf(text)]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })) // prettier-ignore
      await studio!.settle()
    },
  }
}

async function submitRun(): Promise<void> {
  document.querySelector('#adapt-form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await studio!.settle()
}

test('a network can be chosen when its weights are whole', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada')
  buttonNamed(document, 'Adapt…').click()
  await studio.settle()
  const select = document.querySelector('[role=combobox][aria-label=Network]')!
  expect(select.textContent).toContain('MobileNetV2')
  const list = await openList('Network')
  expect(list.texts).toEqual(['MobileNetV2', 'VGG-16'])
  await list.take('VGG-16')
  await submitRun()
  expect(fixture.started[0]?.config.network).toBe('vgg-16')
})

test('a run varies the method as asked, and says nothing of what was not', async () => {
  const fixture = createStudioFixture()
  studio = await mountStudio(fixture, '/users/ada')
  buttonNamed(document, 'Adapt…').click()
  await studio.settle()
  await submitRun()
  expect(Object.keys(fixture.started[0]!.config)).not.toContain('groupMode')

  await studio.router.push('/users/ada')
  await studio.settle()
  buttonNamed(document, 'Adapt…').click()
  await studio.settle()
  await (await openList('Group context')).take('no group context (ADVENT)')
  await (await openList('Batch normalization')).take('frozen statistics')
  const memory = document.querySelector<HTMLInputElement>('#memory-limit')!
  memory.value = '6'
  memory.dispatchEvent(new Event('input', { bubbles: true }))
  await submitRun()
  expect(fixture.started[1]!.config).toMatchObject({
    groupMode: 'none',
    normalization: 'frozen',
    memoryGib: 6,
  })
})

test('a cancelled run asks once more before it stops', async () => {
  studio = await mountStudio(createStudioFixture({ runStatus: 'running' }), `/runs/${RUN_ID}`)
  buttonNamed(document, 'Cancel run').click()
  await studio.settle()
  buttonNamed(document.querySelector('[role=dialog]')!, 'Cancel run').click()
  await studio.settle()
  expect(studio.wrapper.text()).toContain('Cancelled')
})
