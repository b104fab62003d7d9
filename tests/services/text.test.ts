// Text and bytes without Node or DOM: base64, UTF-8, lines and JSON of artifacts, loss lines.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodeBase64, encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { decodeUtf8, encodeUtf8 } from '../../src-main/core/bytes/utf8.ts'
import type { LossPoint } from '../../src-main/contract/runs.ts'
import { readJson, readLines, writeJson } from '../../src-main/services/artifact-json.ts'
import { readLosses, thinLosses } from '../../src-main/services/runs/losses.ts'
import { memoryArtifacts } from './memory-ports.ts'

test('base64 agrees with Node and comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = encodeBase64(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(decodeBase64(text)).toEqual(bytes)
    }),
  )
  const long = new Uint8Array(100_000).map((_, i) => i * 7)
  expect(encodeBase64(long)).toBe(Buffer.from(long).toString('base64'))
})

test.each(['a', 'abc', 'ab=c', '====', 'ab c', 'äöüß'])('"%s" is no base64', (text) => {
  expect(() => decodeBase64(text)).toThrow('base64')
})

test('UTF-8 agrees with TextEncoder and comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text))
      expect(decodeUtf8(encodeUtf8(text))).toBe(text.toWellFormed())
    }),
  )
})

test('bytes are text exactly when TextDecoder says so', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
      expect(outcome(() => decodeUtf8(bytes))).toBe(outcome(() => strict.decode(bytes)))
    }),
    { numRuns: 2000 },
  )
})

function outcome(decode: () => string): string | null {
  try {
    return decode()
  } catch {
    return null
  }
}

test('a line cut off by a crash is left out', async () => {
  const artifacts = memoryArtifacts()
  await artifacts.write('a', encodeUtf8('one\ntwo\nthr'))
  expect(await readLines(artifacts, 'a')).toEqual(['one', 'two'])
  expect(await readLines(artifacts, 'none')).toEqual([])
})

test('a damaged JSON artifact names the file and what is wrong', async () => {
  const artifacts = memoryArtifacts()
  const schema = z.object({ count: z.int() })
  await writeJson(artifacts, 'a.json', { count: 'many' })
  await expect(readJson(artifacts, 'a.json', schema)).rejects.toThrow(/a\.json: .*count/)
  await artifacts.write('a.json', encodeUtf8('{'))
  await expect(readJson(artifacts, 'a.json', schema)).rejects.toThrow('expected JSON')
})

test('losses are thinned to 2,000 a stage with the last one kept', () => {
  const point = (iteration: number): LossPoint => ({ stage: 'stage1', iteration, losses: { a: 1 }, learningRate: 1 }) // prettier-ignore
  const points = Array.from({ length: 5001 }, (_, i) => point(i + 1))
  const thin = thinLosses(points)
  expect(thin.length).toBeLessThanOrEqual(2000)
  expect(thin.at(-1)).toEqual(points.at(-1))
  expect(thinLosses(points.slice(0, 10))).toEqual(points.slice(0, 10))
})

test('losses of a shared source-only training are found by the run', async () => {
  const artifacts = memoryArtifacts()
  const line =
    '{"stage":"source-only","iteration":1,"losses":{"segmentation":2},"learningRate":1}\n'
  await writeJson(artifacts, 'runs/r/source.json', { folder: 'source/x' })
  await artifacts.write('source/x/losses.jsonl', encodeUtf8(line))
  expect(await readLosses(artifacts, 'r')).toHaveLength(1)
  await artifacts.write('runs/r/losses/stage1.jsonl', encodeUtf8('{"stage":1}\n'))
  await expect(readLosses(artifacts, 'r')).rejects.toThrow('stage1.jsonl, line 1')
})
