// Runs: one adaptation of a network to one user, with its three stages, events and results.

import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import {
  errorReportSchema,
  saidSchema,
  toldSchema,
  imageNameSchema,
  intervalSchema,
  runIdSchema,
  userIdSchema,
} from './schemas.ts'
import { GROUP_MODES, NORMALIZATIONS } from '../core/training/run-variants.ts'
import { splitReferenceSchema } from './split.ts'

/** How the paper is read (docs/decisions); every figure names its preset. */
export const presetSchema = z.enum(['recommended', 'paper'])

/** `source-only` is the paper's No-DA baseline. */
export const stageSchema = z.enum(['source-only', 'stage1', 'stage2'])

/** What a run does, in order. */
export const phaseSchema = z.enum(['features', 'groups', 'source-only', 'stage1', 'stage2'])

/** `last`: after the final iteration (honest). `best`: chosen by FIoU on the test masks (paper protocol). */
export const checkpointKindSchema = z.enum(['last', 'best'])

/** What computes: onnxruntime's providers, or TensorFlow.js where its CUDA library is installed. */
export const deviceSchema = z.enum(['cpu', 'webgpu', 'cuda', 'dml', 'coreml', 'tfjs-gpu'])

/** `auto` is decided when a run first starts, and stays: the fastest device in a trial step. */
export const deviceRequestSchema = z.enum(['auto', ...deviceSchema.options])

/** The encoders of engine/networks/encoders.ts; of each, its ImageNet weights must be at hand. */
export const networkSchema = z.enum([
  'mobilenet-v2',
  'resnet-50',
  'resnet-50-deep',
  'resnet-50-keras',
  'resnet-101',
  'vgg-16',
  'vgg-16-deeplab',
])

export const groupModeSchema = z.enum(GROUP_MODES)
export const normalizationSchema = z.enum(NORMALIZATIONS)

/** Image sizes and counts that fit a machine and a patience; the preset says what is computed. */
export const budgetSchema = z.object({
  /** Iterations of each of the three training stages: the same for all, so that they compare. */
  iterations: z.int().min(1).max(1_000_000),
  /** Images per domain and iteration (paper: 8). */
  batchSize: z.int().min(2).max(64),
  /** Side of the training crop in pixels, a multiple of 8 (paper: 320). */
  cropSizePx: z.int().min(64).max(1024).multipleOf(8),
  /** Short side of images at evaluation in pixels (released code: 480). */
  evaluationSizePx: z.int().min(64).max(2048),
  /** Iterations between two evaluations on the labelled images; `best` is chosen among them. */
  evaluateEvery: z.int().min(1),
  /** Iterations between two checkpoints for resuming. */
  checkpointEvery: z.int().min(1),
  /** K of K-means over the user's images; clamped to their number (paper: 80). */
  userGroupCount: z.int().min(1),
  /** K over the source images (released code: 500). */
  sourceGroupCount: z.int().min(1),
})

export const runConfigSchema = z.object({
  user: userIdSchema,
  preset: presetSchema,
  network: networkSchema,
  budget: budgetSchema,
  /** `paper` when left out. */
  groupMode: groupModeSchema.optional(),
  /** What the preset says when left out: `batch`. */
  normalization: normalizationSchema.optional(),
  seed: z.int().min(0).max(0xffff_ffff),
  /** The CPU when left out. Never another than the one asked for. */
  device: deviceRequestSchema.optional(),
  /** What a training step may use, in GiB: larger batches pass the encoder in parts. No limit when left out. */
  memoryGib: z.number().min(0.5).max(4096).optional(),
  /** The last phase to do; all when left out. */
  stopAfter: phaseSchema.optional(),
})

export const runStatusSchema = z.enum([
  'queued',
  'running',
  'paused',
  'finished',
  'failed',
  'cancelled',
])

export const figuresSchema = z.object({
  /** FIoU and MIoU in every variant of docs/method; `official` is the paper's. Values in [0, 1]. */
  fiou: z.record(z.string(), intervalSchema),
  miou: z.record(z.string(), z.number()),
  /** The validation split that was scored; null where none was drawn, and old runs have none. */
  split: splitReferenceSchema.nullable().optional(),
  /** IoU of the 21 classes; null where a class is in neither truth nor prediction. */
  classIou: z.array(z.number().nullable()).length(21),
  /** Names the set of masks behind the figures: equal on the same masks. Old runs have none. */
  truthHash: z.string().optional(),
})

/** Over the labelled pixels of the masks; what nobody labelled counts nowhere. */
export const scoresSchema = figuresSchema.extend({
  stage: stageSchema,
  checkpoint: checkpointKindSchema,
  iteration: z.int(),
  /** The same without the pixels that were copied from a prediction; only where there are some. */
  withoutCopied: figuresSchema.extend({ copiedPixels: z.int(), copiedImages: z.int() }).optional(),
})

export const imageScoreSchema = z.object({
  name: imageNameSchema,
  group: z.int(),
  /** The first 16 digits of the SHA-256 of the mask it was compared with; old scores have none. */
  maskHash: z.string().optional(),
  /** Official per-image FIoU, 0..1. */
  fiou: z.number(),
  /** Mean over the classes present in truth or prediction, 0..1. */
  miou: z.number(),
  pixelAccuracy: z.number(),
  /** Mean normalised entropy of the prediction, 0..1. */
  entropy: z.number(),
  trueClasses: z.array(z.int()),
  predictedClasses: z.array(z.int()),
  /** The same without the mask's copied pixels, null when it has no others; only where there are some. */
  withoutCopied: z
    .object({
      copiedPixels: z.int(),
      fiou: z.number().nullable(),
      miou: z.number().nullable(),
      pixelAccuracy: z.number().nullable(),
    })
    .optional(),
})

export const runSummarySchema = z.object({
  id: runIdSchema,
  config: runConfigSchema,
  status: runStatusSchema,
  error: errorReportSchema.nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Runtime, provider and threads in use, such as "onnxruntime-node 1.30.0, cpu, 2 threads". */
  engine: z.string().nullable(),
  /** The same, as a window may say it. */
  engineSaid: saidSchema.optional(),
  /** What computes, from the first start on: a run that is resumed stays on it. */
  device: deviceSchema.optional(),
  /** Wall seconds of each finished phase. */
  phaseSeconds: z.partialRecord(phaseSchema, z.number()),
  peakMemoryBytes: z.number().nullable(),
  scores: z.array(scoresSchema),
})

export const lossPointSchema = z.object({
  stage: stageSchema,
  iteration: z.int(),
  /** Loss values by name: segmentation, segmentationAux, pseudo, adversarial, discriminator, ... */
  losses: z.record(z.string(), z.number()),
  learningRate: z.number(),
  /** Milliseconds of the step, and of these waiting for its photos; old runs have none. */
  stepMs: z.number().optional(),
  waitMs: z.number().optional(),
})

export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('phaseStarted'), phase: phaseSchema, total: z.int() }),
  z.object({
    type: z.literal('progress'),
    phase: phaseSchema,
    done: z.int(),
    total: z.int(),
    imagesPerSecond: z.number(),
    /** Share of the phase's time so far that waited for photos, 0..1; only where photos are read ahead. */
    waitShare: z.number().optional(),
    /** Estimated seconds until the whole run ends; null while unknown. */
    secondsLeft: z.number().nullable(),
  }),
  z.object({ type: z.literal('loss'), point: lossPointSchema }),
  z.object({ type: z.literal('evaluated'), scores: scoresSchema }),
  toldSchema.extend({ type: z.literal('note') }),
  z.object({ type: z.literal('phaseFinished'), phase: phaseSchema, seconds: z.number() }),
  z.object({
    type: z.literal('statusChanged'),
    status: runStatusSchema,
    error: errorReportSchema.nullable(),
  }),
])

export const groupsSchema = z.object({
  user: userIdSchema,
  /** Features and parameters behind the groups, in words. */
  description: z.string(),
  /** The description, as a window may say it. */
  said: saidSchema.optional(),
  groups: z.array(
    z.object({
      index: z.int(),
      /** Image names, nearest to the centroid first. */
      images: z.array(imageNameSchema),
    }),
  ),
})

const runKey = z.object({ runId: runIdSchema })
const resultKey = runKey.extend({ stage: stageSchema, checkpoint: checkpointKindSchema })

export const runsContract = {
  /** Budgets by name: demo, short, standard, paper. */
  budgets: oc.output(z.array(z.object({ name: z.string(), budget: budgetSchema }))),
  /** Queues a run. Errors: notFound (user, weights), invalidInput (no source images, too few images, no labelled image). */
  start: oc.input(runConfigSchema).output(runSummarySchema),
  /** Newest first. */
  list: oc.input(z.object({ user: userIdSchema.optional() })).output(z.array(runSummarySchema)),
  get: oc.input(runKey).output(runSummarySchema),
  /** All loss points so far, thinned to at most 2,000 a stage. */
  losses: oc.input(runKey).output(z.array(lossPointSchema)),
  /** Events from now on; ends when the run ends. */
  watch: oc.input(runKey).output(eventIterator(runEventSchema)),
  pause: oc.input(runKey).output(runSummarySchema),
  resume: oc.input(runKey).output(runSummarySchema),
  cancel: oc.input(runKey).output(runSummarySchema),
  /** Per-image scores, worst first. Error: notFound before the stage was evaluated. */
  imageScores: oc.input(resultKey).output(z.array(imageScoreSchema)),
  /**
   * Scores the stored predictions against the masks as they are now: a corrected mask counts at once.
   * Error: notFound without predictions of labelled images.
   */
  evaluate: oc
    .input(resultKey)
    .output(z.object({ scores: scoresSchema, images: z.array(imageScoreSchema) })),
  /** The groups a run used, or the latest of the user. */
  groups: oc
    .input(z.object({ user: userIdSchema, runId: runIdSchema.optional() }))
    .output(groupsSchema),
  /** Writes personal/<user>/train_cluster<K>.txt for other PSS programs; returns its path. */
  writeGroupList: oc
    .input(z.object({ user: userIdSchema, runId: runIdSchema.optional() }))
    .output(z.object({ path: z.string() })),
  /** Writes one self-contained HTML page and returns its path. */
  report: oc.input(runKey).output(z.object({ path: z.string() })),
  /**
   * Writes a finished run's model for use without the studio into a new or empty folder: ONNX, safetensors,
   * export.json and README.md, all or nothing. Errors: notFound (no such checkpoint), conflict (the run is
   * not finished, the folder is not empty), invalidInput (no absolute path), io.
   */
  export: oc
    .input(resultKey.extend({ folder: z.string().min(1) }))
    .output(z.object({ folder: z.string(), files: z.array(z.string()) })),
}

export type Preset = z.infer<typeof presetSchema>
export type Stage = z.infer<typeof stageSchema>
export type Phase = z.infer<typeof phaseSchema>
export type CheckpointKind = z.infer<typeof checkpointKindSchema>
export type Network = z.infer<typeof networkSchema>
export type Device = z.infer<typeof deviceSchema>
export type DeviceRequest = z.infer<typeof deviceRequestSchema>
export type Budget = z.infer<typeof budgetSchema>
export type RunConfig = z.infer<typeof runConfigSchema>
export type RunStatus = z.infer<typeof runStatusSchema>
export type Figures = z.infer<typeof figuresSchema>
export type Scores = z.infer<typeof scoresSchema>
export type ImageScore = z.infer<typeof imageScoreSchema>
export type RunSummary = z.infer<typeof runSummarySchema>
export type LossPoint = z.infer<typeof lossPointSchema>
export type RunEvent = z.infer<typeof runEventSchema>
export type Groups = z.infer<typeof groupsSchema>
