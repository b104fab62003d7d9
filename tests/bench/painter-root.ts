// A root whose one user has photos of 12 megapixels, each with a mask that covers it. Made once and kept
// beside the modules; a bench that paints gets a copy.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import { blobLabelMap } from './blob-label-map.ts'
import { benchFolder } from './history.ts'
import { photoLike } from './photo-like.ts'

export const PAINTER = 'painter'
export const PAINTER_PHOTOS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'] as const

const SIZE = { width: 4000, height: 3000 }
const PERSON = 15

export async function painterRoot(): Promise<string> {
  const path = join(benchFolder, 'root-painter')
  if (!existsSync(path)) await build(path)
  return path
}

async function build(path: string): Promise<void> {
  const unfinished = `${path}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const photos = join(unfinished, 'personal', PAINTER, 'JPEGImages')
  const masks = join(unfinished, 'personal', PAINTER, 'SegmentationClass')
  for (const folder of [photos, masks]) mkdirSync(folder, { recursive: true })
  for (const [i, name] of PAINTER_PHOTOS.entries()) {
    writeFileSync(join(photos, `${name}.jpg`), await photoLike(SIZE, i))
    const map = blobLabelMap({ ...SIZE, blobs: 400, seed: i + 1 })
    // No background: wherever a look at the canvas falls, there is a colour.
    map.data.forEach((value, at) => value === 0 && (map.data[at] = PERSON))
    writeFileSync(join(masks, `${name}.png`), await encodeLabelPng(map))
  }
  renameSync(unfinished, path)
}
