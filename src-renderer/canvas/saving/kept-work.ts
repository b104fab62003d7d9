// Work on one photo that is not lost: each move goes to the journal at once, the mask is written when the hand
// rests, and the photo is given back when all of that is done.

import { encodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { said, wordsOf } from '../../../src-main/core/said.ts'
import { createAutosave } from './autosave.ts'
import type { ImageKey } from '../image-key.ts'
import { createLabelSession } from '../painting/label-session.ts'
import type { LabelSession } from '../painting/label-session.ts'
import type { MaskCodec } from './mask-codec.ts'
import type { MaskSource } from './mask-source.ts'
import { createMoveKeeper } from './move-keeper.ts'
import type { MoveKeeper } from './move-keeper.ts'
import type { OpenedMask } from './opened-mask.ts'
import { createPhotoLease } from './photo-lease.ts'
import type { PhotoLease } from './photo-lease.ts'
import { createSaving } from './saving.ts'
import type { Saving } from './saving.ts'
import type { WorkLog } from './work-log.ts'

export interface KeptWork {
  readonly session: LabelSession
  readonly saving: Saving
  readonly keeper: MoveKeeper
  readonly lease: PhotoLease
  /** The map changed: it is saved when the hand rests. */
  touch(): void
  /** True when the mask is stored afterwards. A gesture under way is not saved before it ends. */
  save(): Promise<boolean>
  /** Saves soon what is not saved, as when the window is left. */
  hurry(): void
  /** True when nothing would be lost if the page were gone now. */
  isKept(): boolean
  /** Waits until that is so; false when it cannot be. */
  settle(): Promise<boolean>
  /** Changes that are neither kept nor saved yet are not wanted any more. */
  discard(): void
  /** The page goes: the photo is free at once, not when its connection is forgotten. */
  giveBack(): void
  /** Saves and gives the photo back. Throws when the mask could not be saved; its journal then holds it. */
  leave(): Promise<void>
}

export interface FoundPhoto {
  readonly opened: OpenedMask
  readonly source: MaskSource
  readonly codec: MaskCodec
  readonly log: WorkLog
}

export function keepWork(key: ImageKey, found: FoundPhoto): KeptWork {
  const { source } = found
  const { isWritable, unsavedMoves, root } = found.opened
  const parts = createParts(key, found)
  const { session, saving, keeper, lease } = parts
  const autosave = createAutosave(async () => !isSavable() || save())
  let isDiscarded = false
  if (isWritable && unsavedMoves > 0) autosave.touch()

  function isSavable(): boolean {
    const isSettled = saving.state === 'saved' || saving.state === 'conflict'
    return isWritable && !isSettled && !isDiscarded
  }

  async function save(): Promise<boolean> {
    if (!isWritable || session.isInGesture()) return false
    return saving.save()
  }

  return {
    ...parts,
    touch() {
      saving.touch()
      autosave.touch()
    },
    save,
    hurry: autosave.hurry,
    isKept: () => keeper.isKept() || saving.state === 'saved',
    settle: async () => (await keeper.flush()) || saving.state === 'saved' || save(),
    discard() {
      isDiscarded = true
      keeper.stop()
    },
    giveBack() {
      if (isWritable) source.release(root).catch(() => undefined)
    },
    async leave() {
      autosave.stop()
      try {
        await keeper.flush()
        if (isSavable() && !(await saving.save())) throw notSaved(key, saving)
      } finally {
        lease.stop()
        keeper.stop()
        if (isWritable) await source.release(root)
      }
    },
  }
}

function createParts(
  { user, name }: ImageKey,
  { opened, source, codec, log }: FoundPhoto,
): Pick<KeptWork, 'session' | 'saving' | 'keeper' | 'lease'> {
  const { labelMap, provenance, root, revision, isWritable } = opened
  const keeper = createMoveKeeper({
    moves: opened.moves,
    send: (from, records) => source.keep(root, from, encodeBase64(records)),
    refused: (why) => saving.refuse(new StudioError('conflict', why)),
  })
  const session = createLabelSession(labelMap, provenance, {
    history: opened.history,
    moved(move) {
      if (move.kind === 'step') log.gesture()
      keeper.add(move)
    },
  })
  const saving = createSaving({
    labelMap,
    revision,
    isStored: opened.unsavedMoves === 0,
    editCount: session.editCount,
    prepare: keeper.flush,
    store: (map, base) =>
      log.deliver(async (work) => {
        // Of this moment, like the map that is encoded.
        const moves = keeper.moves()
        const mask = await codec.encode({ labelMap: map, provenance })
        return source.save({ ...mask, revision: base, work, root, moves })
      }),
  })
  const lease = createPhotoLease({
    holder: opened.holder,
    isWritable,
    hold: (signal) => source.hold(root, signal),
    ask: () => source.holder(root),
    lost: ({ since }) => saving.refuse(takenOver(`${user}/${name}`, since)),
  })
  return { session, saving, keeper, lease }
}

function takenOver(photo: string, since: string): StudioError {
  return new StudioError(
    'conflict',
    said`${photo}: another window took this photo over at ${since}, when this one was not heard of`,
  )
}

function notSaved({ name }: ImageKey, { failure }: Saving): StudioError {
  const kind = failure === null || failure.kind === 'internal' ? 'io' : failure.kind
  const why = failure === null ? said`the mask was not saved` : wordsOf(failure)
  return new StudioError(kind, said`${name}: ${why}`)
}
