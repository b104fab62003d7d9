// The focus goes on where somebody works when what had it is gone with a press: else it would be at the top of the page.

import { nextTick } from 'vue'

/** To the first of the selectors that is there when the page is drawn anew. */
export async function focusWithin(
  root: ParentNode | null | undefined,
  ...selectors: readonly string[]
): Promise<void> {
  await nextTick()
  const found = selectors.flatMap((selector) => root?.querySelector<HTMLElement>(selector) ?? [])
  found[0]?.focus()
}
