// A view as a screen reader tells it: Chromium's own accessibility tree, and what live regions say meanwhile.
import type { Page } from '@playwright/test'

export interface HeardNode {
  readonly role: string
  readonly name: string
  /** Of the nodes around it, outermost first, without those that say nothing. */
  readonly within: readonly string[]
}

/** All that is told, in order. */
export async function readTree(page: Page): Promise<readonly HeardNode[]> {
  const cdp = await page.context().newCDPSession(page)
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const told: HeardNode[] = []
  walk(nodes[0]?.nodeId ?? '', [])
  return told

  function walk(id: string, within: readonly string[]): void {
    const node = byId.get(id)
    if (node === undefined) return
    const role = String(node.role?.value ?? '')
    const isTold = !node.ignored && role !== 'generic' && role !== 'none'
    if (isTold) told.push({ role, name: String(node.name?.value ?? ''), within })
    for (const child of node.childIds ?? []) walk(child, isTold ? [...within, role] : within)
  }
}

const CONTROLS = [
  ...[
    'button',
    'link',
    'checkbox',
    'radio',
    'combobox',
    'textbox',
    'searchbox',
    'slider',
    'option',
  ],
  ...['application', 'dialog', 'table', 'img', 'image', 'heading', 'columnheader', 'rowheader'],
]
/** What is pressed as a whole: nothing else can be pressed inside. */
const WHOLE = ['button', 'link', 'option', 'heading']
const PRESSED = ['button', 'link', 'checkbox', 'combobox', 'textbox', 'slider']

/** What a person who hears the page would stumble over. */
export function stumbles(nodes: readonly HeardNode[]): readonly string[] {
  return nodes.flatMap(({ role, name, within }) => [
    ...(CONTROLS.includes(role) && name === '' ? [`${role} without a name`] : []),
    ...(PRESSED.includes(role) && within.some((around) => WHOLE.includes(around))
      ? [`${role} "${name}" within ${within.filter((around) => WHOLE.includes(around)).join(', ')}`]
      : []),
  ])
}

/** From now on; `heard` tells all of it. */
export async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(globalThis, { said })
    const regions = '[role=status],[role=alert],[aria-live]'
    new MutationObserver((changes) => {
      const changed = changes.map(({ target }) =>
        (target instanceof Element ? target : target.parentElement)?.closest(regions),
      )
      for (const region of new Set(changed)) {
        const text = region?.textContent.trim().replaceAll(/\s+/g, ' ') ?? ''
        if (text !== '') said.push(text)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

export function heard(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
}
