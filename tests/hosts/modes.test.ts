// The ablation without group context, trained with frozen statistics, through all stages by `pss adapt`.

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { decodeCheckpoint } from '../../src-main/engine/checkpoint/checkpoint.ts'
import { numbers } from '../engine/networks/tiny-network.ts'
import { tinyRoot } from './tiny-root.ts'

const MAIN = fileURLToPath(new URL('../../src-main/hosts/cli/main.ts', import.meta.url))
const MINUTES = 60_000
const TINY = ['--iterations', '2', '--batch-size', '2', '--crop', '64', '--evaluation-size', '64', '--evaluate-every', '2', '--checkpoint-every', '2', '--groups', '2', '--source-groups', '2'] // prettier-ignore
const CHOSEN = ['--group-mode', 'none', '--normalization', 'frozen']

test(
  'ADVENT with frozen statistics runs through all stages, and its statistics stay as they were',
  async () => {
    const root = await tinyRoot()
    const args = ['adapt', '--root', root, '--user', 'id1', ...TINY, ...CHOSEN, '--json']
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args])
    const run = JSON.parse(stdout) as { id: string; config: object; scores: { stage: string }[] }
    expect(run.config).toMatchObject({ groupMode: 'none', normalization: 'frozen' })
    expect(new Set(run.scores.map(({ stage }) => stage))).toEqual(new Set(['source-only', 'stage1', 'stage2'])) // prettier-ignore

    const folder = join(root, '.pss-studio/runs', run.id, 'checkpoints')
    const read = async (stage: string) => decodeCheckpoint(await readFile(join(folder, `${stage}-last.safetensors`)), stage).tensors // prettier-ignore
    const [first, last] = [await read('source-only'), await read('stage2')]
    const statistics = [...first.keys()].filter((name) => /\.running\w+$/.test(name))
    for (const name of statistics) expect(last.get(name), name).toEqual(first.get(name))
    const weight = 'network.classifier.weight'
    expect(last.get(weight)).not.toEqual(first.get(weight))
    // A new layer's were measured before its first step.
    const variance = numbers(first.get('network.pyramid.fuse.norm.runningVariance'))
    expect(variance.every((value) => value !== 1)).toBe(true)
  },
  10 * MINUTES,
)
