// Who may paint which photo. One studio has a root for writing (its lock file sees to that), so that the leases
// of all its windows and tabs live in its memory.

import type { EditorIdentity, Holder } from '../../contract/label-editing.ts'
import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'

/** A holder that does not listen any more and was not heard of for so long is gone. */
export const LAPSE_MS = 15_000

export interface Leases {
  /** Takes or keeps the photo for the editor. Null then; otherwise who has it. */
  take(photo: string, editor: EditorIdentity): Holder | null
  /** The photo stays the editor's, who has taken it, until what is returned is called, whatever the time. */
  listen(photo: string, editorId: string): () => void
  /** Who else has it; null when it is free or the editor's own. */
  holderFor(photo: string, editorId: string | null): Holder | null
  /** Who has one of the photo's blind masks, without saying who: that would tell whom a photo is gold for. */
  blindHolder(photo: string): Holder | null
  /** False when it was not the editor's. */
  release(photo: string, editorId: string): boolean
  /** For a studio with one page, which has ended: it comes back as another editor. */
  releaseAll(): void
}

interface Lease {
  readonly editorId: string
  readonly holder: Holder
  heardAt: number
  listeners: number
}

export function createLeases(now: () => Date): Leases {
  const leases = new Map<string, Lease>()

  function holderFor(photo: string, editorId: string | null): Holder | null {
    const lease = leases.get(photo)
    if (lease === undefined || lease.editorId === editorId) return null
    const isThere = lease.listeners > 0 || now().getTime() - lease.heardAt < LAPSE_MS
    return isThere ? lease.holder : null
  }

  return {
    holderFor,
    take(photo, editor) {
      const other = holderFor(photo, editor.id)
      if (other !== null) return other
      const time = now()
      const own = leases.get(photo)
      if (own?.editorId === editor.id) own.heardAt = time.getTime()
      else {
        const holder = { who: editor.who, since: time.toISOString() }
        const heardAt = time.getTime()
        leases.set(photo, { editorId: editor.id, holder, heardAt, listeners: 0 })
      }
      return null
    },
    listen(photo, editorId) {
      const lease = leases.get(photo)
      invariant(lease?.editorId === editorId, `${photo}: who listens has taken the photo`)
      lease.listeners += 1
      return () => {
        lease.listeners -= 1
        lease.heardAt = now().getTime()
      }
    },
    blindHolder(photo) {
      const blind = [...leases.keys()].filter((id) => id.startsWith(`${photo}/`))
      const holder = blind.map((id) => holderFor(id, null)).find((one) => one !== null)
      return holder === undefined ? null : { ...holder, who: '' }
    },
    release(photo, editorId) {
      return leases.get(photo)?.editorId === editorId && leases.delete(photo)
    },
    releaseAll: () => leases.clear(),
  }
}

/** Error: conflict where somebody has the photo. */
export function requireFree(
  { user, name }: { readonly user: string; readonly name: string },
  holder: Holder | null,
): void {
  if (holder === null) return
  throw new StudioError(
    'conflict',
    said`${user}/${name}: ${whoHas(holder)} has this photo since ${holder.since}; nothing was written: close it there first`,
  )
}

/** Begins a sentence. */
export function whoHas({ who }: Holder): Said {
  return who === '' ? said`another window` : said`${who}, in another window,`
}
