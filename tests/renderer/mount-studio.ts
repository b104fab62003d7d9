// Mounts the whole renderer on a studio fixture, at an address, as a person would open it.

import { flushPromises, mount } from '@vue/test-utils'
import type { VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { createMemoryHistory } from 'vue-router'
import type { Router } from 'vue-router'
import App from '../../src-renderer/App.vue'
import { studioApiKey } from '../../src-renderer/api.ts'
import EditorStage from '../../src-renderer/canvas/stage/EditorStage.vue'
import { createStudioI18n } from '../../src-renderer/i18n.ts'
import { createStudioRouter } from '../../src-renderer/router.ts'
// The views that are loaded on demand, loaded ahead so that no test waits for them.
import '../../src-renderer/views/CompareView.vue'
import '../../src-renderer/views/EditorView.vue'
import '../../src-renderer/views/PhotosView.vue'
import '../../src-renderer/views/RunView.vue'
import '../../src-renderer/views/UserView.vue'
import { InPlaceWorker } from './in-place-worker.ts'
import type { StudioFixture } from './studio-fixture.ts'

export interface MountedStudio {
  readonly wrapper: VueWrapper
  readonly router: Router
  /** Everything that is under way has settled and is drawn. */
  settle(): Promise<void>
}

export { EditorStage }

/** What happy-dom lacks: sizes of elements, decoded photos, workers. */
export function givePageASize(): void {
  localStorage.clear()
  localStorage.setItem('pss-studio.preferences', JSON.stringify({ locale: 'en', theme: 'light' }))
  Object.defineProperties(HTMLElement.prototype, {
    offsetWidth: { configurable: true, value: 1200 },
    offsetHeight: { configurable: true, value: 800 },
    clientWidth: { configurable: true, value: 1200 },
    clientHeight: { configurable: true, value: 800 },
  })
  HTMLImageElement.prototype.decode = () => Promise.resolve()
  Object.assign(globalThis, {
    Worker: InPlaceWorker,
    fetch: async () => new Response(),
    createImageBitmap: async () => ({ width: 40, height: 30, close: () => undefined }),
  })
}

export async function mountStudio(fixture: StudioFixture, address: string): Promise<MountedStudio> {
  const router = createStudioRouter(createMemoryHistory())
  await router.push(address)
  const wrapper = mount(App, {
    attachTo: document.body,
    global: {
      plugins: [createPinia(), createStudioI18n('en'), router],
      provide: { [studioApiKey as symbol]: fixture.api },
      // The canvas needs real pixels: the browser tests have them; here its tools are driven directly.
      stubs: { EditorStage: true, LossChart: true },
    },
  })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 6; turn++) {
      await flushPromises()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  await settle()
  return { wrapper: wrapper as VueWrapper, router, settle }
}

/** The first button whose text or label contains `name`; fails when there is none. */
export function buttonNamed(root: ParentNode, name: string): HTMLButtonElement {
  const buttons = [...root.querySelectorAll('button')]
  const found = buttons.find((button) =>
    `${button.textContent.replace(/\s+/g, ' ')} ${button.getAttribute('aria-label') ?? ''}`.includes(
      name,
    ),
  )
  if (found === undefined) throw new Error(`no button named "${name}"`)
  return found
}

/** Answers the question who labels. */
export async function giveName(studio: MountedStudio, name: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('#annotator-name')!
  field.value = name
  field.dispatchEvent(new Event('input'))
  await studio.settle()
  buttonNamed(document, 'Use this name').click()
  await studio.settle()
}
