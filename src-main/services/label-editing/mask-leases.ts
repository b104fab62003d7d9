// The leases of masks. Whose a drawn photo is to label blind is not known before the first move: until then it has one
// lease, whoever asks. Of a gold photo each person has a blind mask, and a lease, of one's own.

import type { EditorIdentity, Holder } from '../../contract/label-editing.ts'
import { blindPlaceOf } from '../../core/labels/blind-labelling.ts'
import type { RootPorts } from '../ports.ts'
import { createLeases } from './leases.ts'
import type { Leases } from './leases.ts'
import { imageOf, maskId } from './mask-key.ts'
import type { MaskKey } from './mask-key.ts'

export interface MaskLeases extends Pick<Leases, 'releaseAll'> {
  /** Reads which lease the mask is under; to be called when it is opened. Errors: corrupt, unsupported, io. */
  learn(key: MaskKey): Promise<void>
  /** As of Leases. Errors: as learn. */
  take(key: MaskKey, editor: EditorIdentity): Promise<Holder | null>
  holderFor(key: MaskKey, editorId: string | null): Holder | null
  listen(key: MaskKey, editorId: string): () => void
  blindHolder(photo: MaskKey): Holder | null
  release(key: MaskKey, editorId: string): boolean
}

export function createMaskLeases({ root }: Pick<RootPorts, 'root'>, now: () => Date): MaskLeases {
  const leases = createLeases(now)
  /** Of blind masks, by the id of the mask. */
  const known = new Map<string, string>()
  const idOf = (key: MaskKey): string => known.get(maskId(key)) ?? maskId(key)

  async function learn(key: MaskKey): Promise<void> {
    const { user, name, blindBy } = key
    if (blindBy === undefined) return
    const { record } = await root.readLabelRecord(imageOf(key))
    const { which } = blindPlaceOf(record, blindBy)
    known.set(maskId(key), `${maskId({ user, name })}/${which}`)
  }

  return {
    learn,
    async take(key, editor) {
      // A page that outlived the studio in which it opened the mask.
      if (key.blindBy !== undefined && !known.has(maskId(key))) await learn(key)
      return leases.take(idOf(key), editor)
    },
    holderFor: (key, editorId) => leases.holderFor(idOf(key), editorId),
    listen: (key, editorId) => leases.listen(idOf(key), editorId),
    blindHolder: (photo) => leases.blindHolder(maskId(photo)),
    release: (key, editorId) => leases.release(idOf(key), editorId),
    releaseAll: leases.releaseAll,
  }
}
