// A photo under the brush: who has it, the journal that keeps each move at once, and the way back from a mask
// that cannot be read.

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { inEnglish, said } from '../core/said.ts'
import { annotatorSchema, encodedLabelMapSchema, imageNameSchema, userIdSchema } from './schemas.ts'

const imageKey = z.object({ user: userIdSchema, name: imageNameSchema })

/**
 * A mask of a photo. Each has an editor and a journal of its own, so that both can be painted at the same time.
 * Errors of a blind one, besides those of each procedure: conflict (the person knows the first mask, or another one is
 * at the second), invalidInput (the photo is not drawn).
 */
export const maskKey = imageKey.extend({
  /** Whose blind mask it is; without it the photo's own. */
  blindBy: annotatorSchema.optional(),
})

/** One window or tab that edits. */
export const editorSchema = z.object({
  /** Drawn afresh whenever the page is loaded. */
  id: z.string().regex(/^[a-z0-9]{8,64}$/, inEnglish(said`an editor id is 8 to 64 of a-z and 0-9`)),
  /** Who sits before it, for others to read; may be empty. */
  who: z.string().max(100),
})

const editedKey = maskKey.extend({
  editor: editorSchema,
  /** The root in which the photo was opened: what belongs to another one must not be written to this. */
  root: z.string(),
})

/** Who saves, and after how many moves of the journal; null when the journal has not got what the mask holds. */
export const editingSessionSchema = z.object({
  editor: editorSchema,
  root: z.string(),
  moves: z.int().min(0).nullable(),
})

/** Another editor that has the photo. */
export const holderSchema = z.object({ who: z.string(), since: z.iso.datetime() })

/** Null: nobody else has the photo. */
const heldSchema = z.object({ holder: holderSchema.nullable() })

/** The journal of a mask as it was found when the mask was opened. */
export const openedJournalSchema = z.object({
  /** The base64 of core/journal's bytes, to be replayed on the mask; null when there is none. */
  bytes: z.string().nullable(),
  /** A journal that belonged to another mask, or was damaged: where it was put. Told until it is dismissed. */
  setAside: z
    .object({
      path: z.string(),
      moves: z.int(),
      /** It gives a whole mask of the photo's size, and nothing of it was applied: `setAside` has it. */
      canReturn: z.boolean(),
    })
    .nullable(),
})

export const labelEditingContract = {
  /**
   * Appends moves to the journal of a photo; they survive the end of the studio from the answer on, and a
   * loss of power a second later. Sending the same moves again is harmless.
   * Errors: conflict (another editor has the photo, another root was opened, or moves are missing), corrupt, invalidInput, io.
   */
  keep: oc
    .input(
      editedKey.extend({
        /** How many moves the journal holds before these. */
        from: z.int().min(0),
        /** The base64 of core/journal's records. */
        moves: z.string(),
      }),
    )
    .output(z.object({ moves: z.int() })),
  /**
   * Keeps the photo for an editor that paints, for as long as it listens: a page that is hidden may have no time
   * to say anything for minutes. Where another one has the photo it says so and ends. Error: conflict (another root was opened).
   */
  hold: oc.input(editedKey).output(eventIterator(heldSchema)),
  /** Who else has the photo, for an editor that reads. Error: conflict. */
  holder: oc.input(editedKey).output(heldSchema),
  /** Gives the photo back. */
  release: oc.input(editedKey),
  /**
   * The mask as a journal that was put aside leaves it, after its last move; nothing is changed. An editor that takes it
   * over makes it one step of its own.
   * Errors: notFound (no journal of this mask at that path, or none with the whole mask), corrupt, io.
   */
  setAside: oc
    .input(maskKey.extend({ /** As opening told it. */ path: z.string().min(1) }))
    .output(z.object({ labelMap: encodedLabelMapSchema, provenance: encodedLabelMapSchema })),
  /** A journal that was put aside is not told any more; the file stays. Error: io. */
  dismissSetAside: oc.input(maskKey.extend({ path: z.string().min(1) })),
  /** What can be done for a photo that cannot be opened. Errors: notFound, corrupt, unsupported, io. */
  rescue: oc.input(maskKey).output(
    z.object({
      /** How many the journal holds when it alone gives a whole mask of the photo's size; null when it does not. */
      moves: z.int().nullable(),
      /** The mask has another size than its photo, as when the photo was replaced, and is not frozen; of a blind one, is the person's and not settled. */
      canBeginAnew: z.boolean(),
      /** It has, and is frozen: somebody may unfreeze it first. */
      isFrozen: z.boolean(),
    }),
  ),
  /**
   * Keeps all labels of a photo aside whose mask has another size or is of another photo, with record and journals; the
   * photo is unlabelled then. Of a blind mask it is that mask alone, with its journal. Errors: notFound, conflict (there is
   * no such mask, it is frozen or settled, or another editor has it or one of the photo's masks), io.
   */
  beginAnew: oc.input(maskKey.extend({ editor: editorSchema })).output(
    z.object({
      /** The folder of masks and provenance, with the record as it was. */
      keptAt: z.string(),
      /** Null when there was none. */
      journalKeptAt: z.string().nullable(),
    }),
  ),
  /**
   * Writes the mask afresh from its journal; the file that cannot be read is kept under `.pss-studio/`.
   * Errors: notFound (no journal with the whole mask), conflict, io.
   */
  recover: oc
    .input(maskKey.extend({ editor: editorSchema }))
    .output(z.object({ revision: z.string(), keptAt: z.string() })),
}

export type EditorIdentity = z.infer<typeof editorSchema>
export type Holder = z.infer<typeof holderSchema>
