// JSON that is parsed part by part is the JSON that is parsed whole.

import { expect, test, vi } from 'vitest'
import { JsonScanner } from '../../../src-main/adapters/label-files/json-scanner.ts'
import { parseJson } from '../../../src-main/adapters/label-files/read-json.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fc } from '../../core/arbitraries.ts'
import { MUTATIONS } from '../mutations.ts'
import { readAll, writeAll } from './memory-source.ts'

/** By its parts: those of the object, and of each array in it. */
function inParts(bytes: Uint8Array): unknown {
  const scanner = new JsonScanner(bytes, 'x.json')
  const members = new Map<string, unknown>()
  for (const name of scanner.members()) {
    const values = scanner.isAtArray() ? Array.from(scanner.elements(), parsed) : parsed(scanner.value()) // prettier-ignore
    members.set(name, values)
  }
  return Object.fromEntries(members)
}

function parsed(bytes: Uint8Array): unknown {
  return parseJson(bytes, 'x.json')
}

const objects = fc.dictionary(
  fc.string({ unit: 'grapheme' }),
  fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom('\\', '"', '\\"', '\\\\"]')))), // prettier-ignore
)

test('every object comes back, whatever its strings hold and however it is spaced', () => {
  fc.assert(
    fc.property(objects, fc.constantFrom(0, 1, '\t'), fc.boolean(), (object, space, isMarked) => {
      const text = `${isMarked ? '\uFEFF' : ''}${JSON.stringify(object, null, space)}\n`
      expect(inParts(Buffer.from(text))).toEqual(JSON.parse(JSON.stringify(object)))
    }),
    { numRuns: 300 },
  )
})

test('a damaged text is refused when it is no JSON object, and only then', () => {
  const random = createRandom(20261128)
  const text = Buffer.from('{"a": [1, {"b": "\\\\\\"]"}, []], "c\\u0041": "x", "d": {}, "e": [ ]}')
  let readable = 0
  for (let round = 0; round < 5000; round++) {
    const damaged = MUTATIONS[random.integer(MUTATIONS.length)]!(text, random)
    const expected = outcome(() => objectOf(damaged))
    expect(outcome(() => inParts(damaged))).toEqual(expected)
    if (expected !== 'corrupt') readable++
  }
  expect(readable).toBeGreaterThan(50)
})

function objectOf(bytes: Uint8Array): unknown {
  const value = parsed(bytes)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new StudioError('corrupt', 'no object')
}

function outcome(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof StudioError) return error.kind
    throw error
  }
}

test('of a COCO file with many masks no more than one is a text at a time', async () => {
  const labelMaps = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => {
      const data = Uint8Array.from({ length: 64 * 48 }, (_, at) =>
        (at * (i + 1)) % 7 < 3 ? 15 : 0,
      )
      return [`photo-${i}`, createLabelMap(64, 48, data)]
    }),
  )
  const [file] = await writeAll('coco', labelMaps)
  const decode = vi.spyOn(TextDecoder.prototype, 'decode')
  const read = await readAll('coco', [file!], (name) => labelMaps[name]!)
  const lengths = decode.mock.calls.map(([bytes]) => bytes?.byteLength ?? 0)
  decode.mockRestore()
  expect(read.map(({ kind }) => kind)).toEqual(Array.from({ length: 50 }, () => 'labels'))
  expect(lengths.length).toBeGreaterThan(50)
  expect(Math.max(...lengths)).toBeLessThan(file!.bytes.length / 10)
})
