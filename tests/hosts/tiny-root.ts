// A PSS root of a few sample photos in a temporary folder: small enough for whole runs in tests.

import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Budget } from '../../src-main/contract/runs.ts'

const SAMPLE = fileURLToPath(new URL('../../resources/sample', import.meta.url))

export const TINY_BUDGET: Budget = {
  iterations: 2,
  batchSize: 2,
  cropSizePx: 64,
  evaluationSizePx: 64,
  evaluateEvery: 1,
  checkpointEvery: 1,
  userGroupCount: 2,
  sourceGroupCount: 2,
}

/** Users id1 and id2 with 4 photos each, 2 of them labelled; 4 source pairs. */
export async function tinyRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'pss-tiny-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  for (const user of ['id1', 'id2']) await copyUser(root, user)
  await copySource(root)
  return root
}

async function copyUser(root: string, user: string): Promise<void> {
  const from = join(SAMPLE, 'personal', user)
  const to = join(root, 'personal', user)
  const masks = (await readdir(join(from, 'SegmentationClass'))).sort().slice(0, 2)
  const labelled = masks.map((mask) => mask.replace(/\.png$/, '.jpg'))
  const photos = (await readdir(join(from, 'JPEGImages'))).sort()
  const others = photos.filter((photo) => !labelled.includes(photo)).slice(0, 2)
  await copyFiles(join(from, 'SegmentationClass'), join(to, 'SegmentationClass'), masks)
  await copyFiles(join(from, 'JPEGImages'), join(to, 'JPEGImages'), [...labelled, ...others])
}

async function copySource(root: string): Promise<void> {
  const list = 'ImageSets/Segmentation/train_aug.txt'
  const lines = (await readFile(join(SAMPLE, 'VOC2012', list), 'utf8')).split('\n').slice(0, 4)
  await mkdir(join(root, 'VOC2012/ImageSets/Segmentation'), { recursive: true })
  await writeFile(join(root, 'VOC2012', list), `${lines.join('\n')}\n`)
  for (const file of lines.flatMap((line) => line.split(' '))) {
    await cp(join(SAMPLE, 'VOC2012', file), join(root, 'VOC2012', file))
  }
}

async function copyFiles(from: string, to: string, names: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const name of names) await cp(join(from, name), join(to, name))
}
