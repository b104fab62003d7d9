// Labels of other tools become masks: each image is matched by name, measured and compared before anything is
// written, and a dry run goes the same way without writing.

import type { LabelImportEvent, LabelImportRow, LabelOutcome } from '../../contract/labels.ts'
import { StudioError } from '../../core/errors.ts'
import { listOf, said, tell, wordsOf } from '../../core/said.ts'
import type { Words } from '../../core/said.ts'
import { resolveNames, valueOfName } from '../../core/label-files/class-table.ts'
import type { ClassChoices } from '../../core/label-files/class-table.ts'
import { countValues } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { recordImport } from '../labelling/label-records.ts'
import type { RecordPorts } from '../labelling/label-records.ts'
import { whoHas } from '../label-editing/leases.ts'
import type { PhotoDesk } from '../label-editing/photo-desk.ts'
import { readUnsavedMoves } from '../label-editing/unsaved-moves.ts'
import type { PssRoot } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { ImageSize, LabelFiles, LabelFilesRequest, ReadLabels } from '../ports/label-files.ts'
import type { Withdrawal } from '../withdrawal.ts'
import { createImportReport } from './import-report.ts'
import type { TakenImage } from './import-report.ts'
import { matchPhotos } from './photo-matches.ts'
import type { PhotoMatch } from './photo-matches.ts'

export interface LabelImportRequest extends LabelFilesRequest {
  readonly user: string
  readonly classes: Readonly<Record<string, string>>
  readonly isReplacing: boolean
  readonly isTurning: boolean
  readonly isDryRun: boolean
}

export interface ImportPorts extends RecordPorts {
  readonly desk: Pick<PhotoDesk, 'alone'>
}

/**
 * Errors: notFound, invalidInput, corrupt, unsupported, io, cancelled. Masks that were written before an error stay, whole;
 * so they do when the events are read no more.
 */
export async function* importLabels(
  files: LabelFiles,
  ports: ImportPorts,
  request: LabelImportRequest,
  withdrawal?: Withdrawal,
): AsyncGenerator<LabelImportEvent, void, undefined> {
  const { root } = ports
  if (!request.isDryRun) requireWritable(root)
  const choices = new Map(Object.entries(request.classes))
  for (const name of choices.keys()) valueOfName(name, choices)
  const { images } = await root.listUser(request.user)
  const photos = new Map(images.map((image) => [image.name, image]))
  const opened = await files.open(request)
  const matchOf = matchPhotos(opened.names, photos.keys())
  const filesOf = Map.groupBy(opened.names, (name) => matchOf(name).name)
  const report = createImportReport(request.isDryRun)
  let done = 0
  for await (const found of opened.read((name) => photos.get(matchOf(name).name) ?? null)) {
    const match = matchOf(found.name)
    const read = { ...found, name: match.name }
    const isTwice = (filesOf.get(read.name)?.length ?? 0) > 1
    const photo = photos.get(read.name)
    const taken = await takeOne(ports, read, { request, choices, photo, match, isTwice })
    report.add(taken)
    const { written } = report
    yield { type: 'progress', done: ++done, total: opened.names.length, file: read.file, written }
    if (withdrawal?.aborted === true) throw stopped(done, opened.names.length, written)
  }
  yield { type: 'finished', report: report.finish() }
}

function stopped(done: number, total: number, written: number): StudioError {
  return new StudioError(
    'cancelled',
    said`the import was stopped after ${done} of ${total}: masks that were written and stay: ${written}`,
  )
}

function requireWritable(root: PssRoot): void {
  if (root.isWritable) return
  throw new StudioError(
    'io',
    said`cannot write ${root.path}: ${root.readOnlyReason ?? said`it is read-only`}`,
  )
}

interface Circumstances {
  readonly request: LabelImportRequest
  readonly choices: ClassChoices
  readonly photo: ImageSize | undefined
  readonly match: PhotoMatch
  readonly isTwice: boolean
}

async function takeOne(
  ports: ImportPorts,
  read: ReadLabels,
  { request, choices, photo, match, isTwice }: Circumstances,
): Promise<TakenImage> {
  const refused = (outcome: LabelOutcome, detail: Words | null = null): TakenImage => ({
    row: {
      ...keyOf(read),
      outcome,
      labelledPixels: 0,
      replacedPixels: 0,
      remarks: [],
      ...detailOf(detail),
    },
    uses: [],
    notes: {},
  })
  if (read.kind === 'unreadable') return refused('unreadable', wordsOf(read.problem))
  if (read.kind === 'otherSize') return refused('otherSize', sizes(read.size, photo))
  if (read.kind === 'noPhoto') return refused('noPhoto', unclear(match))
  if (read.kind === 'noLabels') return { ...refused('noLabels'), notes: read.notes }
  if (isTwice) return refused('twice')
  const { labelMap, uses } = resolveNames(read.labels, choices)
  const { notes } = read
  const remarks = [...read.remarks, ...(match.isOtherCase ? (['otherCase'] as const) : [])]
  const isLeftTurned = remarks.includes('turned') && !request.isTurning
  if (isLeftTurned) return { ...refused('turned', asStored(photo)), uses, notes }
  if (labelMap === null) {
    const unknown = uses.filter(({ value }) => value === null).map(({ name }) => name)
    const { row } = refused('unknownClass', unknown.join(', '))
    return { row: { ...row, remarks }, uses, notes }
  }
  const placed = await place(ports, read.name, labelMap, request)
  return { row: { ...keyOf(read), ...placed, remarks }, uses, notes }
}

function unclear({ alike }: PhotoMatch): Words | null {
  if (alike.length === 0) return null
  return said`but for upper and lower case and Unicode normalisation it is called like ${listOf(alike)}: call it exactly like the
    photo it is of`
}

/** Labels that EXIF should turn have the sides of the upright photo in the other order. */
function asStored(photo: ImageSize | undefined): string | null {
  return photo === undefined ? null : sizes({ width: photo.height, height: photo.width }, photo)
}

function keyOf({ name, file }: ReadLabels): { name: string; file: string } {
  return { name, file }
}

function detailOf(words: Words | null): Pick<LabelImportRow, 'detail' | 'said'> {
  if (words === null) return { detail: null }
  const { message, said: sentence } = tell(words)
  return { detail: message, said: sentence }
}

function sizes(found: ImageSize, photo: ImageSize | undefined): string {
  const text = (size: ImageSize): string => `${size.width} × ${size.height}`
  return photo === undefined ? text(found) : `${text(found)} ≠ ${text(photo)}`
}

type Placed = Omit<LabelImportRow, 'name' | 'file' | 'remarks'>

/** A photo that somebody paints is left out: nobody knows yet what its mask will be. */
function place(
  ports: ImportPorts,
  name: string,
  labelMap: LabelMap,
  request: LabelImportRequest,
): Promise<Placed> {
  return ports.desk.alone({ user: request.user, name }, async (holder) => {
    const labelledPixels = labelMap.data.length - (countValues(labelMap)[0] ?? 0)
    if (holder === null) {
      return { labelledPixels, ...(await placeAlone(ports, name, labelMap, request)) }
    }
    const words = said`${whoHas(holder)} has this photo since ${holder.since}: close it there first`
    return { labelledPixels, replacedPixels: 0, outcome: 'openInEditor', ...detailOf(words) }
  })
}

/** Compares with the photo's mask and what was painted on it since, and writes when that is asked for. */
async function placeAlone(
  ports: ImportPorts,
  name: string,
  labelMap: LabelMap,
  { user, isReplacing, isDryRun }: LabelImportRequest,
): Promise<Omit<Placed, 'labelledPixels'>> {
  const { root } = ports
  const image = { domain: 'user', user, name } as const
  const row = { replacedPixels: 0, detail: null }
  let stored
  try {
    stored = await root.readLabelMap(image)
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    return { ...row, outcome: 'unreadable', ...detailOf(error.words) }
  }
  const unsaved = await readUnsavedMoves(ports, image, stored)
  const before = unsaved?.labelMap ?? stored?.labelMap ?? null
  const difference = before === null ? null : differenceOf(before, labelMap)
  if (difference?.isSame === true) return { ...row, outcome: 'same' }
  const replacedPixels = difference?.replacedPixels ?? 0
  const detail = detailOf(unsaved && said`steps that are not saved yet: ${unsaved.count}`)
  if (before !== null && !isReplacing) return { outcome: 'kept', replacedPixels, ...detail }
  if (await isFrozen(root, image)) return { ...row, outcome: 'frozen', replacedPixels }
  const outcome = before === null ? 'new' : 'replaces'
  if (isDryRun) return { outcome, replacedPixels, ...detail }
  const path = unsaved && (await ports.journals.keepAside(image))
  await recordImport(ports, image)
  await root.saveLabelMap(image, { labelMap, provenance: null }, stored?.revision ?? null)
  if (unsaved === null || path === null) return { ...row, outcome, replacedPixels }
  // Where the mask file had the imported labels already, the journal would go on from it.
  await ports.journals.remove(image)
  const words = said`steps that were not saved yet: ${unsaved.count}; put aside in ${path}`
  return { outcome, replacedPixels, ...detailOf(words) }
}

async function isFrozen(root: PssRoot, image: UserImage): Promise<boolean> {
  return (await root.readLabelRecord(image)).record?.state === 'frozen'
}

function differenceOf(
  before: LabelMap,
  after: LabelMap,
): { readonly isSame: boolean; readonly replacedPixels: number } {
  let isSame = true
  let replacedPixels = 0
  // By index: an iterator takes 0.2 s longer over 12 megapixels.
  for (let i = 0; i < before.data.length; i++) {
    if (before.data[i] === after.data[i]) continue
    isSame = false
    if (before.data[i] !== 0) replacedPixels++
  }
  return { isSame, replacedPixels }
}
