// The mask of a photo as it was last seen: what is stored, and the moves of its journal on top.

import type { Holder } from '../../../src-main/contract/label-editing.ts'
import { decodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import type { History } from '../../../src-main/core/patches/history.ts'
import { createHistory } from '../../../src-main/core/patches/history.ts'
import { readJournal } from '../../../src-main/core/journal/journal-bytes.ts'
import { replayJournal } from '../../../src-main/core/journal/replay.ts'
import { applyPatch } from '../../../src-main/core/patches/patch.ts'
import type { Told } from '../../../src-main/core/said.ts'
import type { EditedLabels } from './label-map-wire.ts'
import type { MaskCodec } from './mask-codec.ts'
import type { MaskKey, MaskSource } from './mask-source.ts'

export interface OpenedMask extends EditedLabels {
  readonly key: MaskKey
  /** The root in which it was opened. */
  readonly root: string
  /** Of the stored mask; null while there is none. */
  readonly revision: string | null
  readonly isWritable: boolean
  /** The photo's file is not the one that was labelled. */
  readonly isOtherPhoto: boolean
  readonly holder: Holder | null
  readonly history: History
  /** How many moves the journal holds. */
  readonly moves: number
  /** How many of them the stored mask does not hold. */
  readonly unsavedMoves: number
  /** Why who labelled what is not known, when there is something to say. */
  readonly note: Told | null
  /** A journal of another mask, and where it was put. */
  readonly setAside: {
    readonly path: string
    readonly moves: number
    /** Its mask can be had back. */
    readonly canReturn: boolean
  } | null
}

/** Stored labels, read and decoded before the photo was opened. */
export interface ReadLabels {
  readonly stamp: string
  readonly edited: EditedLabels
}

/** `ahead` is used up where it is what is stored. Errors: notFound, corrupt, invalidInput. */
export async function openMask(
  source: MaskSource,
  codec: MaskCodec,
  ahead: Promise<ReadLabels> | null,
): Promise<OpenedMask> {
  const known = await ahead?.catch(() => null)
  const opened = await source.open(known?.stamp)
  const { root, revision, isWritable, isOtherPhoto, holder, journal } = opened
  const stored = known && opened.isKnown ? known.edited : await codec.decode(opened)
  const { records } = readJournal(decodeBase64(journal.bytes ?? ''))
  const replayed = replayJournal(records, revision)
  const unsaved = replayed?.unsaved ?? []
  // What was read ahead was seen already, and may have been painted as it is stored.
  const { labelMap, provenance } = unsaved.length > 0 ? copyOf(stored) : stored
  for (const patch of unsaved) applyPatch(labelMap, patch, provenance)
  return {
    key: source.key,
    labelMap,
    provenance,
    root,
    revision,
    isWritable,
    isOtherPhoto,
    holder,
    history: replayed?.history ?? createHistory(),
    moves: replayed?.moves ?? 0,
    unsavedMoves: unsaved.length,
    note: opened.provenanceNote,
    setAside: journal.setAside,
  }
}

function copyOf({ labelMap, provenance }: EditedLabels): EditedLabels {
  return { labelMap: structuredClone(labelMap), provenance: structuredClone(provenance) }
}
