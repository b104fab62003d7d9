// Where the editor's label map comes from and goes to: the photo's mask with its journal, or a second person's
// blind one.

import type { WorkStretch } from '../../../src-main/core/labels/active-time.ts'
import type { EditorIdentity, Holder } from '../../../src-main/contract/label-editing.ts'
import type { EncodedLabelMap } from '../../../src-main/contract/schemas.ts'
import type { StudioClient } from '../../api.ts'
import type { EditedKey } from '../editor.ts'

type OpenedSource = Awaited<ReturnType<StudioClient['labels']['open']>>

interface Held {
  readonly holder: Holder | null
}

export interface MaskSource {
  /** False for a second mask: it has no journal, and nobody else may open it. */
  readonly hasJournal: boolean
  /** `known`: the stamp of labels that are at hand. */
  open(known: string | undefined): Promise<OpenedSource>
  save(mask: SavedMask): Promise<{ readonly revision: string }>
  /** Appends moves, in base64, to the journal that has `from` of them. */
  keep(root: string, from: number, moves: string): Promise<unknown>
  /** The photo is this page's until the signal, or until it is told who else has it. */
  hold(root: string, signal: AbortSignal): Promise<AsyncIterable<Held>>
  /** Who else has the photo. */
  holder(root: string): Promise<Held>
  release(root: string): Promise<unknown>
}

export interface SavedMask {
  readonly labelMap: EncodedLabelMap
  readonly provenance: EncodedLabelMap
  readonly revision: string | null
  readonly work: WorkStretch[]
  /** The root in which the photo was opened. */
  readonly root: string
  /** How many moves of the journal the mask holds; null when the journal has not got what is in it. */
  readonly moves: number | null
}

export interface PersonAtWork {
  /** Asked at each request, for it may be given while the photo is open. */
  annotator(): string | null
  readonly editor: EditorIdentity
}

export function maskSource(
  client: StudioClient,
  { user, name, isSecond }: EditedKey,
  person: PersonAtWork,
): MaskSource {
  const key = { user, name }
  return isSecond ? secondMask(client, key, person) : photoMask(client, key, person)
}

type PhotoKey = Pick<EditedKey, 'user' | 'name'>

function photoMask(
  { labels }: StudioClient,
  key: PhotoKey,
  { annotator, editor }: PersonAtWork,
): MaskSource {
  return {
    hasJournal: true,
    open: (known) => labels.open({ ...key, editor, known }),
    save: ({ root, moves, ...mask }) =>
      labels.save({ ...key, ...mask, annotator: annotator(), session: { editor, root, moves } }),
    keep: (root, from, moves) => labels.keep({ ...key, editor, root, from, moves }),
    hold: (root, signal) => labels.hold({ ...key, editor, root }, { signal }),
    holder: (root) => labels.holder({ ...key, editor, root }),
    release: (root) => labels.release({ ...key, editor, root }),
  }
}

function secondMask(
  { secondLabels }: StudioClient,
  key: PhotoKey,
  { annotator }: PersonAtWork,
): MaskSource {
  const who = () => ({ ...key, annotator: annotator() ?? '' })
  return {
    hasJournal: false,
    open: async () => ({
      ...(await secondLabels.open(who())),
      stamp: '',
      isOtherPhoto: false,
      isKnown: false,
      root: '',
      holder: null,
      journal: { bytes: null, setAside: null },
    }),
    save: ({ labelMap, provenance, revision, work }) =>
      secondLabels.save({ ...who(), labelMap, provenance, revision, work }),
    keep: () => Promise.resolve(),
    hold: () => new Promise(() => undefined),
    holder: () => Promise.resolve({ holder: null }),
    release: () => Promise.resolve(),
  }
}
