// The images of one user with their states, and everything that is wrong with the user's files.

import { foreignNames } from '../../core/lists/foreign-names.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { parseGroupedList, parseImageLabels } from '../../core/lists/pss-lists.ts'
import type { ImageLabels } from '../../core/lists/pss-lists.ts'
import type { MaskFigures } from '../../core/metrics/statistics.ts'
import type { Problem } from '../../contract/schemas.ts'
import type { ListedImage, UserListing } from '../../services/ports.ts'
import { presentState, stateWithoutRecord } from '../../core/labels/label-record.ts'
import type { MaskRecord, PhotoRecord } from '../catalogue/catalogue.ts'
import { problemOf } from '../catalogue/finding.ts'
import { examinePhoto } from '../catalogue/examine-photo.ts'
import { scanFolder } from '../catalogue/scan-folder.ts'
import type { FolderRecords } from '../catalogue/scan-folder.ts'
import { resolveInside } from '../files/path-guard.ts'
import { uprightSize } from '../images/orientation.ts'
import { labelStates } from './label-states.ts'
import type { LabelStates } from './label-states.ts'
import { maskFit } from './label-map-files.ts'
import { IMAGE_LABEL_LIST, PHOTO_FOLDER, USER_MASK_FOLDER, userFolder } from './layout.ts'
import { missingFiles, readList } from './read-list.ts'
import type { RootContext } from './root-context.ts'
import { readSplit, splitFile } from './split-file.ts'
import { strandedFiles } from './stranded-files.ts'
import { said, tell } from '../../core/said.ts'

const IGNORED = 0

/** The user's folder must exist. Error: io. */
export async function listUser(context: RootContext, user: string): Promise<UserListing> {
  const folder = userFolder(user)
  const photoFolder = `${folder}/${PHOTO_FOLDER}`
  const maskFolder = `${folder}/${USER_MASK_FOLDER}`
  const photos = await scanPhotos(context, photoFolder)
  const masks = await scanMasks(context, maskFolder)
  const labels = await readList(context.path, `${folder}/${IMAGE_LABEL_LIST}`, parseImageLabels)
  const labelled = await readList(context.path, `${folder}/val_all.txt`, parseGroupedList)
  const split = await readSplit(context, user)
  const states = await labelStates(context, user, { photos: photos.records, masks: masks.records })

  const known = new Set(photos.records.keys())
  const absent = (names: readonly { readonly name: string }[]): string[] =>
    names.map(({ name }) => name).filter((name) => !known.has(name))
  const fits = checkMasks(masks.records, photos.records, maskFolder)
  // Without a drawn split it is the photos that somebody labelled, or listed as labelled.
  const inSplit = new Set(split?.names ?? [...labelled.entries.map(({ name }) => name), ...fits.usable.keys()]) // prettier-ignore
  const labelsByName = new Map(labels.entries.map((entry) => [entry.name, entry]))
  const images = [...photos.records.values()]
    .filter((photo) => photo.width > 0)
    .map((photo) => listedImage(photo, { fits, inSplit, labelsByName, states }))

  return {
    images,
    validationSplit: split,
    hasNewPhotos: photos.hasNew,
    figures: new Map([...fits.usable].map(([name, mask]) => [name, figuresOf(mask)])),
    problems: [
      ...photos.problems,
      ...(photos.records.size === 0 ? [noPhotos(photoFolder)] : []),
      ...foreignNames([...known]).map((found) => problemOf(photoFolder, found)),
      ...masks.problems,
      ...fits.problems,
      ...states.problems,
      ...(await strandedFiles(context, user, known)),
      ...labels.problems,
      ...missingFiles(
        'photo',
        `${folder}/${IMAGE_LABEL_LIST}`,
        absent(labels.entries),
        photoFolder,
      ),
      ...labelled.problems,
      ...missingFiles('photo', `${folder}/val_all.txt`, absent(labelled.entries), photoFolder),
      ...missingFiles('photo', splitFile(user), (split?.names ?? []).filter((name) => !known.has(name)), photoFolder), // prettier-ignore
    ],
  }
}

interface Known {
  readonly fits: UsableMasks
  readonly inSplit: ReadonlySet<string>
  readonly labelsByName: ReadonlyMap<string, ImageLabels>
  readonly states: LabelStates
}

function listedImage(photo: PhotoRecord, known: Known): ListedImage {
  const { fits, inSplit, labelsByName, states } = known
  const name = imageNameOf(photo.file)
  const mask = fits.usable.get(name)
  const hasLabelMap = mask !== undefined
  const record = states.records.get(name)
  const imageLabels = objectLabels(labelsByName.get(name))
  return {
    name,
    photoFile: photo.file,
    ...uprightSize(photo, photo.orientation),
    orientation: photo.orientation,
    hasLabelMap,
    labelState:
      record === undefined ? stateWithoutRecord(hasLabelMap) : presentState(record, hasLabelMap),
    activeSeconds: record?.activeSeconds ?? 0,
    annotator: record?.annotator ?? null,
    isOtherPhoto: states.otherPhotos.has(name),
    openIssueCount: record?.openIssueCount ?? 0,
    isGold: record?.isGold ?? false,
    isAdjudicated: record?.isAdjudicated ?? false,
    isInValidationSplit: inSplit.has(name),
    imageLabels,
    classes: mask === undefined ? (imageLabels ?? []) : classesOf(mask),
  }
}

/** Null when nothing is said of the photo. */
function objectLabels(labels: ImageLabels | undefined): readonly number[] | null {
  if (labels === undefined || labels.isUnknown) return null
  return labels.classes.filter((index) => index > 0)
}

function figuresOf({ width, height, counts, instances }: MaskRecord): MaskFigures {
  const regions = new Map(instances)
  const classes = counts
    .filter(([index]) => index > IGNORED && index <= 20)
    .map(([index, pixels]) => ({ index, pixels, regions: regions.get(index) ?? 0 }))
  return { pixels: width * height, classes }
}

function classesOf(mask: MaskRecord): number[] {
  return mask.counts.map(([value]) => value).filter((value) => value > IGNORED && value <= 20)
}

interface UsableMasks {
  /** By image name; masks that are damaged or of another size are left out. */
  readonly usable: ReadonlyMap<string, MaskRecord>
  readonly problems: readonly Problem[]
}

function checkMasks(
  masks: ReadonlyMap<string, MaskRecord>,
  photos: ReadonlyMap<string, PhotoRecord>,
  maskFolder: string,
): UsableMasks {
  const usable = new Map<string, MaskRecord>()
  const problems: Problem[] = []
  for (const [name, mask] of masks) {
    const file = `${maskFolder}/${mask.file}`
    const photo = photos.get(name)
    if (mask.finding === null && photo !== undefined && photo.width > 0) {
      const fit = maskFit(mask, photo)
      if (fit.orientation !== null) usable.set(name, mask)
      else problems.push({ kind: 'invalidInput', file, ...tell(fit.words) })
    }
  }
  return { usable, problems }
}

interface Scanned<T> {
  /** By image name, sorted. */
  readonly records: ReadonlyMap<string, T>
  readonly problems: readonly Problem[]
  /** Some were read for the first time, or again. */
  readonly hasNew: boolean
}

async function scanPhotos(context: RootContext, folder: string): Promise<Scanned<PhotoRecord>> {
  const { byName, problems } = await context.photoIndex(folder).files()
  const scan = await scanFolder<PhotoRecord>({
    folderPath: await resolveInside(context.path, folder),
    files: [...byName.values()],
    known: () => context.catalogue.photos(folder),
    examine: (path, stamp) => examinePhoto(path, stamp, `${folder}/${stamp.file}`),
    update: (fresh, gone) => context.catalogue.updatePhotos(folder, fresh, gone),
  })
  return scanned(scan, [...problems, ...findings(scan.records, folder)])
}

async function scanMasks(context: RootContext, folder: string): Promise<Scanned<MaskRecord>> {
  const { byName, problems } = await context.maskIndex(folder).files()
  const scan = await scanFolder<MaskRecord>({
    folderPath: await resolveInside(context.path, folder),
    files: [...byName.values()],
    known: () => context.catalogue.masks(folder),
    // All asked for at once, so that the reader knows how many there are, and stored at once, so that none is read twice.
    concurrency: Infinity,
    storeAfterMs: 0,
    examine: (path, stamp) => context.masks.read(path, stamp, `${folder}/${stamp.file}`),
    update: (fresh, gone) => context.catalogue.updateMasks(folder, fresh, gone),
  })
  return scanned(scan, [...problems, ...findings(scan.records, folder)])
}

function scanned<T extends { readonly file: string }>(
  { records, hasNew }: FolderRecords<T>,
  problems: readonly Problem[],
): Scanned<T> {
  return { records: byImageName(records), problems, hasNew }
}

function byImageName<T extends { readonly file: string }>(records: readonly T[]): Map<string, T> {
  const named = records.map((record) => [imageNameOf(record.file), record] as const)
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

function findings(records: readonly (PhotoRecord | MaskRecord)[], folder: string): Problem[] {
  return records.flatMap(({ file, finding }) =>
    finding === null ? [] : [problemOf(`${folder}/${file}`, finding)],
  )
}

function noPhotos(folder: string): Problem {
  const words = said`expected photos (.jpg), found none; put JPEG photos there or import a folder`
  return { kind: 'notFound', file: folder, ...tell(words) }
}
