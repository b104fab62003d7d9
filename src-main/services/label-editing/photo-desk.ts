// Where photos are edited: who has which, its journal while it is open, and saving in step with the journal.
// What concerns one photo's journal happens one after the other.

import type { EditorIdentity, Holder } from '../../contract/label-editing.ts'
import type { OpenedLabels } from '../../contract/labels.ts'
import { decodeBase64, encodeBase64 } from '../../core/bytes/base64.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { InTurn } from '../../core/in-turn.ts'
import { createTurns } from '../../core/in-turn.ts'
import { createLabelReader, saveLabelMap } from '../labels.ts'
import type { LabelReader, SaveRequest } from '../labels.ts'
import type { RecordPorts } from '../labelling/label-records.ts'
import type { UserImage } from '../ports.ts'
import type { SetAside } from '../ports/journals.ts'
import { whenWithdrawn } from '../withdrawal.ts'
import type { Withdrawal } from '../withdrawal.ts'
import { beginAnew, readRescue } from './begin-anew.ts'
import type { Rescue } from './begin-anew.ts'
import { baseOf, wireBase } from './journal-base.ts'
import { keepMoves, markSave } from './keep-moves.ts'
import type { Leases } from './leases.ts'
import { createLeases, requireFree } from './leases.ts'
import { openPhotoJournal, readPhotoJournal } from './photo-journal.ts'
import type { PhotoJournal } from './photo-journal.ts'
import { recoverLabelMap } from './recover-mask.ts'

interface ImageKey {
  readonly user: string
  readonly name: string
}

interface EditedKey extends ImageKey {
  readonly editor: EditorIdentity
  /** The root in which the photo was opened. */
  readonly root: string
}

export interface OpenedPhoto extends OpenedLabels {
  stamp: string
  isOtherPhoto: boolean
  isKnown: boolean
  root: string
  holder: Holder | null
  journal: { bytes: string | null; setAside: SetAside | null }
}

export interface SessionSaveRequest extends SaveRequest {
  readonly session?:
    (Omit<EditedKey, keyof ImageKey> & { readonly moves: number | null }) | undefined
}

type Saved = Awaited<ReturnType<typeof saveLabelMap>>

export class PhotoDesk {
  readonly #ports: RecordPorts
  readonly #labels: LabelReader
  readonly leases: Leases
  readonly #inTurn: InTurn = createTurns()
  readonly #journals = new Map<string, PhotoJournal>()
  /** Saves under way, by photo; they never fail here. */
  readonly #saves = new Map<string, Promise<unknown>>()

  constructor(ports: RecordPorts) {
    this.#ports = ports
    this.#labels = createLabelReader(ports)
    this.leases = createLeases(() => ports.machine.now())
  }

  /** Errors: those of LabelReader; io. */
  async open(
    request: ImageKey & {
      readonly editor?: EditorIdentity | undefined
      readonly known?: string | undefined
    },
  ): Promise<OpenedPhoto> {
    const { editor, user, name, known } = request
    const key = { user, name }
    await this.#saves.get(photoOf(key))
    return this.#inTurn(photoOf(key), async () => {
      const opened = await this.#labels.open(key)
      const sent = withoutKnown(opened, known)
      if (editor === undefined) return this.#openForProgram(key, sent)
      const holder = opened.isWritable
        ? this.leases.take(photoOf(key), editor)
        : this.leases.holderFor(photoOf(key), editor.id)
      const isWritable = opened.isWritable && holder === null
      const journal = await this.#openJournal(key, opened, isWritable)
      return { ...sent, root: this.#ports.root.path, isWritable, holder, journal }
    })
  }

  /** Errors: conflict, corrupt, invalidInput, io. */
  async keep(
    request: EditedKey & { readonly from: number; readonly moves: string },
  ): Promise<{ moves: number }> {
    this.#take(request)
    const sent = { from: request.from, bytes: decodeBase64(request.moves) }
    const { moves } = await this.#change(request, (journal) =>
      keepMoves(this.#ports.journals, imageOf(request), journal, sent),
    )
    return { moves }
  }

  /** Errors: those of saveLabelMap; conflict when another editor has the photo. */
  async save(request: SessionSaveRequest): Promise<Saved> {
    const photo = photoOf(request)
    const work = this.#saveNow(request)
    const ended = work.catch(() => undefined)
    this.#saves.set(photo, ended)
    try {
      return await work
    } finally {
      if (this.#saves.get(photo) === ended) this.#saves.delete(photo)
    }
  }

  /** Says who else has the photo and ends; or keeps it for the editor until nobody listens any more. */
  async *hold(
    request: EditedKey,
    signal: Withdrawal | undefined,
  ): AsyncGenerator<{ holder: Holder | null }, void, undefined> {
    this.#requireRoot(request)
    // Who has left already has given the photo back.
    if (signal?.aborted === true) return
    const { editor } = request
    const holder = this.leases.take(photoOf(request), editor)
    const left = holder === null ? this.leases.listen(photoOf(request), editor.id) : null
    try {
      yield { holder }
      if (left !== null) await whenWithdrawn(signal)
    } finally {
      left?.()
    }
  }

  holder(request: EditedKey): { holder: Holder | null } {
    this.#requireRoot(request)
    return { holder: this.leases.holderFor(photoOf(request), request.editor.id) }
  }

  release(request: EditedKey): void {
    if (request.root !== this.#ports.root.path) return
    const photo = photoOf(request)
    if (this.leases.release(photo, request.editor.id)) this.#journals.delete(photo)
  }

  /** Errors: notFound, corrupt, unsupported, io. */
  rescue(key: ImageKey): Promise<Rescue> {
    return readRescue(this.#ports, imageOf(key))
  }

  /** Errors: notFound, conflict, io. */
  recover(
    request: ImageKey & { readonly editor: EditorIdentity },
  ): Promise<{ revision: string; keptAt: string }> {
    this.#take({ ...request, root: this.#ports.root.path })
    return this.#inTurn(photoOf(request), () => {
      this.#journals.delete(photoOf(request))
      return recoverLabelMap(this.#ports, imageOf(request))
    })
  }

  /** Errors: notFound, conflict, io. */
  beginAnew(
    request: ImageKey & { readonly editor: EditorIdentity },
  ): Promise<{ keptAt: string; journalKeptAt: string | null }> {
    this.#take({ ...request, root: this.#ports.root.path })
    return this.#inTurn(photoOf(request), () => {
      this.#journals.delete(photoOf(request))
      return beginAnew(this.#ports, imageOf(request))
    })
  }

  /**
   * For what writes a mask without an editor: it is told who has the photo, and where nobody has, nobody can open it
   * to paint before the work is done.
   */
  async alone<R>(key: ImageKey, work: (holder: Holder | null) => Promise<R>): Promise<R> {
    await this.#saves.get(photoOf(key))
    return this.#inTurn(photoOf(key), () => {
      const holder = this.leases.holderFor(photoOf(key), null)
      // What is found afterwards may be another journal.
      if (holder === null) this.#journals.delete(photoOf(key))
      return work(holder)
    })
  }

  /** The stored mask alone: a program knows nothing of journals, and may save where nobody paints. */
  #openForProgram(key: ImageKey, opened: SentLabels): OpenedPhoto {
    const holder = this.leases.holderFor(photoOf(key), null)
    const isWritable = opened.isWritable && holder === null
    const journal = { bytes: null, setAside: null }
    return { ...opened, root: this.#ports.root.path, isWritable, holder, journal }
  }

  async #openJournal(
    key: ImageKey,
    opened: OpenedLabels,
    isWritable: boolean,
  ): Promise<OpenedPhoto['journal']> {
    const { journals } = this.#ports
    if (!isWritable) {
      const bytes = await readPhotoJournal(journals, imageOf(key), opened.revision)
      return { bytes: onWire(bytes), setAside: null }
    }
    const found = await openPhotoJournal(journals, imageOf(key), baseOf(opened))
    this.#journals.set(photoOf(key), found.journal)
    return { bytes: onWire(found.bytes), setAside: await journals.findAside(imageOf(key)) }
  }

  async #saveNow(request: SessionSaveRequest): Promise<Saved> {
    const { session, user, name } = request
    const key = { user, name }
    if (session === undefined) {
      requireFree(key, this.leases.holderFor(photoOf(key), null))
      return saveLabelMap(this.#ports, request)
    }
    this.#take({ ...key, ...session })
    const { moves } = session
    // A journal without a mark of what is stored is put aside when the photo is opened.
    if (moves === null) return saveLabelMap(this.#ports, request)
    const base = wireBase(request)
    const mark = async (revision: string, isStored: boolean): Promise<void> => {
      const saved = { base: { ...base, revision }, moves, isStored }
      await this.#change(key, (journal) =>
        markSave(this.#ports.journals, imageOf(key), journal, saved),
      )
    }
    const saved = await saveLabelMap(this.#ports, request, (revision) => mark(revision, false))
    await mark(saved.revision, true)
    return saved
  }

  #take(key: EditedKey): void {
    this.#requireRoot(key)
    requireFree(key, this.leases.take(photoOf(key), key.editor))
  }

  /** Another window may have opened another folder, in which a photo of this name may lie as well. */
  #requireRoot({ user, name, root }: EditedKey): void {
    if (root === this.#ports.root.path) return
    throw new StudioError(
      'conflict',
      said`${user}/${name}: another folder was opened since, ${this.#ports.root.path}; nothing was written:
        open ${root} again, its journal holds what was kept there`,
    )
  }

  #change(
    key: ImageKey,
    work: (journal: PhotoJournal) => Promise<PhotoJournal>,
  ): Promise<PhotoJournal> {
    return this.#inTurn(photoOf(key), async () => {
      const journal = await work(await this.#journalOf(key))
      this.#journals.set(photoOf(key), journal)
      return journal
    })
  }

  /** As it is known, or as it is found when the studio was started after the photo had been opened. */
  async #journalOf(key: ImageKey): Promise<PhotoJournal> {
    const known = this.#journals.get(photoOf(key))
    if (known !== undefined) return known
    const opened = await this.#labels.open(key)
    return (await openPhotoJournal(this.#ports.journals, imageOf(key), baseOf(opened))).journal
  }
}

type SentLabels = OpenedLabels & Pick<OpenedPhoto, 'stamp' | 'isOtherPhoto' | 'isKnown'>

/** What the page has already is not sent again. */
function withoutKnown(opened: Omit<SentLabels, 'isKnown'>, known: string | undefined): SentLabels {
  const isKnown = opened.stamp === known
  return isKnown ? { ...opened, labelMap: null, provenance: null, isKnown } : { ...opened, isKnown }
}

function photoOf({ user, name }: ImageKey): string {
  return `${user}/${name}`
}

function imageOf({ user, name }: ImageKey): UserImage {
  return { domain: 'user', user, name }
}

function onWire(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : encodeBase64(bytes)
}
