// A small studio in memory that answers the contract, for component tests: two users, one finished run.
// It keeps what was asked of it. Nothing of it may enter src-renderer.

import { createRouterClient, implement } from '@orpc/server'
import { shallowRef } from 'vue'
import { contract } from '../../src-main/contract/contract.ts'
import type {
  ImageLabelsOfPhoto,
  ImageSummary,
  MaskFiguresOfPhoto,
} from '../../src-main/contract/images.ts'
import type { Problem } from '../../src-main/contract/schemas.ts'
import type { RunEvent, RunSummary } from '../../src-main/contract/runs.ts'
import { StudioError } from '../../src-main/core/errors.ts'
import type { ThumbnailProgress, ThumbnailWish } from '../../src-main/contract/thumbnails.ts'
import type { ValidationSplit } from '../../src-main/core/lists/validation-split.ts'
import type { ConnectionState, StudioApi } from '../../src-renderer/api.ts'
import { watchEvents } from './watch-events.ts'
import { createListing, masksReadHandler } from './listing-fixture.ts'
import { labelRecordHandlers } from './label-records-fixture.ts'
import type { LabelRecordState } from './label-records-fixture.ts'
import { createSecondLabels, secondLabelHandlers } from './second-labels-fixture.ts'
import type { SecondLabelState } from './second-labels-fixture.ts'
import { changeElsewhere, createEditingFixture, editingHandlers } from './editing-fixture.ts'
import type { EditingFixture, SavedMask } from './editing-fixture.ts'
import { assistHandlers } from './assist-fixture.ts'
import { DOCTOR_CHECKS } from './doctor-fixture.ts'
import type { AssistState } from './assist-fixture.ts'
import { importUserHandler, labelFileHandlers } from './label-files-fixture.ts'
import type { LabelWish } from './label-files-fixture.ts'
import {
  DEMO_BUDGET,
  createImageScores,
  createLosses,
  createScores,
} from './run-figures-fixture.ts'
import { splitHandlers } from './split-fixture.ts'
import { listedImages, userSummary } from './user-summary.ts'

export interface StudioFixture {
  readonly api: StudioApi
  readonly router: ReturnType<typeof createFixtureRouter>
  readonly saved: SavedMask[]
  readonly editing: EditingFixture
  readonly started: RunSummary[]
  readonly labelWishes: LabelWish[]
  /** Users whose photos were asked for, in order. */
  readonly listed: readonly string[]
  /** Image-level labels as they were set, call by call. */
  readonly labelled: ImageLabelsOfPhoto[][]
  readonly listing: ReturnType<typeof createListing>
  readonly labelling: LabelRecordState
  readonly second: SecondLabelState
  readonly prepared: AssistState['prepared']
  /** Which thumbnails windows wanted of all photos, in order. */
  readonly thumbnailWishes: readonly ThumbnailWish[]
  /** Calls are answered while it is `open`. */
  connect(state: ConnectionState): void
  /** Sends an event to everybody who watches the run. */
  emit(event: RunEvent): void
  /** Tells windows how far the thumbnails are. */
  tellThumbnails(progress: ThumbnailProgress): void
  /** The next save of ada's first photo meets a mask that changed elsewhere. */
  changeMaskElsewhere(): void
}

export const RUN_ID = 'run-20261124-101500-abcdefgh'

export interface FixtureOptions {
  readonly images?: Readonly<Record<string, readonly ImageSummary[]>>
  readonly runStatus?: RunSummary['status']
  /** How many pixels of the scored masks were copied from a prediction. */
  readonly copiedPixels?: number
  /** What smart click finds; nothing given, no model. */
  readonly candidates?: AssistState['candidates']
  /** What is wrong with the files of the root. */
  readonly problems?: readonly Problem[]
  /** Size of the opened label map. */
  readonly maskSize?: { readonly width: number; readonly height: number }
}

export function createStudioFixture(options: FixtureOptions = {}): StudioFixture {
  const state = createState(options)
  const router = createFixtureRouter(state)
  const connection = shallowRef<ConnectionState>('open')
  return {
    api: {
      client: createRouterClient(router, {
        interceptors: [({ next }) => (connection.value === 'open' ? next() : unreachable())],
      }),
      connection,
    },
    connect: (next) => (connection.value = next),
    router,
    saved: state.editing.saved,
    editing: state.editing,
    started: state.started,
    labelWishes: state.labelWishes,
    labelled: state.labelled,
    listed: state.listed,
    listing: state.listing,
    labelling: state.labelling,
    second: state.second,
    prepared: state.prepared,
    thumbnailWishes: state.thumbnailWishes,
    tellThumbnails: (progress) => state.thumbnailWatchers.forEach((watcher) => watcher(progress)),
    emit: (event) => state.watchers.forEach((watcher) => watcher(event)),
    changeMaskElsewhere: () => changeElsewhere(state.editing, 'ada/photo00'),
  }
}

function unreachable(): never {
  throw new StudioError('io', 'the studio does not answer')
}

type FixtureState = ReturnType<typeof createState>

function createState(options: FixtureOptions) {
  const images = options.images ?? { ada: createImages(12), ben: createImages(5) }
  const second = createSecondLabels()
  const size = options.maskSize ?? { width: 40, height: 30 }
  const editing = createEditingFixture(size, (name) => second.finished.includes(name))
  const labelling: LabelRecordState = {
    records: new Map(),
    otherPhotos: editing.otherPhotos,
    desk: editing.desk,
    settings: { isCopyOnValidationAllowed: false, isBlindOnValidation: true, isSingleAnnotator: false, secondShare: 0.05, secondSeed: 1 }, // prettier-ignore
    hasMask: (name) => editing.saved.some((mask) => mask.name === name),
  }
  return {
    images,
    labelling,
    second,
    run: createRun(options.runStatus ?? 'finished', options.copiedPixels),
    copiedPixels: options.copiedPixels,
    splits: new Map<string, ValidationSplit>(),
    editing,
    labelWishes: [] as LabelWish[],
    labelled: [] as ImageLabelsOfPhoto[][],
    listed: [] as string[],
    listing: createListing(),
    problems: options.problems ?? [],
    candidates: options.candidates,
    prepared: [] as string[][],
    started: [] as RunSummary[],
    watchers: new Set<(event: RunEvent) => void>(),
    thumbnailWishes: [] as ThumbnailWish[],
    thumbnailWatchers: new Set<(progress: ThumbnailProgress) => void>(),
  }
}

/** Two persons of a tenth of the photo each in every mask. */
function createFigures(images: readonly ImageSummary[]): MaskFiguresOfPhoto[] {
  const classes = [{ index: 15, pixels: 240, regions: 2 }]
  return images
    .filter(({ hasMask }) => hasMask)
    .map(({ name }) => ({ name, pixels: 1200, classes }))
}

export function createImages(count: number): ImageSummary[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `photo${String(at).padStart(2, '0')}`,
    width: 40,
    height: 30,
    labelState: at % 3 === 0 ? 'done' : at % 3 === 1 ? 'todo' : 'skipped',
    isInValidationSplit: at % 3 < 2,
    isOtherPhoto: false,
    openIssueCount: 0,
    activeSeconds: 0,
    annotator: null,
    hasMask: at % 3 === 0,
    imageLabels: at % 3 === 1 ? [12] : null,
    classes: at % 3 === 0 ? [15] : at % 3 === 1 ? [12] : [],
    group: at % 4,
  }))
}

function createRun(status: RunSummary['status'], copiedPixels = 0): RunSummary {
  return {
    id: RUN_ID,
    config: {
      user: 'ada',
      preset: 'recommended',
      network: 'mobilenet-v2',
      budget: DEMO_BUDGET,
      seed: 1234,
    },
    status,
    error: null,
    createdAt: '2026-11-24T10:15:00.000Z',
    finishedAt: status === 'finished' ? '2026-11-24T10:24:10.000Z' : null,
    engine: 'onnxruntime-node 1.30.0, cpu, 2 threads',
    phaseSeconds: { features: 12, groups: 0.4, 'source-only': 130 },
    peakMemoryBytes: 1_430_000_000,
    scores: [
      createScores('source-only', 'last', 0.412),
      createScores('source-only', 'best', 0.425),
      createScores('stage1', 'last', 0.497),
      createScores('stage2', 'last', 0.531, copiedPixels),
    ],
  }
}

function createFixtureRouter(state: FixtureState) {
  const os = implement(contract)
  const summary = () => ({
    path: '/photos/pss',
    isWritable: true,
    isSample: false,
    sourcePairCount: 588,
    users: Object.keys(state.images).map((id) => userSummary(id, listedImages(state, id))),
    problems: [...state.problems],
    settings: state.labelling.settings,
  })

  return os.router({
    system: {
      doctor: os.system.doctor.handler(() => ({
        version: '0.1.0',
        host: 'test' as const,
        checks: [...DOCTOR_CHECKS],
      })),
    },
    root: {
      masksRead: masksReadHandler(os.root.masksRead, state.listing),
      summary: os.root.summary.handler(() => state.listing.until.then(summary)),
      open: os.root.open.handler(summary),
      configure: os.root.configure.handler(({ input }) => {
        const given = Object.entries(input).filter(([, value]) => value !== undefined)
        state.labelling.settings = { ...state.labelling.settings, ...Object.fromEntries(given) }
        return state.labelling.settings
      }),
      importUser: importUserHandler(os.root.importUser),
    },
    images: {
      list: os.images.list.handler(({ input }) => {
        state.listed.push(input.user)
        return state.listing.until.then(() => listedImages(state, input.user))
      }),
      figures: os.images.figures.handler(({ input }) =>
        createFigures(state.images[input.user] ?? []),
      ),
      thumbnails: os.images.thumbnails.handler(({ input }) => input.map(() => null)),
      setLabels: os.images.setLabels.handler(({ input }) => void state.labelled.push(input.labels)),
    },
    thumbnails: {
      makeAll: os.thumbnails.makeAll.handler(({ input, signal }) => {
        state.thumbnailWishes.push(input)
        return watchEvents(state.thumbnailWatchers, signal)
      }),
    },
    labelRecords: labelRecordHandlers(os.labelRecords, state.labelling),
    secondLabels: secondLabelHandlers(os.secondLabels, state.second, state.editing.otherPhotos),
    labels: {
      ...editingHandlers(os.labels, state.editing, state.labelling),
      ...labelFileHandlers(os.labels, state.labelWishes),
    },
    split: splitHandlers(os.split, state),
    assist: assistHandlers(os.assist, state),
    runs: {
      budgets: os.runs.budgets.handler(() => [{ name: 'demo', budget: DEMO_BUDGET }]),
      start: os.runs.start.handler(({ input }) => {
        state.run = {
          ...createRun('running'),
          id: 'run-new',
          config: input,
          scores: [],
          phaseSeconds: {},
        }
        state.started.push(state.run)
        return state.run
      }),
      list: os.runs.list.handler(() => [state.run]),
      get: os.runs.get.handler(() => state.run),
      losses: os.runs.losses.handler(createLosses),
      watch: os.runs.watch.handler(({ signal }) => watchEvents(state.watchers, signal)),
      pause: os.runs.pause.handler(() => (state.run = { ...state.run, status: 'paused' })),
      resume: os.runs.resume.handler(() => (state.run = { ...state.run, status: 'running' })),
      cancel: os.runs.cancel.handler(() => (state.run = { ...state.run, status: 'cancelled' })),
      imageScores: os.runs.imageScores.handler(() => createImageScores(state.copiedPixels)),
      evaluate: os.runs.evaluate.handler(({ input }) => ({
        scores: createScores(input.stage, input.checkpoint, 0.5),
        images: createImageScores(),
      })),
      groups: os.runs.groups.handler(() => ({
        user: 'ada',
        description: 'MobileNetV2 features, K-means with K = 4',
        groups: [0, 1, 2, 3].map((index) => ({
          index,
          images: (state.images['ada'] ?? []).filter((i) => i.group === index).map((i) => i.name),
        })),
      })),
      writeGroupList: os.runs.writeGroupList.handler(() => ({ path: '/photos/pss/list.txt' })),
      report: os.runs.report.handler(() => ({ path: '/photos/pss/report.html' })),
      export: os.runs.export.handler(({ input }) => ({ folder: input.folder, files: [] })),
    },
  })
}
