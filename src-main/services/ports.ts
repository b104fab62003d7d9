// Every interface to the world, here or in a file of ports/ that stands in the imports. Services speak to these; adapters
// implement them; hosts wire them.

import type { Check, DoctorReport } from '../contract/system.ts'
import type { ImportEvent, MasksRead } from '../contract/root.ts'
import type { ErrorReport, Problem } from '../contract/schemas.ts'
import type { CheckpointKind, Device, RunEvent, Stage } from '../contract/runs.ts'
import type { AugmentationSettings } from '../core/images/augmentation.ts'
import type { ImageLabelChanges } from '../core/lists/image-labels.ts'
import type { LabelState } from '../core/labels/label-states.ts'
import type { LabelMap } from '../core/labels/label-map.ts'
import type { MaskFigures } from '../core/metrics/statistics.ts'
import type { SplitChange, ValidationSplit } from '../core/lists/validation-split.ts'
import type { ChosenDevice } from './choose-device.ts'
import type { ClusterGroups } from './ports/cluster-groups.ts'
import type { ConvertedPhoto } from './ports/converted-photo.ts'
import type { ImageReference, UserImage } from './ports/image-reference.ts'
import type { LabelFiles } from './ports/label-files.ts'
import type { GoldFacts, LabelRecordFiles, PhotoMask } from './ports/label-record-files.ts'
import type { JournalStore } from './ports/journals.ts'
import type { MediaFile } from './ports/media-file.ts'
import type {
  PromptableSegmenter,
  SegmenterEvent,
  SegmenterRequest,
} from './ports/promptable-segmenter.ts'
import type { ThumbnailEvent, ThumbnailFiles, ThumbnailRequest } from './ports/thumbnail-files.ts'
import type { SavedLabels, StoredLabelMap, StoredProvenance } from './ports/stored-labels.ts'
import type { Said, Words } from '../core/said.ts'

/** Interleaved 8-bit RGB, upright (EXIF orientation applied), row by row. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export interface ListedImage extends GoldFacts {
  readonly name: string
  /** Of the photo in its folder: "DSC_1.JPG". */
  readonly photoFile: string
  /** Upright size in pixels. */
  readonly width: number
  readonly height: number
  /** EXIF 1..8, by which the stored photo is turned upright. */
  readonly orientation: number
  readonly hasLabelMap: boolean
  readonly labelState: LabelState
  /** Recorded active time on its labels. */
  readonly activeSeconds: number
  /** Who labelled it last; null when nobody gave a name. */
  readonly annotator: string | null
  /** Its file is not the one that was labelled, though of its size. */
  readonly isOtherPhoto: boolean
  readonly openIssueCount: number
  /** Drawn for the validation split; where none was drawn, in val_all.txt or with a mask. */
  readonly isInValidationSplit: boolean
  /** Classes 1..20 of imgLabelList.txt; null when it says nothing of the photo. */
  readonly imageLabels: readonly number[] | null
  /** Classes 1..20 of the mask where there is one, else of imgLabelList.txt. */
  readonly classes: readonly number[]
}

export interface UserListing {
  readonly images: readonly ListedImage[]
  /** Null when none was drawn. */
  readonly validationSplit: ValidationSplit | null
  /** What the usable masks hold, by image name. */
  readonly figures: ReadonlyMap<string, MaskFigures>
  /** Some photos are new, or changed since they were listed before. */
  readonly hasNewPhotos: boolean
  readonly problems: readonly Problem[]
}

export interface SourceListing {
  /** Names of train_aug pairs whose image and mask exist. */
  readonly names: readonly string[]
  readonly problems: readonly Problem[]
}

export interface ImportOptions {
  readonly folder: string
  readonly user: string
  /** Share of images drawn for the validation split, 0..1. */
  readonly validationFraction: number
  readonly seed: number
}

/** A PSS root on disk (docs/decisions: layout). Never touches a path outside its folder. */
export interface PssRoot extends LabelRecordFiles, ThumbnailFiles {
  readonly path: string
  readonly isWritable: boolean
  /** Why it is not writable and what to do, for people; null when it is. */
  readonly readOnlyReason: Words | null
  readonly isSample: boolean
  users(): Promise<readonly string[]>
  /** Sizes and states of all images, from the catalogue where files are unchanged. Error: notFound. */
  listUser(user: string): Promise<UserListing>
  /** Tells from now on how far listings are with masks that the catalogue does not know, after each mask. */
  watchMasksRead(tell: (read: MasksRead) => void): void
  listSource(): Promise<SourceListing>
  /** Upright pixels; resized to exactly `size` (bicubic) when given. Errors: notFound, corrupt. */
  readPixels(
    image: ImageReference,
    size?: { readonly width: number; readonly height: number },
  ): Promise<RgbImage>
  /** Upright size without decoding the pixels. */
  imageSize(image: ImageReference): Promise<{ readonly width: number; readonly height: number }>
  /** The mask at the image's upright size, or null. Errors: corrupt, invalidInput (size or values). */
  readLabelMap(image: ImageReference): Promise<StoredLabelMap | null>
  /** Another one whenever the files of mask or provenance have other bytes; decodes neither. Error: io. */
  labelsStamp(mask: PhotoMask): Promise<string>
  /** Who labelled each pixel of this stored mask. Error: io. */
  readProvenance(image: UserImage, mask: StoredLabelMap): Promise<StoredProvenance>
  /**
   * Mask and provenance, both or neither; also brings val_all.txt up to date, which lists the masks that count as
   * truth. `beforeWrite` is told the new revision when nothing but the disk can fail any more.
   * Errors: conflict, invalidInput, io.
   */
  saveLabelMap(
    image: UserImage,
    labels: SavedLabels,
    expectedRevision: string | null,
    beforeWrite?: (revision: string) => Promise<void>,
  ): Promise<{ readonly revision: string; readonly byteCount: number }>
  /** Image-level labels, in one atomic write. Errors: notFound (a photo), invalidInput (the list), io. */
  saveImageLabels(user: string, changes: ImageLabelChanges): Promise<void>
  /** One call after the other: `next` sees what is stored. Errors: those of `next`, io. */
  changeValidationSplit(user: string, next: SplitChange): Promise<ValidationSplit>
  /** The mask can be read and fits its photo neither upright nor as stored. Errors: notFound, io. */
  hasOtherSize(mask: PhotoMask): Promise<boolean>
  /**
   * Moves a photo's masks, provenance and record to a folder of `.pss-studio/`, once all is copied. Of a blind mask it is
   * that mask, with the copy of the first that it was compared with, and the record stays. Error: io.
   */
  keepLabelsAside(mask: PhotoMask): Promise<string>
  /** Copies a mask file that cannot be read to `.pss-studio/`, before it is replaced. Null when there is none. */
  keepDamagedMask(
    mask: PhotoMask,
  ): Promise<{ readonly revision: string; readonly keptAt: string } | null>
  imageFile(image: ImageReference): Promise<MediaFile>
  /** The photo for programs that know no EXIF: its very bytes where they are an upright JPEG. Errors: notFound, corrupt, io. */
  uprightJpeg(image: ImageReference): Promise<ConvertedPhoto>
  /**
   * Copies a folder of photos in as a new user, who appears whole at the end or not at all. `beforePlacing` is asked
   * then. Errors: conflict (user exists), notFound, invalidInput; those of `beforePlacing`.
   */
  importUser(options: ImportOptions, beforePlacing?: () => void): AsyncIterable<ImportEvent>
  /** Writes personal/<user>/train_cluster<K>.txt and returns its path. Errors: notFound, invalidInput, io. */
  writeClusterList(user: string, groups: ClusterGroups): Promise<string>
  close(): Promise<void>
}

/** Where the labels of a training sample lie: the mask of its image, or a palette PNG among the artifacts. */
export type LabelPlace =
  { readonly type: 'mask' } | { readonly type: 'artifact'; readonly key: string }

/** All that a training sample is made from, besides the files. */
export interface SampleRequest {
  readonly image: ImageReference
  /** Null for images without. */
  readonly labels: LabelPlace | null
  readonly augmentation: AugmentationSettings
  readonly seed: number
}

export interface TrainingSample {
  /** 3 x S x S, S the crop size: RGB, ImageNet normalised, 0 where padded. */
  readonly pixels: Float32Array<ArrayBuffer>
  /** S x S: 0..20 or 255; null when none were asked for, or there are none at their place. */
  readonly labels: Int32Array<ArrayBuffer> | null
}

/**
 * Makes what the engine is fed with from the files of a root, beside the thread that computes: what is asked
 * for is read while that thread is busy. Equal requests give equal numbers in whatever order they are done.
 */
export interface SampleReader {
  /** Errors: those of imageSize, readPixels and readLabelMap of a root. */
  sample(request: SampleRequest): Promise<TrainingSample>
  /** 3 x height x width: RGB, ImageNet normalised, resized to exactly `size`. Errors as readPixels. */
  image(
    image: ImageReference,
    size: { readonly width: number; readonly height: number },
  ): Promise<Float32Array<ArrayBuffer>>
}

/** The folder `.pss-studio/` of a root: derived data and runs, by key such as "runs/x/run.json". */
export interface ArtifactStore {
  /** Null when there is no such key. */
  read(key: string): Promise<Uint8Array | null>
  /** Atomic: a reader sees the old bytes or the new ones. */
  write(key: string, bytes: Uint8Array): Promise<void>
  /** Appends one line of text (newline added). */
  appendLine(key: string, line: string): Promise<void>
  /** Names of the entries right below a folder key, sorted; empty when there is none. */
  list(folder: string): Promise<readonly string[]>
  /** Removes a key or a folder with everything below it. */
  remove(key: string): Promise<void>
  /** The absolute path of a key, to show to a person. */
  locate(key: string): string
}

/** Image encodings that services need beyond what a root stores. */
export interface ImageCodec {
  /** 8-bit palette PNG with the VOC palette; data are class indices (0..20, 255). */
  encodePalettePng(labelMap: LabelMap): Promise<Uint8Array>
  /** 8-bit palette PNG with another palette of 256 x RGB. */
  encodeIndexedPng(image: LabelMap, palette: Uint8Array): Promise<Uint8Array>
  decodeIndexedPng(bytes: Uint8Array): Promise<LabelMap>
  encodeGreyPng(image: LabelMap): Promise<Uint8Array>
  decodeGreyPng(bytes: Uint8Array): Promise<LabelMap>
  encodeJpeg(image: RgbImage, quality: number): Promise<Uint8Array>
}

/** Pre-trained weights the studio ships or was given, checked against their checksum. */
export interface WeightsLibrary {
  list(): Promise<
    readonly { readonly name: string; readonly path: string; readonly detail: Words }[]
  >
  /** The safetensors bytes of a network's ImageNet weights. Errors: notFound, corrupt. */
  read(name: string): Promise<Uint8Array>
}

/** A model of a run, and the new or empty folder to write it to. */
export interface ExportRequest {
  readonly runId: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
  readonly folder: string
}

/** What the studio tells a worker process: it does one job and ends, or segments on and on. */
export type WorkerRequest =
  | SegmenterRequest
  | { readonly type: 'run'; readonly rootPath: string; readonly runId: string }
  | ({ readonly type: 'export'; readonly rootPath: string } & ExportRequest)
  | ThumbnailRequest
  | { readonly type: 'tryDevices' }
  | { readonly type: 'pause' }

/** What a worker process tells the studio; `ended` is its last word. */
export type WorkerEvent =
  | SegmenterEvent
  | ThumbnailEvent
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'engine'; readonly description: Said; readonly device: Device }
  | { readonly type: 'devicesTried'; readonly chosen: ChosenDevice }
  | { readonly type: 'memory'; readonly peakBytes: number }
  /** An export's result: the names of the files, or why there are none. */
  | { readonly type: 'exported'; readonly files: readonly string[] }
  | { readonly type: 'refused'; readonly error: ErrorReport }
  | { readonly type: 'ended' }

export interface WorkerProcess {
  send(request: WorkerRequest): void
  /** Events until the process ends; a crash ends it with a StudioError that says what is known. */
  events(): AsyncIterable<WorkerEvent>
  /** Ends the process at once; this is how a run is cancelled. */
  kill(): void
  /** Process id, for people and tests. */
  readonly pid: number | null
}

export interface WorkerLauncher {
  launch(): WorkerProcess
}

/** The process the studio runs in. */
export interface Machine {
  readonly version: string
  readonly host: DoctorReport['host']
  now(): Date
  /** Eight characters a-z0-9. */
  randomId(): string
  checks(): Promise<readonly Check[]>
  /** Highest resident memory of this process so far. */
  peakMemoryBytes(): number
  /** One line to the studio's log, never to the user. */
  log(message: string): void
}

/** What services need to answer for one opened root. */
export interface RootPorts {
  readonly root: PssRoot
  readonly artifacts: ArtifactStore
  readonly journals: JournalStore
}

export interface Ports {
  openRoot(path: string): Promise<RootPorts>
  /** Starts nothing before it is used. */
  openSegmenter(rootPath: string): PromptableSegmenter
  readonly codec: ImageCodec
  readonly labelFiles: LabelFiles
  readonly weights: WeightsLibrary
  readonly workers: WorkerLauncher
  readonly machine: Machine
}
