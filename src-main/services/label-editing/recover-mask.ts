// A mask that cannot be read any more, or was replaced, made afresh from a journal of its photo.

import type { EncodedLabelMap } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { encodeRecords, readJournal } from '../../core/journal/journal-bytes.ts'
import { isMove } from '../../core/journal/records.ts'
import { rebuildMask } from '../../core/journal/replay.ts'
import { encodeLabelMap } from '../labels.ts'
import type { RootPorts, UserImage } from '../ports.ts'

/** The mask as the journal that was put aside at `path` leaves it. Errors: notFound, corrupt, io. */
export async function readSetAside(
  { journals }: Pick<RootPorts, 'journals'>,
  { user, name, path }: { readonly user: string; readonly name: string; readonly path: string },
): Promise<{ labelMap: EncodedLabelMap; provenance: EncodedLabelMap }> {
  const bytes = await journals.readAside({ domain: 'user', user, name }, path)
  const mask = rebuildMask(readJournal(bytes ?? new Uint8Array()).records)
  if (mask === null) {
    throw new StudioError(
      'notFound',
      said`${user}/${name}: expected a journal that was put aside and holds the whole mask, found none at ${path};
        put the file back there, nothing was changed`,
    )
  }
  return { labelMap: encodeLabelMap(mask.labelMap), provenance: encodeLabelMap(mask.provenance) }
}

/** The journal stays where it is. Error: io. */
export function dismissSetAside(
  { journals }: Pick<RootPorts, 'journals'>,
  { user, name, path }: { readonly user: string; readonly name: string; readonly path: string },
): Promise<void> {
  return journals.dismissAside({ domain: 'user', user, name }, path)
}

/** Errors: notFound, conflict, io. The unreadable file is kept. */
export async function recoverLabelMap(
  { root, journals }: RootPorts,
  image: UserImage,
): Promise<{ revision: string; keptAt: string }> {
  const bytes = await journals.read(image)
  const { records, byteCount } = readJournal(bytes ?? new Uint8Array())
  const mask = rebuildMask(records)
  const damaged = mask === null ? null : await root.keepDamagedMask(image)
  if (mask === null || damaged === null) throw nothingToRecover(image, mask !== null)
  const moves = records.filter(isMove).length
  let at = byteCount
  const mark = async (revision: string, isStored: boolean): Promise<void> => {
    const record = encodeRecords([{ kind: 'mark', moves, revision, isStored }])
    await journals.append(image, at, record)
    at += record.length
  }
  const { revision } = await root.saveLabelMap(image, mask, damaged.revision, (next) =>
    mark(next, false),
  )
  await mark(revision, true)
  return { revision, keptAt: damaged.keptAt }
}

function nothingToRecover({ user, name }: UserImage, hasJournal: boolean): StudioError {
  const reason = hasJournal
    ? said`there is no mask file to replace; open the photo`
    : said`no journal holds the whole mask; put back an intact copy of the mask file`
  return new StudioError('notFound', said`${user}/${name}: nothing to recover: ${reason}`)
}
