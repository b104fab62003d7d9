// Leaving the studio: a tiny run is exported with `pss export`, and the script of its README, which knows
// onnxruntime alone, makes the masks that the run has stored.

import { execFile } from 'node:child_process'
import { readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createImageCodec } from '../../src-main/adapters/images/image-codec.ts'
import { decodeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { tinyRoot } from './tiny-root.ts'

const MAIN = fileURLToPath(new URL('../../src-main/hosts/cli/main.ts', import.meta.url))
const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))
const MINUTES = 60_000
const TINY = ['--iterations', '2', '--batch-size', '2', '--crop', '64', '--evaluation-size', '96', '--evaluate-every', '2', '--checkpoint-every', '2', '--groups', '2', '--source-groups', '2'] // prettier-ignore

const node = promisify(execFile)

function pss(...args: string[]): Promise<{ stdout: string }> {
  return node(process.execPath, [MAIN, ...args])
}

interface Description {
  readonly stage: string
  readonly classes: readonly string[]
  readonly evaluation: { readonly shortSidePx: number }
  readonly models: readonly { file: string; group: number | null; photos: string[] }[]
}

async function describe(folder: string): Promise<Description> {
  return JSON.parse(await readFile(join(folder, 'export.json'), 'utf8')) as Description
}

/** Runs the README's script as a reader would, and gives what it made of each photo. */
async function runScript(folder: string, photos: readonly string[]): Promise<Uint8Array[]> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8')
  const script = /```js\n([\s\S]*?)```/.exec(readme)?.[1]
  if (script === undefined) throw new Error('the README has a script')
  await writeFile(join(folder, 'segment.mjs'), script)
  await symlink(MODULES, join(folder, 'node_modules'))
  const codec = createImageCodec()
  const masks: Uint8Array[] = []
  for (const photo of photos) {
    const { stderr } = await node(process.execPath, ['segment.mjs', photo], { cwd: folder })
    expect(stderr).toBe('')
    const name = photo.replace(/^.*\/|\..*$/g, '')
    masks.push((await codec.decodeGreyPng(await readFile(join(folder, `${name}.png`)))).data)
  }
  return masks
}

async function storedMasks(folder: string, names: readonly string[]): Promise<Uint8Array[]> {
  const codec = createImageCodec()
  const read = (name: string) => readFile(join(folder, `${name}.png`))
  return Promise.all(names.map(async (name) => (await codec.decodeIndexedPng(await read(name))).data)) // prettier-ignore
}

test(
  'the exported script reproduces the stored predictions of every photo',
  async () => {
    const root = await tinyRoot()
    const adapted = await pss('adapt', '--root', root, '--user', 'id1', '--seed', '3', ...TINY, '--stop-after', 'stage1', '--json') // prettier-ignore
    const { id } = JSON.parse(adapted.stdout) as { id: string }
    const photoFolder = join(root, 'personal/id1/JPEGImages')
    const names = (await readdir(photoFolder)).map((file) => file.replace('.jpg', '')).sort()
    const photos = names.map((name) => join(photoFolder, `${name}.jpg`))
    const given = ['--root', root, '--user', 'id1', '--run', id]

    for (const stage of ['stage1', 'source-only']) {
      const out = join(await temporaryFolder(), 'model')
      const { stdout } = await pss('export', ...given, '--stage', stage, '--out', out, '--json')
      const { files } = JSON.parse(stdout) as { files: string[] }
      expect((await readdir(out)).sort()).toEqual([...files].sort())
      const { models, ...description } = await describe(out)
      expect(description).toMatchObject({ stage, evaluation: { shortSidePx: 96 } })
      expect(description.classes[15]).toBe('person')
      expect(models.flatMap((model) => model.photos).sort()).toEqual(names)
      expect(models.map(({ group }) => group)).toEqual(stage === 'stage1' ? [0, 1] : [null])

      const stored = join(root, '.pss-studio/runs', id, `predictions/${stage}-last`)
      const masks = await storedMasks(stored, names)
      expect(await runScript(out, photos)).toEqual(masks)
      expect(new Set(masks.flatMap((mask) => [...new Set(mask)])).size).toBeGreaterThan(1)

      const { tensors, metadata } = decodeSafetensors(await readFile(join(out, 'model.safetensors')), out) // prettier-ignore
      expect(metadata).toMatchObject({ run: id, stage, checkpoint: 'last' })
      expect([...tensors.keys()].every((name) => name.startsWith('network.'))).toBe(true)
    }

    const taken = pss('export', ...given, '--out', photoFolder)
    await expect(taken).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('the folder is not empty') as string }) // prettier-ignore
    const undone = pss('export', ...given, '--stage', 'stage2', '--out', join(root, 'new'))
    await expect(undone).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('no checkpoint "last" of stage2') as string }) // prettier-ignore
  },
  10 * MINUTES,
)
