// Where masks are edited: who has which, its journal while it is open, and saving in step with the journal.
// What concerns one mask's journal happens one after the other.

import type { EditorIdentity, Holder } from '../../contract/label-editing.ts'
import type { OpenedLabels } from '../../contract/labels.ts'
import { decodeBase64, encodeBase64 } from '../../core/bytes/base64.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { InTurn } from '../../core/in-turn.ts'
import { createTurns } from '../../core/in-turn.ts'
import type { SaveRequest } from '../labels.ts'
import type { RecordPorts } from '../labelling/label-records.ts'
import type { SetAside } from '../ports/journals.ts'
import { whenWithdrawn } from '../withdrawal.ts'
import type { Withdrawal } from '../withdrawal.ts'
import { beginAnew, readRescue } from './begin-anew.ts'
import type { BegunAnew, Rescue } from './begin-anew.ts'
import { createEditedMasks } from './edited-masks.ts'
import type { EditedMasks } from './edited-masks.ts'
import { baseOf, wireBase } from './journal-base.ts'
import { keepMoves, markSave } from './keep-moves.ts'
import { requireFree } from './leases.ts'
import { journalOf, maskId } from './mask-key.ts'
import type { MaskKey } from './mask-key.ts'
import { createMaskLeases } from './mask-leases.ts'
import type { MaskLeases } from './mask-leases.ts'
import { openPhotoJournal, readPhotoJournal } from './photo-journal.ts'
import type { PhotoJournal } from './photo-journal.ts'
import { recoverLabelMap } from './recover-mask.ts'

interface EditedKey extends MaskKey {
  readonly editor: EditorIdentity
  /** The root in which the mask was opened. */
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

export interface SessionSaveRequest extends SaveRequest, MaskKey {
  readonly session?:
    (Omit<EditedKey, keyof MaskKey> & { readonly moves: number | null }) | undefined
}

type Saved = Awaited<ReturnType<EditedMasks['save']>>

export class PhotoDesk {
  readonly #ports: RecordPorts
  readonly #masks: EditedMasks
  readonly leases: MaskLeases
  readonly #inTurn: InTurn = createTurns()
  readonly #journals = new Map<string, PhotoJournal>()
  /** Saves under way; they never fail here. */
  readonly #saves = new Map<string, Promise<unknown>>()

  constructor(ports: RecordPorts) {
    this.#ports = ports
    this.#masks = createEditedMasks(ports)
    this.leases = createMaskLeases(ports, () => ports.machine.now())
  }

  /** Errors: those of EditedMasks; io. */
  async open(
    request: MaskKey & {
      readonly editor?: EditorIdentity | undefined
      readonly known?: string | undefined
    },
  ): Promise<OpenedPhoto> {
    const { editor, known, ...key } = request
    await this.#saves.get(maskId(key))
    return this.#inTurn(maskId(key), async () => {
      const opened = await this.#masks.open(key)
      await this.leases.learn(key)
      const sent = withoutKnown(opened, known)
      if (editor === undefined) return this.#openForProgram(key, sent)
      const holder = opened.isWritable
        ? await this.leases.take(key, editor)
        : this.leases.holderFor(key, editor.id)
      const isWritable = opened.isWritable && holder === null
      const journal = await this.#openJournal(key, opened, isWritable)
      return { ...sent, root: this.#ports.root.path, isWritable, holder, journal }
    })
  }

  /** Errors: conflict, corrupt, invalidInput, io. */
  async keep(
    request: EditedKey & { readonly from: number; readonly moves: string },
  ): Promise<{ moves: number }> {
    await this.#take(request)
    const sent = { from: request.from, bytes: decodeBase64(request.moves) }
    const { moves } = await this.#change(request, async (journal) => {
      if (journal.byteCount === 0) await this.#masks.begin(request)
      return keepMoves(this.#ports.journals, journalOf(request), journal, sent)
    })
    return { moves }
  }

  /** Errors: those of EditedMasks; conflict when another editor has the photo. */
  async save(request: SessionSaveRequest): Promise<Saved> {
    const photo = maskId(request)
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
    const holder = await this.leases.take(request, editor)
    const left = holder === null ? this.leases.listen(request, editor.id) : null
    try {
      yield { holder }
      if (left !== null) await whenWithdrawn(signal)
    } finally {
      left?.()
    }
  }

  holder(request: EditedKey): { holder: Holder | null } {
    this.#requireRoot(request)
    return { holder: this.leases.holderFor(request, request.editor.id) }
  }

  release(request: EditedKey): void {
    if (request.root !== this.#ports.root.path) return
    if (this.leases.release(request, request.editor.id)) this.#journals.delete(maskId(request))
  }

  /** Errors: notFound, corrupt, unsupported, io. */
  rescue(key: MaskKey): Promise<Rescue> {
    return readRescue(this.#ports, key)
  }

  /** Errors: notFound, conflict, io. */
  async recover(
    request: MaskKey & { readonly editor: EditorIdentity },
  ): Promise<{ revision: string; keptAt: string }> {
    await this.#take({ ...request, root: this.#ports.root.path })
    return this.#inTurn(maskId(request), () => {
      this.#journals.delete(maskId(request))
      return recoverLabelMap(this.#ports, request)
    })
  }

  /** Of a photo's own mask with those of everybody. Errors: notFound, conflict, io. */
  async beginAnew(request: MaskKey & { readonly editor: EditorIdentity }): Promise<BegunAnew> {
    await this.#take({ ...request, root: this.#ports.root.path })
    const mask = maskId(request)
    if (request.blindBy === undefined) requireFree(request, this.leases.blindHolder(request))
    return this.#inTurn(mask, () => {
      for (const id of this.#journals.keys())
        if (id === mask || id.startsWith(`${mask}/`)) this.#journals.delete(id)
      return beginAnew(this.#ports, request)
    })
  }

  /**
   * For what changes a mask beside the editors: it is told who has it, unless that is the editor it is done for, and
   * where nobody has, nobody can open it to paint before the work is done.
   */
  async alone<R>(
    key: MaskKey & { readonly editorId?: string | null },
    work: (holder: Holder | null) => Promise<R>,
  ): Promise<R> {
    await this.#saves.get(maskId(key))
    return this.#inTurn(maskId(key), () => {
      const holder = this.leases.holderFor(key, key.editorId ?? null)
      // What is found afterwards may be another journal.
      if (holder === null) this.#journals.delete(maskId(key))
      return work(holder)
    })
  }

  /** The stored mask alone: a program knows nothing of journals, and may save where nobody paints. */
  #openForProgram(key: MaskKey, opened: SentLabels): OpenedPhoto {
    const holder = this.leases.holderFor(key, null)
    const isWritable = opened.isWritable && holder === null
    const journal = { bytes: null, setAside: null }
    return { ...opened, root: this.#ports.root.path, isWritable, holder, journal }
  }

  async #openJournal(
    key: MaskKey,
    opened: OpenedLabels,
    isWritable: boolean,
  ): Promise<OpenedPhoto['journal']> {
    const { journals } = this.#ports
    if (!isWritable) {
      const bytes = await readPhotoJournal(journals, journalOf(key), opened)
      return { bytes: onWire(bytes), setAside: null }
    }
    const found = await openPhotoJournal(journals, journalOf(key), baseOf(opened))
    this.#journals.set(maskId(key), found.journal)
    return { bytes: onWire(found.bytes), setAside: await journals.findAside(journalOf(key)) }
  }

  async #saveNow(request: SessionSaveRequest): Promise<Saved> {
    const { session, user, name, blindBy } = request
    const key = { user, name, blindBy }
    if (session === undefined) {
      requireFree(key, this.leases.holderFor(key, null))
      return this.#masks.save(request)
    }
    await this.#take({ ...key, ...session })
    const { moves } = session
    // A journal without a mark of what is stored is put aside when the photo is opened.
    if (moves === null) return this.#masks.save(request)
    const base = wireBase(request)
    const mark = async (revision: string, isStored: boolean): Promise<void> => {
      const saved = { base: { ...base, revision }, moves, isStored }
      await this.#change(key, (journal) =>
        markSave(this.#ports.journals, journalOf(key), journal, saved),
      )
    }
    const saved = await this.#masks.save(request, (revision) => mark(revision, false))
    await mark(saved.revision, true)
    return saved
  }

  async #take(key: EditedKey): Promise<void> {
    this.#requireRoot(key)
    requireFree(key, await this.leases.take(key, key.editor))
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
    key: MaskKey,
    work: (journal: PhotoJournal) => Promise<PhotoJournal>,
  ): Promise<PhotoJournal> {
    return this.#inTurn(maskId(key), async () => {
      const journal = await work(await this.#journalOf(key))
      this.#journals.set(maskId(key), journal)
      return journal
    })
  }

  /** As it is known, or as it is found when the studio was started after the photo had been opened. */
  async #journalOf(key: MaskKey): Promise<PhotoJournal> {
    const known = this.#journals.get(maskId(key))
    if (known !== undefined) return known
    const opened = await this.#masks.open(key)
    if (!opened.isWritable && this.#ports.root.isWritable) throw paintedNoMore(key)
    return (await openPhotoJournal(this.#ports.journals, journalOf(key), baseOf(opened))).journal
  }
}

function paintedNoMore({ user, name }: MaskKey): StudioError {
  return new StudioError(
    'conflict',
    said`${user}/${name}: it is done or frozen since it was opened here; nothing was written: open it again`,
  )
}

type SentLabels = OpenedLabels & Pick<OpenedPhoto, 'stamp' | 'isOtherPhoto' | 'isKnown'>

/** What the page has already is not sent again. */
function withoutKnown(opened: Omit<SentLabels, 'isKnown'>, known: string | undefined): SentLabels {
  const isKnown = opened.stamp === known
  return isKnown ? { ...opened, labelMap: null, provenance: null, isKnown } : { ...opened, isKnown }
}

function onWire(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : encodeBase64(bytes)
}
