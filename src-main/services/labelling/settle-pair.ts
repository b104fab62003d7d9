// How two people's masks of a photo become one: a verdict for each region in which they differ.

import {
  findDisagreements,
  settledLabelMap,
  settledProvenance,
} from '../../core/agreement/agreement.ts'
import type { Disagreement, Verdict } from '../../core/agreement/agreement.ts'
import { StudioError, invariant } from '../../core/errors.ts'
import { createPixelMask } from '../../core/geometry/pixel-mask.ts'
import { pinMask } from '../../core/labels/label-issues.ts'
import type { LabelIssue } from '../../core/labels/label-issues.ts'
import { changeState } from '../../core/labels/label-record.ts'
import type { Settlement } from '../../core/labels/label-record.ts'
import type { LabelState } from '../../core/labels/label-states.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { countSources, relabelled } from '../../core/labels/provenance.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import { said } from '../../core/said.ts'
import { requireFree } from '../label-editing/leases.ts'
import type { PhotoDesk } from '../label-editing/photo-desk.ts'
import { requireSaved } from '../label-editing/unsaved-moves.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { StoredLabelMap } from '../ports/stored-labels.ts'
import { requirePair } from './agreement.ts'
import { contextOf, recordOf } from './label-records.ts'
import type { RecordPorts } from './label-records.ts'
import type { SecondKey } from './second-labels.ts'

interface SettleRequest extends SecondKey {
  readonly verdicts: readonly Verdict[]
}

interface Settled {
  state: LabelState
  redrawn: number
}

/**
 * Errors: as openPair; invalidInput (not a verdict for each), conflict (frozen, somebody has the photo open to paint,
 * or what was painted on it is not saved yet).
 */
export function settlePair(
  ports: RecordPorts & { readonly desk: Pick<PhotoDesk, 'alone'> },
  request: SettleRequest,
): Promise<Settled> {
  return ports.desk.alone({ user: request.user, name: request.name }, (holder) => {
    requireFree(request, holder)
    return settleAlone(ports, request)
  })
}

async function settleAlone(
  ports: RecordPorts,
  { verdicts, ...key }: SettleRequest,
): Promise<Settled> {
  const pair = await requirePair(ports, key)
  const regions = findDisagreements(pair.first, pair.second)
  if (regions.length !== verdicts.length) {
    throw new StudioError('invalidInput', said`photo ${key.name}: expected a verdict for each of ${regions.length} disagreements, got ${verdicts.length}; load the photo again`) // prettier-ignore
  }
  const image = { domain: 'user', user: key.user, name: key.name } as const
  const redrawn = regions.filter((_, index) => verdicts[index] === 'redraw')
  const before = await ports.root.readLabelMap(image)
  await requireSaved(ports, image, before?.revision ?? null)
  await becomeDraft(ports, image)
  const truth = settledLabelMap(pair, regions, verdicts)
  const first = pair.provenance.first ?? (await provenanceOf(ports, image, before, pair.first))
  const provenance = settledProvenance({ ...pair.provenance, first }, regions, verdicts)
  await ports.root.saveLabelMap(image, { labelMap: truth, provenance }, before?.revision ?? null)
  const issues = redrawn.map((region) => redrawIssue(ports, key, { region, first: pair.first }))
  const settlement = countVerdicts(ports, key, verdicts)
  await ports.root.changeLabelRecord(image, async (stored) => {
    const record = await recordOf(stored)
    const { second } = record
    invariant(second !== null, 'agreement: only a second labelling is settled')
    const sources = countSources(truth, provenance)
    const settled = { ...record, sources, issues: [...record.issues, ...issues], second: { ...second, settled: settlement } } // prettier-ignore
    if (issues.length > 0) return settled
    const context = { ...contextOf(ports, key, stored), by: key.annotator, isSingleAnnotator: false } // prettier-ignore
    return { ...changeState(settled, 'finish', context), annotator: record.annotator }
  })
  return { state: redrawn.length > 0 ? 'draft' : 'done', redrawn: redrawn.length }
}

/** Of a first mask that was kept without one: what was copied or assisted in the photo's mask where they are the same. */
async function provenanceOf(
  { root }: RecordPorts,
  image: UserImage,
  before: StoredLabelMap | null,
  first: LabelMap,
): Promise<ProvenancePlane | null> {
  if (before === null) return null
  const { provenance } = await root.readProvenance(image, before)
  return provenance && relabelled(provenance, before.labelMap, first)
}

/** Until everything is written the photo is a draft. Error: conflict (frozen). */
async function becomeDraft(ports: RecordPorts, image: UserImage): Promise<void> {
  await ports.root.changeLabelRecord(image, async (stored) => {
    const record = await recordOf(stored)
    const by = record.annotator
    return changeState(record, 'save', { ...contextOf(ports, image, stored), by, isSingleAnnotator: false }) // prettier-ignore
  })
}

function countVerdicts(
  { machine }: RecordPorts,
  { annotator }: SecondKey,
  verdicts: readonly Verdict[],
): Settlement {
  const count = (wanted: Verdict): number => verdicts.filter((verdict) => verdict === wanted).length
  const counts = { first: count('first'), second: count('second'), redraw: count('redraw') }
  return { by: annotator, at: machine.now().toISOString(), ...counts }
}

function redrawIssue(
  { machine }: RecordPorts,
  { annotator }: SecondKey,
  { region, first }: { readonly region: Disagreement; readonly first: LabelMap },
): LabelIssue {
  const { rect, spans } = region
  const mask = createPixelMask(rect)
  for (let i = 0; i < spans.length; i += 3) {
    const row = ((spans[i] ?? 0) - rect.y) * rect.width - rect.x
    mask.data.fill(1, row + (spans[i + 1] ?? 0), row + (spans[i + 2] ?? 0) + 1)
  }
  const at = machine.now().toISOString()
  return {
    id: machine.randomId(),
    kind: 'boundary',
    classValue: first.data[(spans[0] ?? 0) * first.width + (spans[1] ?? 0)] ?? 0,
    region: pinMask(mask),
    comment: '',
    assignee: null,
    isOpen: true,
    createdBy: annotator,
    createdAt: at,
    changedBy: annotator,
    changedAt: at,
  }
}
