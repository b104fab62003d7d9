// A root whose one user has very many photos: some distinct pictures, each linked under many names. Made
// once and kept beside the modules.

import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { createRandom } from '../../src-main/core/random.ts'
import { benchFolder } from './history.ts'

export interface LargeRoot {
  readonly path: string
  readonly user: string
  /** Deletes what the studio derived (catalogue, thumbnails): the next start is the first. */
  forget(): void
}

const DISTINCT = 200
const SIZE = { width: 800, height: 600 }

export async function makeLargeRoot(count: number): Promise<LargeRoot> {
  const path = join(benchFolder, `root-${count}`)
  if (!existsSync(path)) await build(path, count)
  return {
    path,
    user: 'collector',
    forget: () => rmSync(join(path, '.pss-studio'), { recursive: true, force: true }),
  }
}

async function build(path: string, count: number): Promise<void> {
  const unfinished = `${path}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const pictures = join(unfinished, 'pictures')
  const photos = join(unfinished, 'personal/collector/JPEGImages')
  mkdirSync(pictures, { recursive: true })
  mkdirSync(photos, { recursive: true })
  for (let i = 0; i < DISTINCT; i++) {
    writeFileSync(join(pictures, `${i}.jpg`), await picture(i))
  }
  for (let i = 0; i < count; i++) {
    const name = `IMG_${String(i).padStart(5, '0')}.jpg`
    linkSync(join(pictures, `${i % DISTINCT}.jpg`), join(photos, name))
  }
  renameSync(unfinished, path)
}

/** Soft colours with fine grain: as many bytes a pixel as a photo has. */
async function picture(seed: number): Promise<Buffer> {
  const random = createRandom(seed + 1)
  const side = 8
  const colours = Uint8Array.from({ length: side * side * 3 }, () => random.integer(256))
  const soft = await sharp(colours, { raw: { width: side, height: side, channels: 3 } })
    .resize(SIZE.width, SIZE.height, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer()
  for (let i = 0; i < soft.length; i++) {
    soft[i] = Math.max(0, Math.min(255, soft[i]! + random.integer(25) - 12))
  }
  const raw = { width: SIZE.width, height: SIZE.height, channels: 3 } as const
  return sharp(soft, { raw }).jpeg({ quality: 85 }).toBuffer()
}
