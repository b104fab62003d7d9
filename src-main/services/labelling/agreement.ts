// How far two people agree on the photos that both have labelled.

import type {
  Agreement,
  AgreementEvent,
  AgreementHeat,
  SecondPhoto,
} from '../../contract/second-labels.ts'
import type { ComparedMaps } from '../../core/agreement/compare-maps.ts'
import { allDiffering, pairsOfHeat, sumHeats } from '../../core/agreement/disagreement-heat.ts'
import type { DisagreementHeat } from '../../core/agreement/disagreement-heat.ts'
import { goldLabellingOf, isGoldFor } from '../../core/labels/gold.ts'
import type { LabelRecord } from '../../core/labels/label-record.ts'
import { requireOnePhoto } from '../../core/labels/labelled-photo.ts'
import type { LabelsOfPhoto } from '../../core/labels/labelled-photo.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { sumConfusions } from '../../core/metrics/confusion.ts'
import type { Confusion } from '../../core/metrics/confusion.ts'
import { classIous, meanIou, pixelAccuracy } from '../../core/metrics/miou.ts'
import { foundOrProblem } from '../found-or-problem.ts'
import type { FoundOrProblem } from '../found-or-problem.ts'
import { encodeLabelMap } from '../labels.ts'
import type { EncodedLabelMap, Problem } from '../../contract/schemas.ts'
import type { ListedImage, RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { StoredRecord } from '../ports/label-record-files.ts'
import { toldWork } from '../told-work.ts'
import type { TellWork } from '../told-work.ts'
import type { Withdrawal } from '../withdrawal.ts'
import { comparePair } from './compare-pair.ts'
import type { ComparePair, TryPair } from './compare-pair.ts'
import { goldAgreement, goldPair, goldPairs } from './gold.ts'
import { miouInterval } from './miou-interval.ts'
import { blindImages } from './second-labels.ts'
import type { SecondKey } from './second-labels.ts'

/** Pairs of classes that a heat map is given for. */
const MOST_PAIRS = 8

export interface AgreementRequest {
  readonly user: string
  readonly annotator: string | null
}

export type AgreementPorts = RootPorts & { readonly comparePair: ComparePair }

/** Pairs that cannot be read, or are of two photos, are rows that say so, and in no figure. Errors: notFound (user), cancelled. */
export async function* readAgreement(
  ports: AgreementPorts,
  request: AgreementRequest,
  withdrawal?: Withdrawal,
): AsyncGenerator<AgreementEvent, void, undefined> {
  const stopped = () => said`the comparison was stopped`
  const report = yield* toldWork<AgreementEvent, Agreement>(
    (work) => compareAll(ports, request, work),
    { withdrawal, stopped },
  )
  yield { type: 'finished', report }
}

async function compareAll(
  ports: AgreementPorts,
  { user, annotator }: AgreementRequest,
  work: TellWork<AgreementEvent>,
): Promise<Agreement> {
  const labelled = await labelledTwice(ports, user)
  const golds = await goldPairs(ports, user)
  const total = labelled.filter((photo) => pairOf(photo) !== null).length + golds.length
  let [done, pairsLeftOut] = [0, 0]
  const compare: TryPair = (image, ...pair) => {
    work.requireWanted()
    work.tell({ type: 'progress', done: done++, total, file: image.name })
    return foundOrProblem(image.name, () => ports.comparePair(image, ...pair))
  }
  const photos: SecondPhoto[] = []
  const compared: ComparedMaps[] = []
  for (const photo of labelled) {
    const { image, key, stored } = photo
    const labels = pairOf(photo)
    const pair = labels
      ? await compare(key, ['first', 'second'], labels)
      : { found: null, problem: stored.problem }
    if (pair.found !== null) compared.push(pair.found)
    if (pair.problem !== null) pairsLeftOut += 1
    const record = stored.found?.record ?? null
    photos.push(await rowOf(ports, key, { image, record, annotator, pair }))
  }
  const gold = await goldAgreement(golds, compare)
  const confusions = compared.map(({ confusion }) => confusion)
  return {
    photos,
    miou: miouInterval(confusions),
    classes: classAgreement(confusions),
    pixelAgreement: pixelAccuracy(sumConfusions(confusions)),
    gold: gold.people,
    heat: compared.length === 0 ? null : heatOf(sumHeats(compared.map(({ heat }) => heat))),
    leftOut: pairsLeftOut + gold.leftOut,
  }
}

interface LabelledTwice {
  readonly image: ListedImage
  readonly key: UserImage
  readonly stored: FoundOrProblem<StoredRecord>
}

async function labelledTwice(ports: RootPorts, user: string): Promise<LabelledTwice[]> {
  const labelled: LabelledTwice[] = []
  for (const image of await blindImages(ports, user)) {
    const key = { domain: 'user', user, name: image.name } as const
    const stored = await foundOrProblem(image.name, () => ports.root.readLabelRecord(key))
    labelled.push({ image, key, stored })
  }
  return labelled
}

/** Null until both are done. */
function pairOf({ stored }: LabelledTwice): [LabelsOfPhoto, LabelsOfPhoto] | null {
  const { record } = stored.found ?? {}
  return record?.second?.state === 'done' ? [record, record.second] : null
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

interface RowSource {
  readonly image: ListedImage
  readonly record: LabelRecord | null
  /** Nothing found without a problem is no pair yet. */
  readonly pair: FoundOrProblem<ComparedMaps | null>
  /** Who looks. */
  readonly annotator: string | null
}

/** A record or a mask of the one who looks that cannot be read leaves what the listing knows. */
async function rowOf(
  ports: AgreementPorts,
  key: UserImage,
  source: RowSource,
): Promise<SecondPhoto> {
  const { image, record, pair } = source
  const { name, labelState: firstState } = image
  const unknown = { name, firstState, miou: null, firstAnnotator: null, annotator: null }
  if (record === null && pair.problem !== null) {
    return { ...unknown, state: problemState(pair.problem), problem: pair.problem }
  }
  const { found, problem } = await foundOrProblem(name, () => secondPhoto(ports, key, source))
  return problem === null ? found : { ...unknown, state: problemState(problem), problem }
}

function problemState({ kind }: Problem): SecondPhoto['state'] {
  return kind === 'conflict' ? 'otherPhoto' : 'damaged'
}

async function secondPhoto(
  ports: AgreementPorts,
  key: UserImage,
  { image, record, pair: { found, problem }, annotator }: RowSource,
): Promise<SecondPhoto> {
  const { name, labelState: firstState } = image
  const first = { name, firstState, firstAnnotator: record?.annotator ?? null }
  if (record !== null && isGoldFor(record, annotator)) {
    const own = await goldRow(ports, key, record, annotator)
    return { ...first, ...own, problem: null }
  }
  const second = record?.second ?? null
  const state = second === null ? 'todo' : second.settled === null ? second.state : 'settled'
  return {
    ...first,
    state: problem === null ? state : problemState(problem),
    annotator: second?.annotator ?? null,
    miou: found === null ? null : meanIou(found.confusion, 'voc'),
    problem,
  }
}

/** As any photo that is labelled twice, for each person as if nobody else labelled it; its truth is settled already. */
async function goldRow(
  { comparePair: compare }: AgreementPorts,
  key: UserImage,
  record: LabelRecord,
  looker: string | null,
): Promise<Pick<SecondPhoto, 'state' | 'annotator' | 'miou'>> {
  const own = goldLabellingOf(record, looker)
  if (own === undefined) return { state: 'todo', annotator: null, miou: null }
  const { annotator } = own
  if (own.state === 'draft') return { state: 'draft', annotator, miou: null }
  const compared = await compare(key, goldPair(annotator), [record, own])
  return { state: 'settled', annotator, miou: compared && meanIou(compared.confusion, 'voc') }
}

function classAgreement(confusions: readonly Confusion[]): Agreement['classes'] {
  const perPair = confusions.map(classIous)
  return classIous(sumConfusions(confusions)).flatMap(({ index, iou }) => {
    if (iou === null) return []
    return [{ index, iou, n: perPair.filter((ious) => ious[index]?.iou !== null).length }]
  })
}

export interface MaskPair {
  readonly first: LabelMap
  readonly second: LabelMap
  /** Null where a person labelled every pixel. */
  readonly provenance: {
    readonly first: ProvenancePlane | null
    readonly second: ProvenancePlane | null
  }
}

/** Null until both are done. Errors: conflict (of two photos), corrupt, invalidInput. */
async function readPair({ root }: RootPorts, image: UserImage): Promise<MaskPair | null> {
  const { record } = await root.readLabelRecord(image)
  if (record?.second?.state !== 'done') return null
  requireOnePhoto(record, record.second, image.name)
  const first = await root.readPairedMask(image, 'first')
  const second = await root.readPairedMask(image, 'second')
  if (first === null || second === null) return null
  return {
    first: first.labelMap,
    second: second.labelMap,
    provenance: { first: first.provenance, second: second.provenance },
  }
}

export type ImageKey = Omit<SecondKey, 'annotator'>

/** Error: conflict before both are done, when they are settled, or of two photos. */
export async function openPair(
  ports: RootPorts,
  key: ImageKey,
): Promise<{ first: EncodedLabelMap; second: EncodedLabelMap; heat: AgreementHeat }> {
  const pair = await requirePair(ports, key)
  const { first, second, provenance } = pair
  const { heat } = comparePair(
    { labelMap: first, provenance: provenance.first },
    { labelMap: second, provenance: provenance.second },
  )
  return { first: encodeLabelMap(first), second: encodeLabelMap(second), heat: heatOf(heat) }
}

/** Error: as openPair. */
export async function requirePair(ports: RootPorts, { user, name }: ImageKey): Promise<MaskPair> {
  const image = { domain: 'user', user, name } as const
  const pair = await readPair(ports, image)
  if (pair === null) throw new StudioError('conflict', said`photo ${name}: expected two finished masks to compare; finish both first`) // prettier-ignore
  requireUnsettled((await ports.root.readLabelRecord(image)).record, name)
  return pair
}

/** Error: conflict. */
export function requireUnsettled(record: LabelRecord | null, name: string): void {
  const settled = record?.second?.settled ?? null
  if (settled === null) return
  throw new StudioError('conflict', said`photo ${name}: its two masks are settled by ${settled.by}; paint on its mask to change it`) // prettier-ignore
}
