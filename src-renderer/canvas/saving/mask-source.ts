// Where the editor's label map comes from and goes to: the mask of a photo and its journal, be it the photo's own or a
// person's blind one.

import type { WorkStretch } from '../../../src-main/core/labels/active-time.ts'
import type { EditorIdentity, Holder } from '../../../src-main/contract/label-editing.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { said } from '../../../src-main/core/said.ts'
import type { EncodedLabelMap } from '../../../src-main/contract/schemas.ts'
import type { StudioClient } from '../../api.ts'
import type { EditedKey, ImageKey } from '../image-key.ts'

type OpenedSource = Awaited<ReturnType<StudioClient['labels']['open']>>

interface Held {
  readonly holder: Holder | null
}

/** A mask as the studio is asked for it. */
export interface MaskKey extends ImageKey {
  /** Whose blind mask; none is the photo's own. */
  readonly blindBy?: string
}

export interface MaskSource {
  readonly key: MaskKey
  /** `known`: the stamp of labels that are at hand. */
  open(known: string | undefined): Promise<OpenedSource>
  save(mask: SavedMask): Promise<{ readonly revision: string }>
  /** Appends moves, in base64, to the journal that has `from` of them. */
  keep(root: string, from: number, moves: string): Promise<unknown>
  /** The mask is this page's until the signal, or until it is told who else has it. */
  hold(root: string, signal: AbortSignal): Promise<AsyncIterable<Held>>
  /** Who else has the mask. */
  holder(root: string): Promise<Held>
  release(root: string): Promise<unknown>
}

export interface SavedMask {
  readonly labelMap: EncodedLabelMap
  readonly provenance: EncodedLabelMap
  readonly revision: string | null
  readonly work: WorkStretch[]
  /** The root in which the mask was opened. */
  readonly root: string
  /** How many moves of the journal the mask holds; null when the journal has not got what is in it. */
  readonly moves: number | null
}

export interface PersonAtWork {
  /** Asked at each request, for it may be given while the photo is open. */
  annotator(): string | null
  readonly editor: EditorIdentity
}

/** A blind mask stays the person's who opened it. Error: cancelled when nobody says who that is. */
export function maskKeyOf({ user, name, isSecond }: EditedKey, annotator: string | null): MaskKey {
  if (!isSecond) return { user, name }
  if (annotator !== null) return { user, name, blindBy: annotator }
  throw new StudioError(
    'cancelled',
    said`photo ${name}: expected the name of whoever labels it blind, got none; open it again and give your name`,
  )
}

export function maskSource(
  { labels }: StudioClient,
  key: MaskKey,
  { annotator, editor }: PersonAtWork,
): MaskSource {
  return {
    key,
    open: (known) => labels.open({ ...key, editor, known }),
    save: ({ root, moves, ...mask }) =>
      labels.save({ ...key, ...mask, annotator: annotator(), session: { editor, root, moves } }),
    keep: (root, from, moves) => labels.keep({ ...key, editor, root, from, moves }),
    hold: (root, signal) => labels.hold({ ...key, editor, root }, { signal }),
    holder: (root) => labels.holder({ ...key, editor, root }),
    release: (root) => labels.release({ ...key, editor, root }),
  }
}
