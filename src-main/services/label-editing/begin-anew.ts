// The ways out for a photo that cannot be opened: its mask made afresh from its journal, or, where photo and mask
// have different sizes, a new beginning with everything that was labelled kept aside.

import { StudioError } from '../../core/errors.ts'
import { readJournal } from '../../core/journal/journal-bytes.ts'
import { isMove } from '../../core/journal/records.ts'
import { rebuiltSize } from '../../core/journal/replay.ts'
import { said } from '../../core/said.ts'
import type { RootPorts, UserImage } from '../ports.ts'

export interface Rescue {
  /** How many the journal holds when it alone gives a whole mask of the photo's size; null when it does not. */
  readonly moves: number | null
  /** The mask has another size than its photo, and is not frozen. */
  readonly canBeginAnew: boolean
}

/** Errors: notFound, corrupt, unsupported, io. */
export async function readRescue(ports: RootPorts, image: UserImage): Promise<Rescue> {
  return { moves: await recoverableMoves(ports, image), canBeginAnew: await mayBegin(ports, image) }
}

async function recoverableMoves(
  { root, journals }: RootPorts,
  image: UserImage,
): Promise<number | null> {
  const { records } = readJournal((await journals.read(image)) ?? new Uint8Array())
  const size = rebuiltSize(records)
  if (size === null) return null
  const { width, height } = await root.imageSize(image)
  const isOfSize = size.width === width && size.height === height
  return isOfSize ? records.filter(isMove).length : null
}

async function mayBegin({ root }: RootPorts, image: UserImage): Promise<boolean> {
  if (!root.isWritable || !(await root.hasOtherSize(image))) return false
  const { record } = await root.readLabelRecord(image)
  return record?.state !== 'frozen'
}

/** The photo is unlabelled afterwards. Errors: notFound, conflict, corrupt, unsupported, io. */
export async function beginAnew(
  ports: RootPorts,
  image: UserImage,
): Promise<{ keptAt: string; journalKeptAt: string | null }> {
  const { root, journals } = ports
  if (!(await mayBegin(ports, image))) {
    throw new StudioError(
      'conflict',
      said`${image.user}/${image.name}: expected a mask of another size than its photo that is not frozen, found none;
        nothing was changed: open the photo again`,
    )
  }
  const hasJournal = (await journals.read(image)) !== null
  const journalKeptAt = hasJournal ? await journals.keepAside(image) : null
  const keptAt = await root.keepLabelsAside(image)
  await journals.remove(image)
  return { keptAt, journalKeptAt }
}
