// A mask that cannot be read any more, or was replaced, made afresh from a journal of its photo.

import type { EncodedLabelMap } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { encodeRecords, readJournal } from '../../core/journal/journal-bytes.ts'
import { isMove } from '../../core/journal/records.ts'
import { rebuildMask } from '../../core/journal/replay.ts'
import { encodeLabelMap } from '../labels.ts'
import { placeOf } from '../labelling/second-labels.ts'
import type { RootPorts } from '../ports.ts'
import type { PairedMask } from '../ports/label-record-files.ts'
import { imageOf, journalOf } from './mask-key.ts'
import type { MaskKey } from './mask-key.ts'

/** The mask as the journal that was put aside at `path` leaves it. Errors: notFound, corrupt, io. */
export async function readSetAside(
  { journals }: Pick<RootPorts, 'journals'>,
  { path, ...key }: MaskKey & { readonly path: string },
): Promise<{ labelMap: EncodedLabelMap; provenance: EncodedLabelMap }> {
  const bytes = await journals.readAside(journalOf(key), path)
  const mask = rebuildMask(readJournal(bytes ?? new Uint8Array()).records)
  if (mask === null) {
    throw new StudioError(
      'notFound',
      said`${key.user}/${key.name}: expected a journal that was put aside and holds the whole mask, found none at ${path};
        put the file back there, nothing was changed`,
    )
  }
  return { labelMap: encodeLabelMap(mask.labelMap), provenance: encodeLabelMap(mask.provenance) }
}

/** The journal stays where it is. Error: io. */
export function dismissSetAside(
  { journals }: Pick<RootPorts, 'journals'>,
  { path, ...key }: MaskKey & { readonly path: string },
): Promise<void> {
  return journals.dismissAside(journalOf(key), path)
}

/** Errors: notFound, conflict, io. The unreadable file is kept. */
export async function recoverLabelMap(
  ports: RootPorts,
  key: MaskKey,
): Promise<{ revision: string; keptAt: string }> {
  const { root, journals } = ports
  const journal = journalOf(key)
  const bytes = await journals.read(journal)
  const { records, byteCount } = readJournal(bytes ?? new Uint8Array())
  const mask = rebuildMask(records)
  const image = imageOf(key)
  const which = await whichOf(ports, key)
  const damaged = mask === null ? null : await root.keepDamagedMask({ ...image, which })
  if (mask === null || damaged === null) throw nothingToRecover(key, mask !== null)
  const moves = records.filter(isMove).length
  let at = byteCount
  const mark = async (revision: string, isStored: boolean): Promise<void> => {
    const record = encodeRecords([{ kind: 'mark', moves, revision, isStored }])
    await journals.append(journal, at, record)
    at += record.length
  }
  const before = (next: string): Promise<void> => mark(next, false)
  const { revision } =
    which === undefined
      ? await root.saveLabelMap(image, mask, damaged.revision, before)
      : await root.savePairedMask({ ...image, which }, mask, damaged.revision, before)
  await mark(revision, true)
  return { revision, keptAt: damaged.keptAt }
}

/** Undefined is the photo's own. Error: conflict (not this person's). */
async function whichOf(
  ports: RootPorts,
  { blindBy, ...image }: MaskKey,
): Promise<PairedMask | undefined> {
  if (blindBy === undefined) return undefined
  return (await placeOf(ports, { ...image, annotator: blindBy })).which
}

function nothingToRecover({ user, name }: MaskKey, hasJournal: boolean): StudioError {
  const reason = hasJournal
    ? said`there is no mask file to replace; open the photo`
    : said`no journal holds the whole mask; put back an intact copy of the mask file`
  return new StudioError('notFound', said`${user}/${name}: nothing to recover: ${reason}`)
}
