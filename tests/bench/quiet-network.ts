// Playwright listens to everything that a page loads: Chromium keeps up to 200 MB of it in the page's own memory and
// writes each message to the test runner. On two cores that is a quarter of the time until 10,000 photos are shown.

import type { Page } from '@playwright/test'

/** The way from a page to the connection that steers it, which Playwright does not publish. */
interface PageInside {
  readonly _connection: { toImpl?(page: Page): CrPageInside | undefined }
}

interface CrPageInside {
  readonly delegate: { readonly _mainFrameSession: { readonly _client: Client } }
}

interface Client {
  send(method: 'Network.disable'): Promise<unknown>
}

/** From here on nobody listens, as with a person's browser. Throws when this Playwright is built otherwise. */
export async function stopListeningToNetwork(page: Page): Promise<void> {
  const inside = (page as unknown as PageInside)._connection.toImpl?.(page)
  if (inside === undefined) throw new Error('Playwright does not run in this process')
  await inside.delegate._mainFrameSession._client.send('Network.disable')
}
