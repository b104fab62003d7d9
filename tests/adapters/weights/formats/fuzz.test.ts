// Ten thousand damaged files: each is read or refused, and none makes us allocate what it cannot fill.

import { unzipSync, zipSync } from 'fflate'
import { afterEach, expect, it, vi } from 'vitest'
import { readWeights } from '../../../../src-main/adapters/weights/formats/read-weights.ts'
import { createRandom } from '../../../../src-main/core/random.ts'
import type { Random } from '../../../../src-main/core/random.ts'
import { encodeSafetensors } from '../../../../src-main/engine/checkpoint/safetensors.ts'
import { ProtobufWriter } from '../../../../src-main/engine/graph/protobuf-writer.ts'
import { MUTATIONS } from '../../mutations.ts'
import type { Mutation } from '../../mutations.ts'
import { GOLDEN_WEIGHTS, goldenBytes, refusal } from './golden-weights.ts'

const ROUNDS = 10_000
/** An int8 becomes an int32, a packed number of one byte an int64. */
const MOST_GROWTH = 8
/** Deflate makes 1032 bytes of one, and float32 two of those. */
const MOST_GROWTH_OF_ZIP = 1032 * 2
const ARRAYS = [
  'ArrayBuffer',
  'Uint8Array',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
] as const

afterEach(() => vi.unstubAllGlobals())

/** Watches every typed array that is made by its size; returns the bytes of the largest since asked. */
function watchAllocations(): () => number {
  let largest = 0
  for (const name of ARRAYS) {
    const original = globalThis[name]
    const elementBytes = 'BYTES_PER_ELEMENT' in original ? original.BYTES_PER_ELEMENT : 1
    const watched = new Proxy(original, {
      construct(target, args: unknown[], newTarget) {
        if (typeof args[0] === 'number') largest = Math.max(largest, args[0] * elementBytes)
        return Reflect.construct(target, args, newTarget) as object
      },
    })
    vi.stubGlobal(name, watched)
  }
  return () => {
    const bytes = largest
    largest = 0
    return bytes
  }
}

/** Damages a file inside of a zip and packs it again, so that its checksum does not give it away. */
function mutateInside(bytes: Uint8Array, random: Random, mutate: Mutation): Uint8Array {
  const files = Object.entries(unzipSync(bytes)).filter(([, content]) => content.length > 1)
  const chosen = random.integer(files.length)
  const damaged = files.map(([name, content], i) => [
    name,
    i === chosen ? mutate(content, random) : content,
  ])
  const level = random.uniform() < 0.5 ? 0 : 6
  return zipSync(Object.fromEntries(damaged) as Record<string, Uint8Array>, { level })
}

function seeds(): (readonly [name: string, bytes: Uint8Array])[] {
  const network = readWeights(goldenBytes('network.pth'), 'network.pth').tensors
  const onnx = new ProtobufWriter().int(1, 10).message(7, (graph) => {
    for (const [name, { shape, data }] of network) {
      graph.message(5, (tensor) => {
        for (const size of shape) tensor.int(1, size)
        tensor.int(2, data instanceof Float32Array ? 1 : 7).string(8, name)
        if (!(data instanceof Float32Array)) tensor.int(7, 3)
        else tensor.bytes(shape.length > 1 ? 9 : 4, new Uint8Array(data.buffer))
      })
    }
  })
  return [
    ...GOLDEN_WEIGHTS.map((name) => [name, Uint8Array.from(goldenBytes(name))] as const),
    ['network.safetensors', encodeSafetensors({ tensors: network, metadata: { a: 'b' } })],
    ['network.onnx', onnx.finish()],
  ]
}

it(`${ROUNDS} damaged files of all formats are read or refused, and fill no memory`, () => {
  const files = seeds()
  const random = createRandom(20260101)
  const largestAllocation = watchAllocations()
  const endings: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round++) {
    const [name, original] = files[round % files.length]!
    const mutate = MUTATIONS[random.integer(MUTATIONS.length)]!
    const isInside = original[0] === 0x50 && random.uniform() < 0.7
    const bytes = isInside ? mutateInside(original, random, mutate) : mutate(original, random)
    largestAllocation()
    const ending = refusal(() => {
      for (const { shape, data } of readWeights(bytes, name).tensors.values()) {
        expect(data.length).toBe(shape.reduce((count, size) => count * size, 1))
      }
    })
    const allocated = largestAllocation()
    const growth = original[0] === 0x50 ? MOST_GROWTH_OF_ZIP : MOST_GROWTH
    expect(allocated).toBeLessThanOrEqual(bytes.length * growth)
    if (ending !== null) expect(ending.message.startsWith(`${name}: `)).toBe(true)
    if (ending === null && bytes.length === original.length) expect(allocated).toBeGreaterThan(0)
    const kind = ending?.kind ?? 'read'
    endings[kind] = (endings[kind] ?? 0) + 1
  }
  // A fuzz test whose files all end at the first check would prove nothing.
  expect(endings['read']).toBeGreaterThan(ROUNDS / 10)
  expect(endings['corrupt']).toBeGreaterThan(ROUNDS / 10)
  expect(endings['unsupported']).toBeGreaterThan(ROUNDS / 100)
})
