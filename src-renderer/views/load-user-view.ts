// The view of a user's photos is loaded when it is opened; where users are shown, ahead of that.

import { loadAhead, useAhead } from './load-ahead.ts'

export const loadUserView = () => import('./UserView.vue')

/** After the covers are there. */
const PATIENCE_MS = 300

/** For a component in which users can be opened. */
export function useUserViewAhead(): void {
  useAhead(PATIENCE_MS, () => loadAhead(loadUserView))
}
