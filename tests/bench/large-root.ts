// A root whose one user has very many photos: some distinct pictures, each linked under many names. Made
// once and kept beside the modules.

import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchFolder } from './history.ts'
import { photoLike } from './photo-like.ts'

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
    writeFileSync(join(pictures, `${i}.jpg`), await photoLike(SIZE, i))
  }
  for (let i = 0; i < count; i++) {
    const name = `IMG_${String(i).padStart(5, '0')}.jpg`
    linkSync(join(pictures, `${i % DISTINCT}.jpg`), join(photos, name))
  }
  renameSync(unfinished, path)
}
