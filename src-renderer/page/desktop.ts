// What only the desktop program offers; absent in a browser. Set up by src-main/hosts/electron/preload.ts.

import type { LocaleName } from '../i18n.ts'

export interface StudioDesktop {
  /** The folder a person chose in the system's dialog, or null. */
  readonly chooseFolder: () => Promise<string | null>
  /** The zip archive or JSON file a person chose, or null. */
  readonly chooseLabelFile: () => Promise<string | null>
  /** Menu and dialogs of the system speak this language from now on. */
  readonly speak: (language: LocaleName) => void
}

export function studioDesktop(): StudioDesktop | null {
  const bridge = (globalThis as { readonly studioDesktop?: StudioDesktop }).studioDesktop
  return bridge ?? null
}
