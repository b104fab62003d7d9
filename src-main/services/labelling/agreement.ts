// How far two people agree on the photos that both have labelled.

import type { Agreement, AgreementHeat, SecondPhoto } from '../../contract/second-labels.ts'
import { agreementOf } from '../../core/agreement/agreement.ts'
import {
  addToHeat,
  allDiffering,
  createHeat,
  pairsOfHeat,
} from '../../core/agreement/disagreement-heat.ts'
import type { DisagreementHeat } from '../../core/agreement/disagreement-heat.ts'
import { goldLabellingOf, isGoldFor } from '../../core/labels/gold.ts'
import type { BlindLabelling } from '../../core/labels/label-record.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { unlabelledAsVoid } from '../../core/labels/provenance.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { sumConfusions } from '../../core/metrics/confusion.ts'
import type { Confusion } from '../../core/metrics/confusion.ts'
import { classIous, meanIou, pixelAccuracy } from '../../core/metrics/miou.ts'
import { foundOrProblem } from '../found-or-problem.ts'
import { encodeLabelMap } from '../labels.ts'
import type { EncodedLabelMap, Problem } from '../../contract/schemas.ts'
import type { ListedImage, RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import { comparedWithGold, goldAgreement } from './gold.ts'
import { miouInterval } from './miou-interval.ts'
import { blindImages } from './second-labels.ts'
import type { SecondKey } from './second-labels.ts'

/** Pairs of classes that a heat map is given for. */
const MOST_PAIRS = 8

/** Pairs that cannot be read are rows that say so, and in no figure. Error: notFound (user). */
export async function readAgreement(
  ports: RootPorts,
  { user, annotator }: { readonly user: string; readonly annotator: string | null },
): Promise<Agreement> {
  const photos: SecondPhoto[] = []
  const confusions: Confusion[] = []
  const heat = createHeat()
  let pairsLeftOut = 0
  for (const image of await blindImages(ports, user)) {
    const key = { domain: 'user', user, name: image.name } as const
    const pair = await foundOrProblem(image.name, () => readPair(ports, key))
    const compared = pair.found === null ? null : comparedOf(pair.found)
    const confusion = compared === null ? null : agreementOf(...compared)
    if (confusion !== null) confusions.push(confusion)
    if (compared !== null) addToHeat(heat, ...compared)
    photos.push(await rowOf(ports, key, { image, confusion, annotator, problem: pair.problem }))
    if (pair.problem !== null) pairsLeftOut += 1
  }
  const gold = await goldAgreement(ports, user)
  return {
    photos,
    miou: miouInterval(confusions),
    classes: classAgreement(confusions),
    pixelAgreement: pixelAccuracy(sumConfusions(confusions)),
    gold: gold.people,
    heat: confusions.length === 0 ? null : heatOf(heat),
    leftOut: pairsLeftOut + gold.leftOut,
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

/** A record that cannot be read leaves what the listing knows. */
async function rowOf(ports: RootPorts, key: UserImage, source: RowSource): Promise<SecondPhoto> {
  const { found, problem } = await foundOrProblem(key.name, () => secondPhoto(ports, key, source))
  if (problem === null) return found
  const { name, labelState: firstState } = source.image
  const nobody = { firstAnnotator: null, annotator: null }
  return { name, firstState, ...nobody, state: 'damaged', miou: null, problem }
}

async function secondPhoto(
  { root }: RootPorts,
  key: UserImage,
  { image, confusion, annotator, problem }: RowSource,
): Promise<SecondPhoto> {
  const { record } = await root.readLabelRecord(key)
  const { name, labelState: firstState } = image
  const first = { name, firstState, firstAnnotator: record?.annotator ?? null }
  if (record !== null && isGoldFor(record, annotator)) {
    const own = await goldRow({ root }, key, goldLabellingOf(record, annotator))
    return { ...first, ...own, problem: null }
  }
  const second = record?.second ?? null
  const state = second === null ? 'todo' : second.settled === null ? second.state : 'settled'
  return {
    ...first,
    state: problem === null ? state : 'damaged',
    annotator: second?.annotator ?? null,
    miou: confusion === null ? null : meanIou(confusion, 'voc'),
    problem,
  }
}

interface RowSource {
  readonly image: ListedImage
  readonly confusion: Confusion | null
  /** Why there is none; null also where there is no pair yet. */
  readonly problem: Problem | null
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
  const confusion = await comparedWithGold(ports, key, annotator)
  return { state: 'settled', annotator, miou: confusion ? meanIou(confusion, 'voc') : null }
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

export type ImageKey = Omit<SecondKey, 'annotator'>

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

/** Error: as openPair. */
export async function requirePair(ports: RootPorts, { user, name }: ImageKey): Promise<MaskPair> {
  const image = { domain: 'user', user, name } as const
  const pair = await readPair(ports, image)
  if (pair === null) throw new StudioError('conflict', said`photo ${name}: expected two finished masks to compare; finish both first`) // prettier-ignore
  const { record } = await ports.root.readLabelRecord(image)
  const settled = record?.second?.settled ?? null
  if (settled === null) return pair
  throw new StudioError('conflict', said`photo ${name}: its two masks are settled by ${settled.by}; paint on its mask to change it`) // prettier-ignore
}
