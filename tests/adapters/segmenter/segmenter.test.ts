// The two halves on onnxruntime with a tiny model, and the cache between them.

import { readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../src-main/adapters/files/file-system.ts'
import { createEmbeddingCache } from '../../../src-main/adapters/segmenter/embedding-cache.ts'
import { openPhotoEncoder } from '../../../src-main/adapters/segmenter/photo-encoder.ts'
import { openPromptDecoder } from '../../../src-main/adapters/segmenter/prompt-decoder.ts'
import type { MaskWish } from '../../../src-main/services/ports/promptable-segmenter.ts'
import type { SegmentCandidate } from '../../../src-main/contract/assist.ts'
import { decodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { decodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import type { Prompts } from '../../../src-main/core/segmenter/prompts.ts'
import { encodeOnnxModel } from '../../../src-main/engine/graph/onnx-graph.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { TINY_SCORES, tinyDecoder, tinyEncoder } from './tiny-segmenter.ts'

const CPU = { provider: 'cpu', threads: 1 } as const
const [WIDTH, HEIGHT] = [64, 48]

/** A red box, x 16..40 and y 8..32, on black, with a darker red stripe in its right half. */
function redAt(x: number, y: number): number {
  if (x < 16 || x >= 40 || y < 8 || y >= 32) return 0
  return x < 28 ? 240 : 180
}

function photo(name: string) {
  const size = { width: WIDTH, height: HEIGHT }
  return {
    bytes: Buffer.from(name),
    size,
    pixels(wanted: { readonly width: number; readonly height: number }) {
      const data = new Uint8Array(wanted.width * wanted.height * 3)
      for (let y = 0, i = 0; y < wanted.height; y++) {
        for (let x = 0; x < wanted.width; x++, i += 3) {
          data[i] = redAt((x * WIDTH) / wanted.width, (y * HEIGHT) / wanted.height)
        }
      }
      return Promise.resolve({ ...wanted, data })
    },
  }
}

async function open(mostBytes = 2 ** 30) {
  const folder = join(await temporaryFolder(), 'embeddings')
  const cache = createEmbeddingCache({ folder, fileSystem: nodeFileSystem, mostBytes })
  const encoder = await openPhotoEncoder(encodeOnnxModel(tinyEncoder()), cache, CPU)
  const decoder = await openPromptDecoder(encodeOnnxModel(tinyDecoder()), cache, CPU)
  return { folder, cache, encoder, decoder }
}

function click(x: number, y: number, isPositive = true) {
  return { x: x + 0.5, y: y + 0.5, isPositive }
}

const ONE_CLICK: Prompts = { points: [click(20, 20)], box: null, chosen: [] }

function threeOf(prompts: Prompts): MaskWish {
  return { prompts, mostMasks: 3 }
}

/** Where the mask lies, as a text, and how many pixels it has. */
function summary({ rect, runLengths }: SegmentCandidate): string {
  const data = decodeRuns(decodeBase64(runLengths), rect.width * rect.height)
  const count = data.reduce((sum, value) => sum + value, 0)
  return `${rect.x},${rect.y} ${rect.width}x${rect.height}: ${count}`
}

describe('a promptable segmenter', () => {
  test('gives three masks of a click, the whole first', async () => {
    const { encoder, decoder } = await open()
    const key = await encoder.encode(photo('a'))
    const masks = await decoder.decode(key, threeOf(ONE_CLICK))
    expect(masks?.map(({ score }) => score.toFixed(1))).toEqual(['0.7', '0.9', '0.5'])
    // The whole first: everything; then by score: the bright half, the whole box.
    expect(masks?.map(summary)).toEqual([
      `0,0 ${WIDTH}x${HEIGHT}: ${WIDTH * HEIGHT}`,
      '16,8 12x24: 288',
      '16,8 24x24: 576',
    ])
  })

  test('gives the likeliest alone where one is enough, and the others when they are asked for', async () => {
    const { encoder, decoder } = await open()
    const key = await encoder.encode(photo('a'))
    const one = await decoder.decode(key, { prompts: ONE_CLICK, mostMasks: 1 })
    const three = await decoder.decode(key, threeOf(ONE_CLICK))
    expect(one).toEqual(three?.slice(0, 1))
    expect(three).toHaveLength(3)
  })

  test('takes several prompts as one object, without what a negative point shows', async () => {
    const { encoder, decoder } = await open()
    const key = await encoder.encode(photo('a'))
    const masks = async (prompts: Prompts) =>
      (await decoder.decode(key, threeOf(prompts)))?.map(summary)
    const both = await masks({ points: [click(20, 20), click(30, 20)], box: null, chosen: [] })
    expect(both?.[0]).toBe('16,8 24x24: 576')
    const without = await masks({
      points: [click(20, 20), click(30, 20, false)],
      box: null,
      chosen: [],
    })
    expect(without?.[0]).toBe('16,8 12x24: 288')
    const box = { left: 17, top: 9, right: 38, bottom: 30 }
    expect((await masks({ points: [], box, chosen: [] }))?.[0]).toBe('16,8 24x24: 576')
  })

  test('keeps scores and masks of the model apart from what its export would pick', async () => {
    const { encoder, decoder } = await open()
    const key = await encoder.encode(photo('a'))
    const prompts = { points: [click(20, 20), click(22, 20), click(24, 20)], box: null, chosen: [] }
    const scores = (await decoder.decode(key, threeOf(prompts)))?.map(({ score }) => score)
    expect(scores?.map((score) => score.toFixed(1))).toEqual(
      [TINY_SCORES[0], TINY_SCORES[3], TINY_SCORES[1]].map((score) => score?.toFixed(1)),
    )
  })
})

describe('a further prompt', () => {
  const refined = (chosen: number): Prompts => {
    return { points: [click(20, 20), click(22, 20)], box: null, chosen: [chosen] }
  }

  test('starts from the mask that was on the screen', async () => {
    const { encoder, decoder } = await open()
    const key = await encoder.encode(photo('a'))
    const masks = async (chosen: number) =>
      (await decoder.decode(key, threeOf(refined(chosen))))?.map(summary)
    // The photo as a whole was shown, or its bright half alone.
    expect((await masks(0))?.[0]).toBe('16,8 24x24: 576')
    expect((await masks(1))?.[0]).toBe('16,8 12x24: 288')
  })

  test('gets the same answer from a process that was started anew', async () => {
    const first = await open()
    const key = await first.encoder.encode(photo('a'))
    await first.decoder.decode(key, threeOf(ONE_CLICK))
    const expected = await first.decoder.decode(key, threeOf(refined(0)))
    const again = await openPromptDecoder(encodeOnnxModel(tinyDecoder()), first.cache, CPU)
    expect(await again.decode(key, threeOf(refined(0)))).toEqual(expected)
  })
})

describe('the cache of embeddings', () => {
  test('is asked before the encoder, by the bytes of the photo', async () => {
    const { encoder } = await open()
    const key = await encoder.encode(photo('a'))
    const again = { ...photo('a'), pixels: () => Promise.reject(new Error('it was read again')) }
    expect(await encoder.encode(again)).toBe(key)
    expect(await encoder.encode(photo('b'))).not.toBe(key)
  })

  test('makes room for new ones at the cost of those used longest ago', async () => {
    const { folder, encoder, decoder } = await open(13 * 2 ** 20)
    const names = ['a', 'b', 'c']
    const keys: string[] = []
    for (const [at, name] of names.entries()) {
      const key = await encoder.encode(photo(name))
      keys.push(key)
      await utimes(join(folder, `${key}.safetensors`), at, at)
    }
    await encoder.encode(photo('a'))
    keys.push(await encoder.encode(photo('d')))
    const kept = [keys[0], keys[2], keys[3]].map((key) => `${key}.safetensors`)
    expect((await readdir(folder)).sort()).toEqual(kept.sort())
    expect(await decoder.decode(keys[1]!, threeOf(ONE_CLICK))).toBeNull()
    expect(await decoder.decode(keys[0]!, threeOf(ONE_CLICK))).toHaveLength(3)
  })

  test('takes a damaged file for none', async () => {
    const { folder, cache, encoder, decoder } = await open()
    const key = await encoder.encode(photo('a'))
    const path = join(folder, `${key}.safetensors`)
    expect((await stat(path)).size).toBeGreaterThan(4 * 2 ** 20)
    await writeFile(path, 'half of a')
    expect(await decoder.decode(key, threeOf(ONE_CLICK))).toBeNull()
    expect(await cache.read('0'.repeat(64))).toBeNull()
  })
})
