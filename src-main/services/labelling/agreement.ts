// How far two people agree on the photos that both have labelled, and how their two masks become one.

import type { Agreement, AgreementHeat, SecondPhoto } from '../../contract/second-labels.ts'
import {
  agreementOf,
  findDisagreements,
  settledLabelMap,
  settledProvenance,
} from '../../core/agreement/agreement.ts'
import type { Disagreement, Verdict } from '../../core/agreement/agreement.ts'
import {
  addToHeat,
  allDiffering,
  createHeat,
  pairsOfHeat,
} from '../../core/agreement/disagreement-heat.ts'
import type { DisagreementHeat } from '../../core/agreement/disagreement-heat.ts'
import { goldLabellingOf, isGoldFor } from '../../core/labels/gold.ts'
import type { BlindLabelling } from '../../core/labels/label-record.ts'
import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { countSources, relabelled, unlabelledAsVoid } from '../../core/labels/provenance.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import { pinMask } from '../../core/labels/label-issues.ts'
import type { LabelIssue } from '../../core/labels/label-issues.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { changeState } from '../../core/labels/label-record.ts'
import type { Settlement } from '../../core/labels/label-record.ts'
import type { LabelState } from '../../core/labels/label-states.ts'
import { sumConfusions } from '../../core/metrics/confusion.ts'
import type { Confusion } from '../../core/metrics/confusion.ts'
import { classIous, meanIou, pixelAccuracy } from '../../core/metrics/miou.ts'
import { createPixelMask } from '../../core/geometry/pixel-mask.ts'
import { contextOf, recordOf } from './label-records.ts'
import type { RecordPorts } from './label-records.ts'
import { encodeLabelMap } from '../labels.ts'
import type { EncodedLabelMap } from '../../contract/schemas.ts'
import type { ListedImage, RootPorts, UserImage } from '../ports.ts'
import type { StoredLabelMap } from '../ports/stored-labels.ts'
import { comparedWithGold, goldAgreement } from './gold.ts'
import { miouInterval } from './miou-interval.ts'
import { blindImages } from './second-labels.ts'
import type { SecondKey } from './second-labels.ts'

/** Pairs of classes that a heat map is given for. */
const MOST_PAIRS = 8

/** Errors: notFound (user), corrupt. */
export async function readAgreement(
  ports: RootPorts,
  { user, annotator }: { readonly user: string; readonly annotator: string | null },
): Promise<Agreement> {
  const photos: SecondPhoto[] = []
  const confusions: Confusion[] = []
  const heat = createHeat()
  for (const image of await blindImages(ports, user)) {
    const key = { domain: 'user', user, name: image.name } as const
    const pair = await readPair(ports, key)
    const compared = pair === null ? null : comparedOf(pair)
    const confusion = compared === null ? null : agreementOf(...compared)
    if (confusion !== null) confusions.push(confusion)
    if (compared !== null) addToHeat(heat, ...compared)
    photos.push(await secondPhoto(ports, key, { image, confusion, annotator }))
  }
  return {
    photos,
    miou: miouInterval(confusions),
    classes: classAgreement(confusions),
    pixelAgreement: pixelAccuracy(sumConfusions(confusions)),
    gold: await goldAgreement(ports, user),
    heat: confusions.length === 0 ? null : heatOf(heat),
  }
}

function heatOf(heat: DisagreementHeat): AgreementHeat {
  return {
    compared: [...heat.compared],
    differing: [...allDiffering(heat)],
    pairs: pairsOfHeat(heat, MOST_PAIRS).map(({ classes: [a, b], differing }) => ({
      classes: [a, b],
      differing: [...differing],
    })),
  }
}

async function secondPhoto(
  { root }: RootPorts,
  key: UserImage,
  { image, confusion, annotator }: RowSource,
): Promise<SecondPhoto> {
  const { record } = await root.readLabelRecord(key)
  const { name, labelState: firstState } = image
  const first = { name, firstState, firstAnnotator: record?.annotator ?? null }
  if (record !== null && isGoldFor(record, annotator)) {
    return { ...first, ...(await goldRow({ root }, key, goldLabellingOf(record, annotator))) }
  }
  const second = record?.second ?? null
  return {
    ...first,
    state: second === null ? 'todo' : second.settled === null ? second.state : 'settled',
    annotator: second?.annotator ?? null,
    miou: confusion === null ? null : meanIou(confusion, 'voc'),
  }
}

interface RowSource {
  readonly image: ListedImage
  readonly confusion: Confusion | null
  /** Who looks. */
  readonly annotator: string | null
}

/** As any photo that is labelled twice, for each person as if nobody else labelled it; its truth is settled already. */
async function goldRow(
  ports: Pick<RootPorts, 'root'>,
  key: UserImage,
  own: BlindLabelling | undefined,
): Promise<Pick<SecondPhoto, 'state' | 'annotator' | 'miou'>> {
  if (own === undefined) return { state: 'todo', annotator: null, miou: null }
  const { annotator } = own
  if (own.state === 'draft') return { state: 'draft', annotator, miou: null }
  const confusion = (await comparedWithGold(ports, key)).get(annotator)
  return { state: 'settled', annotator, miou: confusion ? meanIou(confusion, 'voc') : null }
}

function classAgreement(confusions: readonly Confusion[]): Agreement['classes'] {
  const perPair = confusions.map(classIous)
  return classIous(sumConfusions(confusions)).flatMap(({ index, iou }) => {
    if (iou === null) return []
    return [{ index, iou, n: perPair.filter((ious) => ious[index]?.iou !== null).length }]
  })
}

interface MaskPair {
  readonly first: LabelMap
  readonly second: LabelMap
  /** Null where a person labelled every pixel. */
  readonly provenance: {
    readonly first: ProvenancePlane | null
    readonly second: ProvenancePlane | null
  }
}

/** Where one of them labelled nothing the two neither agree nor differ. */
function comparedOf({ first, second, provenance }: MaskPair): [LabelMap, LabelMap] {
  return [unlabelledAsVoid(first, provenance.first), unlabelledAsVoid(second, provenance.second)]
}

/** Null until both are done. */
async function readPair({ root }: RootPorts, image: UserImage): Promise<MaskPair | null> {
  const { record } = await root.readLabelRecord(image)
  if (record?.second?.state !== 'done') return null
  const first = await root.readPairedMask(image, 'first')
  const second = await root.readPairedMask(image, 'second')
  if (first === null || second === null) return null
  return {
    first: first.labelMap,
    second: second.labelMap,
    provenance: { first: first.provenance, second: second.provenance },
  }
}

type ImageKey = Omit<SecondKey, 'annotator'>

/** Error: conflict before both are done, or when they are settled. */
export async function openPair(
  ports: RootPorts,
  key: ImageKey,
): Promise<{ first: EncodedLabelMap; second: EncodedLabelMap; heat: AgreementHeat }> {
  const pair = await requirePair(ports, key)
  const { first, second } = pair
  const heat = createHeat()
  addToHeat(heat, ...comparedOf(pair))
  return { first: encodeLabelMap(first), second: encodeLabelMap(second), heat: heatOf(heat) }
}

async function requirePair(ports: RootPorts, { user, name }: ImageKey): Promise<MaskPair> {
  const image = { domain: 'user', user, name } as const
  const pair = await readPair(ports, image)
  if (pair === null) throw new StudioError('conflict', said`photo ${name}: expected two finished masks to compare; finish both first`) // prettier-ignore
  const { record } = await ports.root.readLabelRecord(image)
  const settled = record?.second?.settled ?? null
  if (settled === null) return pair
  throw new StudioError('conflict', said`photo ${name}: its two masks are settled by ${settled.by}; paint on its mask to change it`) // prettier-ignore
}

/** Errors: as openPair; invalidInput (not a verdict for each), conflict (frozen). */
export async function settlePair(
  ports: RecordPorts,
  { verdicts, ...key }: SecondKey & { readonly verdicts: readonly Verdict[] },
): Promise<{ state: LabelState; redrawn: number }> {
  const pair = await requirePair(ports, key)
  const regions = findDisagreements(pair.first, pair.second)
  if (regions.length !== verdicts.length) {
    throw new StudioError('invalidInput', said`photo ${key.name}: expected a verdict for each of ${regions.length} disagreements, got ${verdicts.length}; load the photo again`) // prettier-ignore
  }
  const image = { domain: 'user', user: key.user, name: key.name } as const
  const redrawn = regions.filter((_, index) => verdicts[index] === 'redraw')
  await becomeDraft(ports, image)
  const before = await ports.root.readLabelMap(image)
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
  { root }: RootPorts,
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
