// Compares a network with PyTorch: builds one SGD step of it, runs it on the values of a file of
// tests/golden/networks (see tests/tools/make-network-fixtures.py) and measures how far the results lie.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { translateWeights } from '../../../src-main/engine/checkpoint/pretrained-weights.ts'
import type { SafetensorsFile } from '../../../src-main/engine/checkpoint/safetensors.ts'
import { decodeSafetensors } from '../../../src-main/engine/checkpoint/safetensors.ts'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import type { Value } from '../../../src-main/engine/graph/graph.ts'
import { createTensor, filledTensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import type { LayerContext, Normalization } from '../../../src-main/engine/layers/layer-context.ts'
import type { Encoder } from '../../../src-main/engine/networks/encoder.ts'
import { add } from '../../../src-main/engine/operators/add.ts'
import { multiply } from '../../../src-main/engine/operators/multiply.ts'
import { reduceSum } from '../../../src-main/engine/operators/reduce.ts'
import { applySgd } from '../../../src-main/engine/training/optimizers.ts'
import type { Built } from './tiny-network.ts'
import { largestDifference, newContext, numbers } from './tiny-network.ts'

const FOLDER = join(import.meta.dirname, '../../golden')
const START_VELOCITY = 0.5

/** Builds the network on the inputs it asks for; outputs by name. */
export type Build = (
  context: LayerContext,
  input: (name: string) => Value,
) => Readonly<Record<string, Value>>

/** Tensors by kind ("output", "gradient", "moved", "statistic") and name. */
type Results = ReadonlyMap<string, Tensor>

export interface Reference {
  readonly inputs: Results
  readonly upstream: Results
  /** By the engine's names. */
  readonly values: Results
  readonly metadata: Readonly<Record<string, string>>
  /** Of the modes that the file has. */
  readonly expected: ReadonlyMap<Normalization, Results>
}

/** A file that PyTorch has made, below tests/golden and without its ending. */
export function readGolden(file: string): SafetensorsFile {
  const path = join(FOLDER, `${file}.safetensors.gz`)
  return decodeSafetensors(gunzipSync(readFileSync(path)), path)
}

/** @param encoder translates torchvision's names; left out when the file has the engine's */
export function readReference(file: string, encoder?: Encoder): Reference {
  const { tensors, metadata } = readGolden(`networks/${file}`)
  const stored = below(tensors, 'value/')
  const expectedIn = (mode: Normalization): Results => {
    const statistics = below(tensors, `${mode}/statistic/`)
    const after = translated(new Map([...stored, ...statistics]), encoder)
    const moved = [...after].filter(([name]) => /\.running\w+$/.test(name))
    return new Map([
      ...prefixed('output', below(tensors, `${mode}/output/`)),
      ...prefixed('gradient', translated(below(tensors, `${mode}/gradient/`), encoder)),
      ...prefixed('moved', translated(below(tensors, `${mode}/moved/`), encoder)),
      ...prefixed('statistic', new Map(moved)),
    ])
  }
  const modes = (['batch', 'frozen'] as const).filter((mode) => below(tensors, `${mode}/`).size > 0)
  return {
    inputs: below(tensors, 'input/'),
    upstream: below(tensors, 'upstream/'),
    values: translated(stored, encoder),
    metadata,
    expected: new Map(modes.map((mode) => [mode, expectedIn(mode)])),
  }
}

/** What the engine gives where PyTorch gave what `reference.expected` has for the mode. */
export async function stepOnce(
  executor: Executor,
  reference: Reference,
  mode: Normalization,
  build: Build,
): Promise<Results> {
  const { graph, states, context } = stepGraph(reference, mode, build)
  const state = await executor.createState(firstValues(reference, states.declarations.keys()))
  const program = await executor.compile(graph)
  const kept = context.dropouts.map(
    ({ feed, shape }) => [feed, filledTensor('float32', shape, 1)] as const,
  )
  const outputs = await program.run(new Map([...reference.inputs, ...kept]), state)
  const after = await state.read()
  await program.dispose()
  await state.dispose()
  const results = new Map(outputs)
  for (const [name, { role }] of states.declarations) {
    const [before, tensor] = [reference.values.get(name), after.get(name)]
    if (before === undefined || tensor === undefined) continue
    if (role === 'statistic') results.set(`statistic ${name}`, tensor)
    else results.set(`moved ${name}`, difference(tensor, before))
  }
  return results
}

/** The largest difference by the largest number of the tensor, for each tensor. */
export function relativeErrors(actual: Results, expected: Results): Map<string, number> {
  return new Map(
    [...expected].map(([name, tensor]) => {
      const size = Math.max(...numbers(tensor).map(Math.abs))
      return [name, largestDifference(actual.get(name), tensor) / size] as const
    }),
  )
}

function stepGraph(reference: Reference, mode: Normalization, build: Build): Built {
  const { inputs, upstream, metadata } = reference
  const built = newContext('training')
  const { graph, context, states } = built
  const input = (name: string): Value => graph.input(name, 'float32', inputs.get(name)!.shape)
  const outputs = Object.entries(context.pass('reference', () => build(context, input), mode))
  const terms = outputs.map(([name, y]) => {
    graph.output(`output ${name}`, y)
    return reduceSum(multiply(y, graph.constant(upstream.get(name)!)))
  })
  const parameters = [...context.parameters.values()]
  const slopes = gradients(
    terms.reduce((sum, term) => add(sum, term)),
    parameters,
  )
  const learned = parameters.map((parameter, i) => {
    graph.output(`gradient ${parameter.name}`, slopes[i]!)
    return { parameter, gradient: slopes[i]!, rateFactor: 1 }
  })
  applySgd(context, states, learned, {
    learningRate: graph.scalar(Number(metadata['learningRate'])),
    momentum: Number(metadata['momentum']),
    weightDecay: Number(metadata['weightDecay']),
  })
  context.commitStatistics()
  return built
}

/** The file's values, and velocities of half the parameters. */
function firstValues({ values }: Reference, names: Iterable<string>): Map<string, Tensor> {
  const velocity = 'optimizer.velocity.'
  return new Map(
    [...names].map((name) => {
      const isVelocity = name.startsWith(velocity)
      const value = values.get(isVelocity ? name.slice(velocity.length) : name)
      if (value === undefined) throw new Error(`the reference has no ${name}`)
      return [name, isVelocity ? scaled(value, START_VELOCITY) : value]
    }),
  )
}

function translated(tensors: Results, encoder: Encoder | undefined): Results {
  if (encoder === undefined) return tensors
  const { tensors: found, unknown } = translateWeights({ tensors, metadata: {} }, encoder)
  if (unknown.length > 0) throw new Error(`no layer has ${unknown.join(', ')}`)
  return found
}

/** The tensors whose names begin with `prefix`, without it. */
export function below(tensors: Results, prefix: string): Results {
  const matching = [...tensors].filter(([name]) => name.startsWith(prefix))
  return new Map(matching.map(([name, tensor]) => [name.slice(prefix.length), tensor]))
}

function prefixed(kind: string, tensors: Results): [string, Tensor][] {
  return [...tensors].map(([name, tensor]) => [`${kind} ${name}`, tensor])
}

function difference(a: Tensor, b: Tensor): Tensor {
  const other = numbers(b)
  return createTensor(
    'float32',
    a.shape,
    Float32Array.from(numbers(a), (v, i) => v - other[i]!),
  )
}

function scaled(tensor: Tensor, factor: number): Tensor {
  return createTensor(
    'float32',
    tensor.shape,
    Float32Array.from(numbers(tensor), (v) => v * factor),
  )
}
