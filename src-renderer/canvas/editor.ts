// One photo open in the editor: label session, tools, saving and what the panels show of them. Pixels stay
// outside Vue; `version` announces that history or counts changed.

import { markRaw, ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { StudioClient } from '../api.ts'
import { chooseClass } from './editor-settings.ts'
import type { EditorSettings } from './editor-settings.ts'
import type { EditedKey } from './image-key.ts'
import { useAnnotator } from '../stores/annotator.ts'
import { useEditing } from '../stores/editing.ts'
import { keepWork } from './saving/kept-work.ts'
import type { KeptWork } from './saving/kept-work.ts'
import type { LabelSession } from './painting/label-session.ts'
import { openMask } from './saving/opened-mask.ts'
import type { OpenedMask, ReadLabels } from './saving/opened-mask.ts'
import { mayPaintBy } from './painting/paint-policy.ts'
import { maskKeyOf, maskSource } from './saving/mask-source.ts'
import { paintRules } from './painting/paint-rules.ts'
import { createProposalDesk } from './painting/pending-proposal.ts'
import type { ProposalDesk } from './painting/pending-proposal.ts'
import { createPhotoShelf } from './photo/photo-shelf.ts'
import type { PhotoShelf } from './photo/photo-shelf.ts'
import { createPredictionShelf } from './results/prediction-shelf.ts'
import type { PredictionShelf } from './results/prediction-shelf.ts'
import { createRegionWork } from './regions/region-work.ts'
import type { RegionWork } from './regions/region-work.ts'
import type { Saving } from './saving/saving.ts'
import { createWorkLog } from './saving/work-log.ts'
import type { WorkLog } from './saving/work-log.ts'
import { createSmartPhoto } from './smart/smart-photo.ts'
import type { SmartPhoto } from './smart/smart-photo.ts'
import { createToolbox } from './tools/toolbox.ts'
import { putDown } from './tools/tool.ts'
import type { Tool, ToolHost, ToolId } from './tools/tool.ts'
import { travelling } from './painting/travelling.ts'
import type { HistoryTravel } from './painting/travelling.ts'
import { wholeGestures } from './tools/whole-gestures.ts'
import type { WholeGestures } from './tools/whole-gestures.ts'
import type { Region } from '../../src-main/core/painting/flood-fill.ts'
import { KEEP, paintProposal, proposedValue } from '../../src-main/core/painting/proposal.ts'
import { PROVENANCE } from '../../src-main/core/labels/provenance.ts'
import { EMPTY_RECT, isEmptyRect } from '../../src-main/core/geometry/rect.ts'
import type { Rect } from '../../src-main/core/geometry/rect.ts'

export interface Editor extends EditedKey, HistoryTravel, WholeGestures, PredictionShelf {
  readonly session: LabelSession
  readonly saving: Saving
  /** Active time that goes into the photo's label record. */
  readonly work: WorkLog
  readonly keeping: KeptWork
  /** How the photo was found. */
  readonly opened: OpenedMask
  readonly tools: Readonly<Record<ToolId, Tool>>
  readonly isWritable: boolean
  /** Grows with every gesture that ends, undo and redo. */
  readonly version: Ref<number>
  readonly proposals: ProposalDesk
  /** The region that region operations work on; null for all of the active class. */
  readonly selection: Readonly<ShallowRef<Region | null>>
  /** What the tools see of the photo. */
  readonly photo: PhotoShelf
  readonly regions: RegionWork
  readonly smart: SmartPhoto
  /** `draw` is called with what must be drawn again, until the next one is set. */
  drawWith(draw: (rect: Rect) => void): void
  /** Paints the pending proposal as one gesture; `isCareful` does not cut into labels. */
  accept(isCareful?: boolean): void
  /** Drops the pending proposal and closes the panel that made it. */
  drop(): void
  /** Ends what is under way; what is painted stays. */
  putDownTools(): void
  /** Ends the work that is done elsewhere; the editor is not used afterwards. */
  dispose(): void
}

/** Opens the mask of an image; `ahead`: what was read of it before. Errors: notFound, corrupt, invalidInput, cancelled (a blind mask is nobody's). */
export async function openEditor(
  client: StudioClient,
  key: EditedKey,
  settings: EditorSettings,
  ahead: Promise<ReadLabels> | null,
): Promise<Editor> {
  const editing = useEditing()
  const annotator = useAnnotator()
  const who = key.isSecond ? await annotator.require() : annotator.name
  const source = maskSource(client, maskKeyOf(key, who), {
    annotator: () => annotator.name,
    editor: editing.identity(annotator.name ?? ''),
  })
  const { codec } = editing
  codec.start()
  await editing.whenPutAway(key)
  const opened = await openMask(source, codec, ahead)
  const work = createWorkLog()
  const keeping = keepWork(key, { opened, source, codec, log: work })
  const smart = createSmartPhoto(client, key)
  return assemble(key, { opened, work, smart, keeping }, settings)
}

interface EditorParts {
  readonly opened: OpenedMask
  readonly work: WorkLog
  readonly smart: SmartPhoto
  readonly keeping: KeptWork
}

function assemble(key: EditedKey, parts: EditorParts, settings: EditorSettings): Editor {
  const { opened, keeping } = parts
  const { session, saving } = keeping
  const version = ref(0)
  const selection = shallowRef<Region | null>(null)
  const proposals = createProposalDesk(session.labelMap, () => mayPaintBy(settings, false))
  const elsewhere = workElsewhere()
  const shelf = createPredictionShelf()
  let draw: (rect: Rect) => void = () => undefined
  /** What acts at once waits for nobody: it does nothing while a hand paints, or where nobody may. */
  const mayAct = (): boolean => opened.isWritable && !session.isInGesture()

  function changed(dirty: Rect = EMPTY_RECT): void {
    host.painted(dirty)
    version.value += 1
    proposals.drop()
    keeping.touch()
  }

  const host: ToolHost = {
    ...paintRules(session, settings),
    ...proposing(proposals, () => host, mayAct),
    photo: elsewhere.photo.get,
    smart: parts.smart,
    waitFor: elsewhere.photo.waitFor,
    begin(source) {
      proposals.drop()
      session.begin(source)
    },
    painted: (rect) => (isEmptyRect(rect) ? undefined : draw(rect)),
    commit(name) {
      if (!session.commit(name)) return
      selection.value = null
      changed()
    },
    // A preview that came meanwhile is of pixels that are gone.
    abort: () => changed(session.abort()),
    pick: (value) => chooseClass(settings, value),
    ...seeing(selection, shelf),
  }

  const editor: Editor = markRaw({
    ...key,
    ...parts,
    session,
    saving,
    isWritable: opened.isWritable,
    tools: createToolbox(host),
    version,
    proposals,
    selection,
    ...wholeGestures(session, host, mayAct),
    ...shelf,
    accept: host.accept,
    drop() {
      settings.isRegionPanelOpen = false
      proposals.drop()
    },
    ...elsewhere,
    drawWith: (next) => (draw = next),
    ...travelling(session, { changed, mayAct }),
    putDownTools: () => Object.values(editor.tools).forEach(putDown),
  })
  return editor
}

/** What has workers of its own. */
function workElsewhere(): Pick<Editor, 'photo' | 'regions' | 'dispose'> {
  const photo = createPhotoShelf()
  const regions = createRegionWork()
  return {
    photo,
    regions,
    dispose() {
      photo.dispose()
      regions.dispose()
    },
  }
}

/** What tools see besides labels and photo. */
function seeing(
  selection: ShallowRef<Region | null>,
  { prediction, neededPrediction }: PredictionShelf,
): Pick<ToolHost, 'select' | 'selection' | 'prediction' | 'neededPrediction'> {
  return {
    select: (region) => (selection.value = region),
    selection: () => selection.value,
    prediction: () => prediction.value,
    neededPrediction,
  }
}

function proposing(
  desk: ProposalDesk,
  host: () => ToolHost,
  mayAct: () => boolean,
): Pick<ToolHost, 'allowed' | 'propose' | 'isPending' | 'isProposed' | 'accept' | 'drop'> {
  return {
    allowed: desk.allowed,
    propose: desk.propose,
    isPending: () => desk.pending.value !== null,
    isProposed({ x, y }) {
      const pending = desk.pending.value
      return pending !== null && proposedValue(pending, Math.floor(x), Math.floor(y)) !== KEEP
    },
    accept(isCareful = false) {
      const pending = desk.pending.value
      if (pending === null || !mayAct()) return
      const { labelMap, begin, rule, painted, commit } = host()
      begin(PROVENANCE.assist)
      painted(paintProposal(labelMap, pending, (value) => rule(value, isCareful)))
      commit(pending.name)
    },
    drop: desk.drop,
  }
}
