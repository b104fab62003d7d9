// What the window and its tab are called: where one is, then the studio.

import type { RouteLocationNormalizedLoaded } from 'vue-router'

type Place = Pick<RouteLocationNormalizedLoaded, 'name' | 'params'>

/** `t` says the locale key of a view. */
export function pageTitle({ name: view, params }: Place, t: (key: string) => string): string {
  const { name, user, runId } = params
  const place = [name, user, runId].filter((part) => typeof part === 'string' && part !== '')
  const key = typeof view === 'string' ? TITLES[view] : undefined
  return [...place, ...(key === undefined ? [] : [t(key)]), 'PSS Studio'].join(' – ')
}

/** Views that the photo, the user or the run alone does not name. */
const TITLES: Readonly<Record<string, string>> = {
  library: 'library.title',
  photos: 'browse.allPhotos',
  agreement: 'agreement.menu',
  second: 'agreement.menu',
  runs: 'runs.title',
  about: 'shell.about',
}
