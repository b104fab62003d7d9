// The ways out for a photo that cannot be opened: its mask made afresh from its journal, or, where photo and mask
// do not belong together, a new beginning with everything that was labelled kept aside.

import { StudioError } from '../../core/errors.ts'
import { readJournal } from '../../core/journal/journal-bytes.ts'
import { isMove } from '../../core/journal/records.ts'
import { rebuiltSize } from '../../core/journal/replay.ts'
import { said } from '../../core/said.ts'
import { hasOtherPhoto } from '../labelling/label-records.ts'
import type { RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { JournalKey } from '../ports/journals.ts'
import { imageOf, journalOf } from './mask-key.ts'
import type { MaskKey } from './mask-key.ts'

export interface Rescue {
  /** How many the journal holds when it alone gives a whole mask of the photo's size; null when it does not. */
  readonly moves: number | null
  /** The mask has another size than its photo, and is not frozen. */
  readonly canBeginAnew: boolean
  /** The mask has another size than its photo, and is frozen: somebody may unfreeze it first. */
  readonly isFrozen: boolean
}

/** Errors: notFound, corrupt, unsupported, io. */
export async function readRescue(ports: RootPorts, key: MaskKey): Promise<Rescue> {
  const { root } = ports
  const image = imageOf(key)
  const moves = await recoverableMoves(ports, journalOf(key))
  // Whoever labels blind does not put aside what others have labelled.
  const isOurs = root.isWritable && key.blindBy === undefined
  const isReplaced = isOurs && (await root.hasOtherSize(image))
  const { record } = isReplaced ? await root.readLabelRecord(image) : { record: null }
  const isFrozen = record?.state === 'frozen'
  return { moves, canBeginAnew: isReplaced && !isFrozen, isFrozen }
}

async function recoverableMoves(
  { root, journals }: RootPorts,
  mask: JournalKey,
): Promise<number | null> {
  const { records } = readJournal((await journals.read(mask)) ?? new Uint8Array())
  const size = rebuiltSize(records)
  if (size === null) return null
  const { width, height } = await root.imageSize(mask)
  const isOfSize = size.width === width && size.height === height
  return isOfSize ? records.filter(isMove).length : null
}

/** The photo is unlabelled afterwards. Errors: notFound, conflict, corrupt, unsupported, io. */
export async function beginAnew(
  ports: RootPorts,
  image: UserImage,
): Promise<{ keptAt: string; journalKeptAt: string | null }> {
  const { root, journals } = ports
  const photo = `${image.user}/${image.name}`
  const stored = await root.readLabelRecord(image)
  const isReplaced = (await root.hasOtherSize(image)) || (await hasOtherPhoto(stored))
  if (!isReplaced) {
    throw new StudioError(
      'conflict',
      said`${photo}: expected labels of another photo, or a mask of another size than its photo, found none; nothing was
        changed: open the photo again`,
    )
  }
  if (stored.record?.state === 'frozen') {
    throw new StudioError(
      'conflict',
      said`${photo} is frozen: what was labelled stays; put the labelled photo back, or unfreeze it first`,
    )
  }
  const hasJournal = (await journals.read(image)) !== null
  const journalKeptAt = hasJournal ? await journals.keepAside(image) : null
  const blind = await journals.listBlind(image)
  for (const mask of blind) await journals.keepAside(mask)
  const keptAt = await root.keepLabelsAside(image)
  for (const mask of [...blind, image]) {
    await journals.remove(mask)
    await journals.dismissAside(mask)
  }
  return { keptAt, journalKeptAt }
}
