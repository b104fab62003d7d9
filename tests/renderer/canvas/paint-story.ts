// Drives the tools the way a hand does, without any DOM: press, drag, release, keys, undo.

import type { Region } from '../../../src-main/core/painting/flood-fill.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import {
  KEEP,
  checkProposal,
  paintProposal,
  proposedValue,
} from '../../../src-main/core/painting/proposal.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import {
  PROVENANCE,
  UNLABELLED,
  createProvenance,
} from '../../../src-main/core/labels/provenance.ts'
import { createLabelSession } from '../../../src-renderer/canvas/painting/label-session.ts'
import type { LabelSession } from '../../../src-renderer/canvas/painting/label-session.ts'
import type {
  PredictedLabels,
  RejectedRegions,
} from '../../../src-renderer/canvas/results/predicted-labels.ts'
import type { PhotoWork } from '../../../src-renderer/canvas/photo/photo-work.ts'
import type {
  Tool,
  ToolHost,
  ToolId,
  ToolPointer,
  ToolSettings,
} from '../../../src-renderer/canvas/tools/tool.ts'
import { createToolbox } from '../../../src-renderer/canvas/tools/toolbox.ts'

export interface PaintStory {
  readonly session: LabelSession
  readonly tool: Tool
  readonly tools: Readonly<Record<ToolId, Tool>>
  readonly picked: number[]
  /** What there is to copy from. */
  prediction: PredictedLabels | null
  /** False while it must be fetched first. */
  isFetched: boolean
  settings: ToolSettings
  /** What tools see of the photo; null until it is given. */
  photo: Pick<PhotoWork, 'ask'> | null
  /** The model of smart click. */
  smart: ToolHost['smart']
  /** Work that was waited for; settle it with `Promise.all`. */
  readonly waiting: Promise<void>[]
  pending(): Proposal | null
  accept(): PaintStory
  press(x: number, y: number, held?: Partial<ToolPointer>): PaintStory
  /** Along the points, with the keys of the press or of `hold`. */
  drag(...points: readonly (readonly [number, number])[]): PaintStory
  /** Other keys from here on. */
  hold(keys: Partial<ToolPointer>): PaintStory
  release(x: number, y: number, held?: Partial<ToolPointer>): PaintStory
  click(x: number, y: number, held?: Partial<ToolPointer>): PaintStory
  /** The rows of the map as text: background is a dot, void #, unlabelled _. */
  picture(): string[]
  /** The rows of the provenance as digits. */
  sources(): string[]
  undo(): PaintStory
  redo(): PaintStory
}

const VALUE_SIGNS = new Map([
  [0, '.'],
  [255, '#'],
  [UNLABELLED, '_'],
])

export function startPainting(toolId: ToolId, width = 8, height = 6): PaintStory {
  const provenance = createProvenance(width, height, PROVENANCE.human)
  const session = createLabelSession(createLabelMap(width, height), provenance)
  const picked: number[] = []
  let selection: Region | null = null
  let held: Partial<ToolPointer> = {}
  let pending: (Proposal & { readonly name: string }) | null = null
  const host: ToolHost = {
    labelMap: session.labelMap,
    settings: () => story.settings,
    begin: session.begin,
    rule: (value, isCareful) =>
      isCareful ? session.rule(value, (existing) => existing === 0) : session.rule(value),
    painted: () => undefined,
    commit: (name) => void session.commit(name),
    abort: () => void session.abort(),
    pick: (value) => void picked.push(value),
    select: (region) => void (selection = region),
    selection: () => selection,
    photo: () => story.photo,
    prediction: () => (story.isFetched ? story.prediction : null),
    async neededPrediction() {
      await Promise.resolve()
      story.isFetched = true
      return story.prediction
    },
    smart: {
      isReady: () => story.smart.isReady(),
      isWithoutModel: () => story.smart.isWithoutModel(),
      segment: (prompts, mostMasks) => story.smart.segment(prompts, mostMasks),
    },
    allowed: (proposal) => checkProposal(session.labelMap, proposal, () => true),
    propose: (name, proposal) =>
      void (pending = { ...checkProposal(session.labelMap, proposal, () => true), name }),
    isPending: () => pending !== null,
    isProposed: ({ x, y }) =>
      pending !== null && proposedValue(pending, Math.floor(x), Math.floor(y)) !== KEEP,
    accept(isCareful = false) {
      if (pending === null) return
      session.begin(PROVENANCE.assist)
      paintProposal(session.labelMap, pending, (value) => host.rule(value, isCareful))
      session.commit(pending.name)
      pending = null
    },
    drop: () => void (pending = null),
    waitFor: (work, use, failed) => void story.waiting.push(work.then(use, failed)),
    keepTolerance: (wandTolerance) => void (story.settings = { ...story.settings, wandTolerance }),
  }
  const tools = createToolbox(host)
  const tool = tools[toolId]
  const story: PaintStory = {
    session,
    tool,
    tools,
    picked,
    photo: null,
    prediction: null,
    isFetched: true,
    smart: {
      isReady: () => false,
      isWithoutModel: () => true,
      segment: () => Promise.resolve([]),
    },
    waiting: [],
    pending: () => pending,
    accept: () => then(() => host.accept()),
    settings: {
      activeClass: 1,
      brushRadius: 0.5,
      eraserRadius: 0.5,
      unlabelRadius: 0.5,
      tip: 'square',
      isPressureSize: false,
      wandTolerance: 10,
      isWandContiguous: true,
      cellLevel: 1,
      edgeThreshold: 10,
      bandPx: 4,
    },
    press: (x, y, keys = {}) => {
      held = keys
      return then(() => tool.press(pointer(x, y, keys)))
    },
    hold: (keys) => then(() => (held = keys)),
    drag: (...points) => then(() => tool.move(points.map(([x, y]) => pointer(x, y, held)))),
    release: (x, y, held) => then(() => tool.release(pointer(x, y, held))),
    click: (x, y, held) => story.press(x, y, held).release(x, y, held),
    picture: () => draw(session.labelMap, (value) => VALUE_SIGNS.get(value) ?? String(value)),
    sources: () => draw(session.provenance, String),
    undo: () => then(() => session.undo()),
    redo: () => then(() => session.redo()),
  }
  return story

  function then(act: () => unknown): PaintStory {
    act()
    return story
  }
}

/** Rejected regions of a prediction, none at first. */
export function keptInMemory(): RejectedRegions {
  let kept: readonly number[] = []
  return { keys: () => kept, keep: (keys) => (kept = keys) }
}

/** A pointer in the middle of pixel (x, y). */
export function pointer(x: number, y: number, held: Partial<ToolPointer> = {}): ToolPointer {
  const free = { shift: false, alt: false, ctrl: false, pressure: 1, reach: 0.5 }
  return { ...free, ...held, x: x + 0.5, y: y + 0.5 }
}

function draw({ width, height, data }: LabelMap, sign: (value: number) => string): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (value) => sign(value).slice(-1)).join(
      '',
    ),
  )
}
