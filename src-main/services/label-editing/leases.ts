// Who may paint which photo. One studio has a root for writing (its lock file sees to that), so that the leases
// of all its windows and tabs live in its memory.

import type { EditorIdentity, Holder } from '../../contract/label-editing.ts'

/** A holder that was not heard of for so long is gone: three heartbeats of its page. */
export const LAPSE_MS = 15_000

export interface Leases {
  /** Takes or keeps the photo for the editor. Null then; otherwise who has it. */
  take(photo: string, editor: EditorIdentity): Holder | null
  /** Who else has it; null when it is free or the editor's own. */
  holderFor(photo: string, editorId: string | null): Holder | null
  /** False when it was not the editor's. */
  release(photo: string, editorId: string): boolean
}

interface Lease {
  readonly editorId: string
  readonly holder: Holder
  readonly heardAt: number
}

export function createLeases(now: () => Date): Leases {
  const leases = new Map<string, Lease>()

  function holderFor(photo: string, editorId: string | null): Holder | null {
    const lease = leases.get(photo)
    if (lease === undefined || lease.editorId === editorId) return null
    return now().getTime() - lease.heardAt < LAPSE_MS ? lease.holder : null
  }

  return {
    holderFor,
    take(photo, editor) {
      const other = holderFor(photo, editor.id)
      if (other !== null) return other
      const time = now()
      const own = leases.get(photo)
      const since = own?.editorId === editor.id ? own.holder.since : time.toISOString()
      const holder = { who: editor.who, since }
      leases.set(photo, { editorId: editor.id, holder, heardAt: time.getTime() })
      return null
    },
    release(photo, editorId) {
      return leases.get(photo)?.editorId === editorId && leases.delete(photo)
    },
  }
}
