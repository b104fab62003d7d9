// The weights files that PyTorch and numpy have written (tests/tools/make-weights-fixtures.py).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '../../../../src-main/core/errors.ts'
import type { DataType, Tensor } from '../../../../src-main/engine/graph/types.ts'

const FOLDER = join(import.meta.dirname, '../../../golden/weights')

interface ExpectedFile {
  readonly format: string
  readonly tensors: Readonly<
    Record<string, { dataType: DataType; shape: number[]; values: number[] }>
  >
  readonly ignored: string[]
}

const expected = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Readonly<
  Record<string, ExpectedFile>
>

export const GOLDEN_WEIGHTS = Object.keys(expected)

export function goldenBytes(name: string): Uint8Array {
  return readFileSync(join(FOLDER, name))
}

/** In the form of plainWeights. */
export function expectedWeights(name: string): ExpectedFile {
  return expected[name]!
}

export function plainWeights(file: {
  readonly format: string
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly ignored: readonly string[]
}): unknown {
  const tensors = [...file.tensors].map(([name, { dataType, shape, data }]) => [
    name,
    { dataType, shape, values: Array.from<number | bigint, number>(data, Number) },
  ])
  return { ...file, tensors: Object.fromEntries(tensors) as unknown }
}

/** How `read` ends: an error's kind and message, or null. Other errors than ours are thrown on. */
export function refusal(read: () => unknown): { kind: string; message: string } | null {
  try {
    read()
    return null
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    return { kind: error.kind, message: error.message }
  }
}
