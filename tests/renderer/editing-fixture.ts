// Opening, keeping and saving in the studio fixture: the real photo desk over masks and journals in memory, with
// a disk that can be made to fail.

import type { implement } from '@orpc/server'
import type { contract } from '../../src-main/contract/contract.ts'
import { mergeWork } from '../../src-main/core/labels/active-time.ts'
import { StudioError } from '../../src-main/core/errors.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { changeState, newRecord } from '../../src-main/core/labels/label-record.ts'
import type { ProvenancePlane } from '../../src-main/core/labels/provenance.ts'
import { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import {
  dismissSetAside,
  readSetAside,
} from '../../src-main/services/label-editing/recover-mask.ts'
import type { StudioApi } from '../../src-renderer/api.ts'
import type { PssRoot, UserListing } from '../../src-main/services/ports.ts'
import type { UserImage } from '../../src-main/services/ports/image-reference.ts'
import type { PhotoMask } from '../../src-main/services/ports/label-record-files.ts'
import type { StoredLabelMap } from '../../src-main/services/ports/stored-labels.ts'
import { AT, recordOf } from './label-records-fixture.ts'
import type { LabelRecordState } from './label-records-fixture.ts'
import { memoryJournals } from '../services/memory-journals.ts'
import type { MemoryJournals } from '../services/memory-journals.ts'
import { memoryArtifacts, memoryRoot } from '../services/memory-ports.ts'

export type SavedMask = Parameters<StudioApi['client']['labels']['save']>[0]

/** What the next write of each kind meets; null for a disk that works. */
export interface DiskFaults {
  journal: StudioError | null
  mask: StudioError | null
}

export interface EditingFixture {
  readonly desk: PhotoDesk
  readonly saved: SavedMask[]
  readonly faults: DiskFaults
  /** By "user/name". */
  readonly masks: Map<string, StoredLabelMap>
  /** Photos whose mask file cannot be read, by "user/name". */
  readonly damaged: Set<string>
  /** Photos whose mask has another size, by "user/name"; of second masks by "user/name.second". */
  readonly otherSize: Set<string>
  /** Photos that are not the labelled ones, likewise. */
  readonly otherPhotos: Set<string>
  readonly journals: MemoryJournals
}

/** `isBlindDone`: whether bob's blind mask of that photo is done. */
export function createEditingFixture(
  size: { readonly width: number; readonly height: number },
  isBlindDone: (name: string) => boolean,
): EditingFixture {
  const faults: DiskFaults = { journal: null, mask: null }
  const journals = memoryJournals()
  const masks = new Map<string, StoredLabelMap>()
  const provenances = new Map<string, ProvenancePlane | null>()
  const damaged = new Set<string>()
  const otherSize = new Set<string>()
  const otherPhotos = new Set<string>()
  const append = journals.append
  journals.append = async (...request) => {
    if (faults.journal !== null) throw faults.journal
    await append(...request)
  }
  let revisions = 0
  const keyOf = ({ user, name, which }: PhotoMask): string =>
    which === undefined ? `${user}/${name}` : `${user}/${name}.${which}`
  const emptied = new Set<string>()
  const blind = blindMasks({ faults, damaged, otherSize, otherPhotos, emptied, isBlindDone })
  const labelled = newRecord({ sha256: 'labelled', ...size, orientation: 1 }, true)
  const root: PssRoot = {
    ...memoryRoot(),
    ...blind,
    async readLabelRecord(image) {
      const stored = await blind.readLabelRecord(image)
      return otherPhotos.has(keyOf(image)) ? { ...stored, record: labelled } : stored
    },
    // The records of the fixture are kept by its own handlers.
    changeLabelRecord: () => Promise.resolve(),
    imageSize: async () => size,
    async readLabelMap(image) {
      if (image.domain === 'source') return null
      if (damaged.has(keyOf(image)))
        throw new StudioError('corrupt', `${image.name}.png: the mask breaks off`)
      if (otherSize.has(keyOf(image)))
        throw new StudioError('invalidInput', `${image.name}.png: expected the size of its photo`)
      return masks.get(keyOf(image)) ?? null
    },
    hasOtherSize: async (image) => otherSize.has(keyOf(image)),
    async keepLabelsAside(image) {
      masks.delete(keyOf(image))
      otherSize.delete(keyOf(image))
      otherPhotos.delete(keyOf(image))
      emptied.add(keyOf(image))
      return `kept/${image.name}`
    },
    labelsStamp: async (image) => masks.get(keyOf(image))?.revision ?? '',
    readProvenance: async (image) => ({
      provenance: provenances.get(keyOf(image)) ?? null,
      note: null,
    }),
    keepDamagedMask: async (image) => ({ revision: 'damaged', keptAt: `kept/${image.name}.png` }),
    async saveLabelMap(image, { labelMap, provenance }, expected, beforeWrite) {
      if (faults.mask !== null) throw faults.mask
      const key = keyOf(image)
      const present = damaged.has(key) ? 'damaged' : (masks.get(key)?.revision ?? null)
      if (present !== expected)
        throw new StudioError('conflict', 'the mask on disk is newer than the one opened')
      const revision = `revision-${++revisions}`
      await beforeWrite?.(revision)
      masks.set(key, { labelMap, revision })
      provenances.set(key, provenance)
      damaged.delete(key)
      return { revision, byteCount: 100 }
    },
  }
  const machine = { now: () => new Date(), randomId: () => 'id000000' }
  const artifacts = memoryArtifacts()
  artifacts.files.set('settings.json', new TextEncoder().encode('{"secondShare":1}'))
  const desk = new PhotoDesk({ root, artifacts, journals, machine })
  return { desk, saved: [], faults, masks, damaged, otherSize, otherPhotos, journals }
}

/** Every photo is to be labelled blind. */
function blindMasks({ faults, damaged, isBlindDone, ...state }: BlindState): BlindMasks {
  const { otherSize, otherPhotos, emptied } = state
  const root = memoryRoot()
  const idOf = ({ user, name }: UserImage, which: string): string => `${user}/${name}.${which}`
  return {
    listUser: everyPhotoDrawn,
    async readLabelRecord(image) {
      const stored = await root.readLabelRecord(image)
      const isDone = isBlindDone(image.name)
      const isOther = otherPhotos.has(idOf(image, 'second'))
      if (!isDone && !isOther) return stored
      const record = newRecord(await stored.photo(), false)
      const photo = isOther ? { ...record.photo, sha256: 'labelled' } : null
      const work = { work: [], photo, earlierPhotos: [], settled: null }
      const second = { annotator: 'bob', state: isDone ? 'done' : 'draft', ...work } as const
      return { ...stored, record: { ...record, second } }
    },
    async readPairedMask(image, which) {
      const id = idOf(image, which)
      if (damaged.has(id))
        throw new StudioError('corrupt', `${image.name}.png: the mask breaks off`)
      if (otherSize.has(id))
        throw new StudioError('invalidInput', `${image.name}.png: expected the size of its photo`)
      return emptied.has(id) ? null : root.readPairedMask(image, which)
    },
    async savePairedMask(mask, labels, expected, beforeWrite) {
      if (faults.mask !== null) throw faults.mask
      const id = idOf(mask, mask.which)
      const isOver = emptied.delete(id) || (expected === 'damaged' && damaged.delete(id))
      const stored = isOver ? await root.readPairedMask(mask, mask.which) : null
      return root.savePairedMask(mask, labels, stored?.revision ?? expected, beforeWrite)
    },
  }
}

type BlindMasks = Pick<
  PssRoot,
  'listUser' | 'readLabelRecord' | 'readPairedMask' | 'savePairedMask'
>

interface BlindState extends Pick<
  EditingFixture,
  'faults' | 'damaged' | 'otherSize' | 'otherPhotos'
> {
  /** Second masks that were begun anew and not saved since. */
  readonly emptied: Set<string>
  readonly isBlindDone: (name: string) => boolean
}

async function everyPhotoDrawn(): Promise<UserListing> {
  const listing = await memoryRoot().listUser('id1')
  const photos = Array.from({ length: 12 }, (_, at) => `photo${String(at).padStart(2, '0')}`)
  const drawn = { labelState: 'todo', isInValidationSplit: true } as const
  return { ...listing, images: photos.map((name) => ({ ...listing.images[0]!, ...drawn, name })) }
}

/** A mask that another program wrote. */
export function changeElsewhere({ masks }: EditingFixture, key: string): void {
  masks.set(key, { labelMap: createLabelMap(40, 30), revision: 'changed-elsewhere' })
}

type Labels = ReturnType<typeof implement<typeof contract>>['labels']

export function editingHandlers(os: Labels, fixture: EditingFixture, labelling: LabelRecordState) {
  const { desk, saved } = fixture
  return {
    open: os.open.handler(async ({ input }) => {
      const opened = await desk.open(input)
      const isFrozen = recordOf(labelling, input.name).state === 'frozen'
      return { ...opened, isWritable: opened.isWritable && !isFrozen }
    }),
    save: os.save.handler(async ({ input }) => {
      const stored = await desk.save(input)
      if (input.blindBy !== undefined) {
        saved.push(input)
        return stored
      }
      const record = recordOf(labelling, input.name)
      saved.push(input)
      labelling.records.set(input.name, {
        ...changeState(record, 'save', { by: input.annotator, at: AT, photo: input.name, hasMask: true, isSingleAnnotator: false }), // prettier-ignore
        work: mergeWork(record.work, input.work),
      })
      return stored
    }),
    keep: os.keep.handler(({ input }) => desk.keep(input)),
    hold: os.hold.handler(({ input, signal }) => desk.hold(input, signal)),
    holder: os.holder.handler(({ input }) => desk.holder(input)),
    release: os.release.handler(({ input }) => desk.release(input)),
    setAside: os.setAside.handler(({ input }) => readSetAside(fixture, input)),
    dismissSetAside: os.dismissSetAside.handler(({ input }) => dismissSetAside(fixture, input)),
    rescue: os.rescue.handler(async ({ input }) => {
      const found = await desk.rescue(input)
      const isFrozen = found.canBeginAnew && recordOf(labelling, input.name).state === 'frozen'
      return { ...found, canBeginAnew: found.canBeginAnew && !isFrozen, isFrozen }
    }),
    beginAnew: os.beginAnew.handler(({ input }) => desk.beginAnew(input)),
    recover: os.recover.handler(({ input }) => desk.recover(input)),
  }
}
