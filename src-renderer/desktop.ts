// What only the desktop program offers; absent in a browser. Set up by src-main/hosts/electron/preload.ts.

export interface StudioDesktop {
  /** The folder a person chose in the system's dialog, or null. */
  readonly chooseFolder: () => Promise<string | null>
  /** The zip archive or JSON file a person chose, or null. */
  readonly chooseLabelFile: () => Promise<string | null>
}

export function studioDesktop(): StudioDesktop | null {
  const bridge = (globalThis as { readonly studioDesktop?: StudioDesktop }).studioDesktop
  return bridge ?? null
}
