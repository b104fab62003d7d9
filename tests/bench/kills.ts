// kill -9 at random moments while a process paints and saves: how old the work is that is not there again. The process
// writes through the photo desk, as the studio does; what a page has not sent yet is not measured here.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { createRandom } from '../../src-main/core/random.ts'
import { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import { isSame, killWhilePainting, repeat, writeTwoPhotos } from '../crash/killing.ts'
import type { Studio } from '../crash/killing.ts'
import { MACHINE, USER, stateOf } from '../crash/painting-session.ts'
import type { Photo, PhotoState } from '../crash/painting-session.ts'
import type { Measurement } from './measurement.ts'

const KILLS = 30
const EDITOR = { id: 'thebench0', who: '' }

export async function measureKills(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pss-bench-kills-'))
  try {
    const root = join(folder, 'root')
    await writeTwoPhotos(root)
    const values = await lostByKills(root)
    const most = [Math.max(...values)]
    return [
      { what: 'age of the work that a kill took', unit: 'ms', values, target: 1000 },
      { what: '- the most in all kills', unit: 'ms', values: most, target: 1000 },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Throws when what is left is none of the states that may be: that is a fault, and no time. */
async function lostByKills(root: string): Promise<number[]> {
  const random = createRandom(1)
  const ages: number[] = []
  let before = await look(root)
  for (let kill = 0; kill < KILLS; kill++) {
    const run = random.integer(2 ** 31)
    const { begun, done, ageMs } = await killWhilePainting({ root, second: 'photo' }, run, random)
    const [acknowledged, underWay] = repeat(before, run, [done, begun])
    const after = await look(root)
    const isWhole = underWay === undefined || isSame(underWay, after)
    if (!isWhole && !(acknowledged && isSame(acknowledged, after)))
      throw new Error(`kill ${kill}: after ${done} acknowledged deeds something else is there`)
    ages.push(isWhole ? 0 : ageMs)
    before = after
  }
  return ages
}

async function look(rootPath: string): Promise<Studio> {
  const opened = await openRoot(rootPath, { as: 'studio' })
  const desk = new PhotoDesk({ ...opened, machine: MACHINE })
  const state = async (name: Photo): Promise<PhotoState> =>
    stateOf(await desk.open({ user: USER, name, editor: EDITOR }))
  try {
    return { a: await state('a'), b: await state('b') }
  } finally {
    await opened.journals.close()
    await opened.root.close()
  }
}
