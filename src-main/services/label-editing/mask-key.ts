// Which mask is edited: a photo's own, or a person's blind one of it. Each has a lease and a journal of its own.

import { goldFolderKey } from '../../core/labels/gold.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { JournalKey } from '../ports/journals.ts'

export interface MaskKey {
  readonly user: string
  readonly name: string
  /** Whose blind mask; undefined is the photo's own. */
  readonly blindBy?: string | undefined
}

/** For turns and journals, and for most leases: of a blind mask it is the photo's own with a slash and more. */
export function maskId({ user, name, blindBy }: MaskKey): string {
  const own = `${user}/${name}`
  return blindBy === undefined ? own : `${own}/${goldFolderKey(blindBy)}`
}

export function imageOf({ user, name }: MaskKey): UserImage {
  return { domain: 'user', user, name }
}

/** By the person and not by the folder of the mask, which may be another once a photo is gold. */
export function journalOf(key: MaskKey): JournalKey {
  const { blindBy } = key
  return blindBy === undefined ? imageOf(key) : { ...imageOf(key), whose: goldFolderKey(blindBy) }
}
