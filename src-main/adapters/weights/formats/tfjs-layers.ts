// Weights of TensorFlow.js: a model.json whose weightsManifest names binary shards (format of
// tf.io.decodeWeights). Shared by its layers and graph formats; the network itself is not read.

import { z } from 'zod'
import { StudioError } from '../../../core/errors.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import { ByteReader } from './byte-reader.ts'
import { ELEMENT_BYTES, tensorOfElements } from './element-data.ts'
import type { ElementType } from './element-data.ts'
import { countElements } from './row-major.ts'
import { addTensor, damaged, quoted, unsupported } from './weights-file.ts'
import type { ReadTensors } from './weights-file.ts'

const quantizationSchema = z.union([
  z.object({ dtype: z.enum(['uint8', 'uint16']), scale: z.number(), min: z.number() }),
  z.object({ dtype: z.literal('float16') }),
])
const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.string(),
  quantization: quantizationSchema.optional(),
})
const modelSchema = z.object({
  weightsManifest: z.array(
    z.object({ paths: z.array(z.string()), weights: z.array(weightSchema) }),
  ),
})

type Weight = z.infer<typeof weightSchema>

const ELEMENT_TYPES: ReadonlyMap<string, ElementType> = new Map([
  ['float32', 'float32'],
  ['int32', 'int32'],
  ['uint8', 'uint8'],
  ['bool', 'bool'],
])

/**
 * @param modelJson the text of model.json.
 * @param shards by the paths that model.json gives them.
 * Errors: corrupt; unsupported for texts and complex numbers; notFound, naming the missing shard.
 */
export function readTfjsLayers(
  modelJson: string,
  shards: ReadonlyMap<string, Uint8Array>,
  place: string,
): ReadTensors {
  const tensors = new Map<string, Tensor>()
  for (const { paths, weights } of parseModel(modelJson, place)) {
    const bytes = Buffer.concat(paths.map((path) => shardOf(shards, path, place)))
    // The weights of a group lie one after the other, wherever its shards are cut.
    const reader = new ByteReader(bytes, place)
    for (const weight of weights) {
      addTensor(tensors, weight.name, readWeight(reader, weight, place), place)
    }
    if (reader.left > 0) {
      throw damaged(place, `${reader.left} bytes too many in ${paths.map(quoted).join(', ')}`)
    }
  }
  return { tensors, ignored: [] }
}

/** The shards that model.json needs, by the paths it gives them. Error: corrupt. */
export function listShards(modelJson: string, place: string): readonly string[] {
  return parseModel(modelJson, place).flatMap(({ paths }) => paths)
}

function parseModel(
  modelJson: string,
  place: string,
): z.infer<typeof modelSchema>['weightsManifest'] {
  try {
    return modelSchema.parse(JSON.parse(modelJson)).weightsManifest
  } catch (cause) {
    throw damaged(place, "expected a TensorFlow.js model.json with its 'weightsManifest'", cause)
  }
}

function shardOf(shards: ReadonlyMap<string, Uint8Array>, path: string, place: string): Uint8Array {
  const shard = shards.get(path)
  if (shard !== undefined) return shard
  throw new StudioError(
    'notFound',
    `${place}: expected the shard ${quoted(path)} beside it; put all files of the model together`,
  )
}

function readWeight(reader: ByteReader, weight: Weight, place: string): Tensor {
  const { name, shape, dtype, quantization } = weight
  const elementType = ELEMENT_TYPES.get(dtype)
  if (elementType === undefined) {
    throw unsupported(
      place,
      `tensor ${quoted(name)} has the data type ${quoted(dtype)}; convert it to float32`,
    )
  }
  const storedType = quantization?.dtype ?? elementType
  const count = countElements(shape, name, place)
  const stored = tensorOfElements(storedType, shape, reader.take(count * ELEMENT_BYTES[storedType]))
  if (quantization === undefined || quantization.dtype === 'float16') return stored
  return dequantized(stored, elementType, quantization)
}

/** Affine: value = stored x scale + min. */
function dequantized(
  { shape, data }: Tensor,
  elementType: ElementType,
  { scale, min }: { readonly scale: number; readonly min: number },
): Tensor {
  const values = new Float32Array(data.length)
  for (let i = 0; i < values.length; i++) values[i] = Number(data[i]) * scale + min
  if (elementType !== 'int32') return { dataType: 'float32', shape, data: values }
  return { dataType: 'int32', shape, data: Int32Array.from(values, Math.round) }
}
