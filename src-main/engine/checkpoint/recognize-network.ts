// Finds out which encoder a weights file belongs to, by the names and shapes of its tensors: the one
// that has all its ImageNet layers in the file. Never takes a file that only some layers fit.

import { StudioError } from '../../core/errors.ts'
import { Graph } from '../graph/graph.ts'
import { formatShape, sameShape } from '../graph/shape.ts'
import type { Tensor } from '../graph/types.ts'
import { LayerContext } from '../layers/layer-context.ts'
import { StateStore } from '../layers/state-store.ts'
import type { StateDeclaration } from '../layers/state-store.ts'
import type { Encoder } from '../networks/encoder.ts'
import { translateWeights } from './pretrained-weights.ts'

export interface RecognizedNetwork {
  readonly encoder: Encoder
  /** The file's own names. */
  readonly used: readonly string[]
  readonly unused: readonly string[]
  /** Other encoders that would find all their layers as well, but use fewer tensors. */
  readonly others: readonly Encoder[]
}

interface Fit extends Omit<RecognizedNetwork, 'others'> {
  readonly stateCount: number
  /** States of the encoder that the file has a tensor for. */
  readonly foundCount: number
  readonly problems: readonly string[]
}

interface States {
  readonly states: ReadonlyMap<string, StateDeclaration>
  /** The file's name of each state, and of each bias that is folded into one. */
  readonly sources: ReadonlyMap<string, string>
}

const SHOWN_PROBLEMS = 5

/**
 * The encoder of `candidates` that uses most of the file.
 * @param place names the file in messages.
 * @throws StudioError `invalidInput` when none fits, naming the closest and what it lacks.
 */
export function recognizeNetwork(
  tensors: ReadonlyMap<string, Tensor>,
  candidates: readonly Encoder[],
  place: string,
): RecognizedNetwork {
  const fits = candidates.map((encoder) => fitEncoder(tensors, encoder))
  const whole = fits
    .filter(({ problems }) => problems.length === 0)
    .toSorted((a, b) => a.unused.length - b.unused.length)
  const [best, ...others] = whole
  if (best === undefined) throw misfit(fits, place)
  const { encoder, used, unused } = best
  return { encoder, used, unused, others: others.map((fit) => fit.encoder) }
}

function fitEncoder(tensors: ReadonlyMap<string, Tensor>, encoder: Encoder): Fit {
  const states = pretrainedStates(encoder)
  const sources = sourcesOf(tensors, encoder, states)
  const used = [...sources.values()]
  const isUsed = new Set(used)
  return {
    encoder,
    used,
    unused: [...tensors.keys()].filter((name) => !isUsed.has(name)),
    stateCount: states.size,
    foundCount: [...states.keys()].filter((name) => sources.has(name)).length,
    problems: problemsOf(tensors, encoder, { states, sources }),
  }
}

/** Everything of the encoder that a run takes from ImageNet: its taps, and its features for grouping. */
function pretrainedStates(encoder: Encoder): ReadonlyMap<string, StateDeclaration> {
  const graph = new Graph()
  const states = new StateStore()
  const context = new LayerContext({ graph, states, mode: 'inference' })
  const image = graph.input('image', 'float32', [1, 3, 64, 64])
  graph.scope('network', () => {
    encoder.taps(context, image, 8)
    encoder.imageFeatures(context, image)
  })
  return new Map([...states.declarations].filter(([, { origin }]) => origin === 'pretrained'))
}

function sourcesOf(
  tensors: ReadonlyMap<string, Tensor>,
  encoder: Encoder,
  states: ReadonlyMap<string, StateDeclaration>,
): Map<string, string> {
  const sources = new Map<string, string>()
  for (const name of tensors.keys()) {
    const state = `network.${encoder.translateName(name)}`
    const folded = state.replace(/\.conv\.bias$/, '.norm.runningMean')
    if (states.has(folded)) sources.set(state, name)
  }
  return sources
}

/** Missing tensors; when there are none, wrong ones. Both by the engine's names. */
function problemsOf(
  tensors: ReadonlyMap<string, Tensor>,
  encoder: Encoder,
  { states, sources }: States,
): string[] {
  const missing = [...states.keys()].filter((name) => !sources.has(name))
  if (missing.length > 0) return missing.map((name) => `${shortName(name)} is missing`)
  try {
    const translated = translateWeights({ tensors, metadata: {} }, encoder).tensors
    return [...states.values()].flatMap(({ name, shape }) => {
      const tensor = translated.get(name)
      if (tensor?.dataType === 'float32' && sameShape(tensor.shape, shape)) return []
      const found =
        tensor === undefined ? 'nothing' : `${tensor.dataType} ${formatShape(tensor.shape)}`
      const place = `${shortName(name)} (${sources.get(name)})`
      return [`${place} should be float32 ${formatShape(shape)}, but is ${found}`]
    })
  } catch (error) {
    // What cannot be converted does not fit; another encoder may.
    if (error instanceof StudioError) return [error.message]
    throw error
  }
}

function misfit(fits: readonly Fit[], place: string): StudioError {
  const advice = `give a file with all layers of one of: ${fits.map(nameOf).join(', ')}`
  const [closest] = fits.toSorted((a, b) => share(b) - share(a))
  if (closest === undefined || closest.foundCount === 0) {
    return new StudioError(
      'invalidInput',
      `${place}: expected the ImageNet weights of a network, but no tensor has a name that one has; ${advice}`,
    )
  }
  const { problems, foundCount, stateCount } = closest
  const more = problems.length - SHOWN_PROBLEMS
  return new StudioError(
    'invalidInput',
    `${place}: expected the ImageNet weights of a network; closest is ${nameOf(closest)}, ` +
      `which finds ${foundCount} of its ${stateCount} tensors, but ` +
      problems.slice(0, SHOWN_PROBLEMS).join(', ') +
      `${more > 0 ? ` and ${more} more` : ''}; ${advice}`,
  )
}

function share({ foundCount, stateCount }: Fit): number {
  return foundCount / stateCount
}

function nameOf({ encoder }: Fit): string {
  return encoder.name
}

function shortName(state: string): string {
  return state.replace(/^network\./, '')
}
