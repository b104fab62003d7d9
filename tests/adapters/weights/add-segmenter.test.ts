// Smart click's model on its way into the weights folder: what is taken, and everything that is not.

import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { segmenterPart } from '../../../src-main/adapters/segmenter/segmenter-model.ts'
import { addWeights } from '../../../src-main/adapters/weights/add-weights.ts'
import { createWeightsLibrary } from '../../../src-main/adapters/weights/weights-library.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { encodeOnnxModel } from '../../../src-main/engine/graph/onnx-graph.ts'
import type { OnnxGraph, OnnxType } from '../../../src-main/engine/graph/onnx-graph.ts'
import { MUTATIONS } from '../mutations.ts'
import { tinyDecoder, tinyEncoder, tinySegmenterFolder } from '../segmenter/tiny-segmenter.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { tarFile } from './tar-file.ts'

const SHIPPED = join(import.meta.dirname, '../../../resources/weights')

function add(source: string, folder: string) {
  const registry = (): string => 'http://127.0.0.1:9'
  return addWeights(source, { folder, candidates: [], registry, onProgress: () => undefined })
}

describe('a segmenter is added', () => {
  test('from a folder, both files as they are', async () => {
    const [source, folder] = [await tinySegmenterFolder(), await temporaryFolder()]
    const added = await add(source, folder)
    const halves = added.kind === 'segmenter' ? added.halves : []
    expect(halves.map(({ part, file }) => [part, file])).toEqual([
      ['encoder', 'tiny_encoder.onnx'],
      ['decoder', 'tiny_decoder.onnx'],
    ])
    const library = createWeightsLibrary({ shipped: SHIPPED, added: folder })
    for (const part of ['encoder', 'decoder']) {
      const stored = await library.read(`smart-click-${part}`)
      expect(stored).toEqual(await readFile(join(source, `tiny_${part}.onnx`)))
    }
    await add(source, folder)
    expect(await readdir(folder)).toHaveLength(3)
  })

  test('from the tarball of a package', async () => {
    const folder = await temporaryFolder()
    const path = join(await temporaryFolder(), 'tiny-1.0.0.tgz')
    const entries = [
      { name: 'package/dist/decoder.onnx', content: encodeOnnxModel(tinyDecoder()) },
      { name: 'package/dist/encoder.onnx', content: encodeOnnxModel(tinyEncoder()) },
      { name: 'package/index.js', content: 'throw new Error("nobody runs this")' },
    ]
    await writeFile(path, gzipSync(tarFile(...entries)))
    expect(await add(path, folder)).toMatchObject({ kind: 'segmenter' })
  })
})

describe('a segmenter is refused', () => {
  test('when one half is missing or there twice', async () => {
    const [source, folder] = [await tinySegmenterFolder(), await temporaryFolder()]
    const encoder = await readFile(join(source, 'tiny_encoder.onnx'))
    await writeFile(join(source, 'other.onnx'), encoder)
    await expect(add(source, folder)).rejects.toMatchObject({
      kind: 'invalidInput',
      message: expect.stringContaining('found other.onnx, tiny_encoder.onnx') as string,
    })
    await rm(join(source, 'tiny_decoder.onnx'))
    await rm(join(source, 'other.onnx'))
    await writeFile(join(source, 'other.onnx'), encodeOnnxModel({ ...tinyDecoder(), outputs: new Map() })) // prettier-ignore
    await expect(add(source, folder)).rejects.toMatchObject({ kind: 'notFound' })
    expect(await readdir(folder)).toEqual([])
  })

  const part = (graph: OnnxGraph) => segmenterPart(encodeOnnxModel(graph), 'model')
  const changed = (
    graph: OnnxGraph,
    side: 'inputs' | 'outputs',
    name: string,
    type: OnnxType | null,
  ): OnnxGraph => {
    const values = new Map(graph[side])
    if (type === null) values.delete(name)
    else values.set(name, type)
    return { ...graph, [side]: values }
  }
  const otherTypes = ({ shape }: OnnxType): OnnxType[] => [
    { dataType: 'int64', shape },
    { dataType: 'float32', shape: null },
    { dataType: 'float32', shape: [...(shape ?? []), 1] },
    ...(shape ?? []).flatMap((size, axis): OnnxType[] =>
      typeof size !== 'number' ? [] : [{ dataType: 'float32', shape: shape!.with(axis, size + 1) }],
    ),
  ]

  test.each([...tinyDecoder().inputs])('a decoder with another %s', (name, type) => {
    expect(part(tinyDecoder())).toBe('decoder')
    expect(part(changed(tinyDecoder(), 'inputs', name, null))).toBeNull()
    for (const other of otherTypes(type)) {
      expect(part(changed(tinyDecoder(), 'inputs', name, other))).toBeNull()
    }
  })

  test('an encoder that takes or gives something else', () => {
    expect(part(tinyEncoder())).toBe('encoder')
    for (const [side, name] of [
      ['inputs', 'image'],
      ['outputs', 'embedding'],
    ] as const) {
      const type = tinyEncoder()[side].get(name)!
      for (const other of otherTypes(type)) {
        expect(part(changed(tinyEncoder(), side, name, other))).toBeNull()
      }
      expect(part(changed(tinyEncoder(), side, 'another', type))).toBeNull()
    }
  })

  test.each(['iou_predictions', 'low_res_masks'])('a decoder without %s', (name) => {
    expect(part(changed(tinyDecoder(), 'outputs', name, null))).toBeNull()
  })

  test('a decoder whose masks cannot be found before one is picked', () => {
    const { nodes, ...rest } = tinyDecoder()
    const hidden = nodes.map((node) => (node.type === 'Flatten' ? { ...node, type: 'Relu' } : node))
    expect(part({ ...rest, nodes: hidden })).toBeNull()
  })

  test('a damaged model is refused or read, and nothing else happens', () => {
    const random = createRandom(5)
    const seeds = [encodeOnnxModel(tinyDecoder()), encodeOnnxModel(tinyEncoder())]
    let refused = 0
    for (let round = 0; round < 1500; round++) {
      const mutate = MUTATIONS[random.integer(MUTATIONS.length)]!
      const damaged = mutate(seeds[round % 2]!, random)
      try {
        if (segmenterPart(damaged, 'model') === null) refused++
      } catch (error) {
        if (!(error instanceof StudioError)) throw error
        refused++
      }
    }
    expect(refused).toBeGreaterThan(300)
  })
})
