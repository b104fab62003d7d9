// kill -9 at random moments of painting: no acknowledged move is lost, no file is damaged or left over, and the
// journal gives exactly the map that was on the screen.

import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import type { History } from '../../src-main/core/patches/history.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { applyPatch } from '../../src-main/core/patches/patch.ts'
import { PROVENANCE, UNLABELLED, createProvenance } from '../../src-main/core/labels/provenance.ts'
import { createRandom } from '../../src-main/core/random.ts'
import type { MaskKey } from '../../src-main/services/label-editing/mask-key.ts'
import { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import type { EditedLabels } from '../../src-renderer/canvas/saving/label-map-wire.ts'
import { halfLabelMap } from '../adapters/photos.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import {
  copyLabels,
  isSame,
  isSameMap,
  killWhilePainting,
  repeat,
  writeTwoPhotos,
} from './killing.ts'
import type { Studio } from './killing.ts'
import { MACHINE, PHOTOS, SIZE, maskOf, stateOf } from './painting-session.ts'
import type { Photo, PhotoState, Second } from './painting-session.ts'

const KILLS = 200
/** Two roots at a time, each killed over and over: two photos are painted, or one and a blind mask of it. */
const SEEDS = { photo: 20211011, blind: 20261126 }
/** Looking at a history takes as long as it is: a fresh root now and then keeps it short. */
const KILLS_OF_A_ROOT = 10

test('a studio that is killed while painting loses nothing', async () => {
  await Promise.all([killOverAndOver('photo'), killOverAndOver('blind')])
}, 1_200_000)

async function rootWithTwoPhotos(): Promise<string> {
  const root = await temporaryFolder()
  await writeTwoPhotos(root)
  return root
}

async function killOverAndOver(second: Second): Promise<void> {
  const seed = SEEDS[second]
  const random = createRandom(seed)
  let root = await rootWithTwoPhotos()
  let before = await inspect(root, second)
  let deeds = 0
  for (let kill = 0; kill < KILLS / 2; kill++) {
    if (kill > 0 && kill % KILLS_OF_A_ROOT === 0) {
      root = await rootWithTwoPhotos()
      before = await inspect(root, second)
    }
    const run = random.integer(2 ** 31)
    const { begun, done } = await killWhilePainting({ root, second }, run, random)
    const expected = repeat(before, run, [done, begun])
    const after = await inspect(root, second)
    const isKept = expected.some((studio) => isSame(studio, after))
    expect(isKept, `seed ${seed}, kill ${kill}: ${done} of ${begun} deeds acknowledged`).toBe(true)
    expectWalkable(after)
    deeds += done
    before = after
  }
  expect(deeds).toBeGreaterThan(KILLS)
}

/** Opens the root as the next studio does, and looks at everything in it. */
async function inspect(rootPath: string, second: Second): Promise<Studio> {
  const opened = await openRoot(rootPath, { as: 'studio' })
  try {
    const desk = new PhotoDesk({ ...opened, machine: MACHINE })
    const studio = {
      a: await look(desk, maskOf('a', second)),
      b: await look(desk, maskOf('b', second)),
    }
    const files = await readdir(rootPath, { recursive: true })
    expect(files.filter((file) => /pss-studio-tmp|aside|lock-/.test(file))).toEqual([])
    return studio
  } finally {
    await opened.journals.close()
    await opened.root.close()
  }
}

async function look(desk: PhotoDesk, mask: MaskKey): Promise<PhotoState> {
  const editor = { id: 'the0next0studio', who: '' }
  const found = await desk.open({ ...mask, editor })
  expect([found.isWritable, found.journal.setAside]).toEqual([true, null])
  expect(found.provenanceNote).toBeNull()
  return stateOf(found)
}

/** Every step can be taken back and done again, and ends at the same pixels. */
function expectWalkable(studio: Studio): void {
  for (const name of PHOTOS) {
    const { labelMap, provenance, history } = studio[name]
    const walked = copyLabels({ labelMap, provenance })
    const start = travel(walked, history, 0)
    expect(isSameMap(walked, startOf(name))).toBe(true)
    travel(walked, start, history.position)
    expect(isSameMap(walked, { labelMap, provenance })).toBe(true)
  }
}

function travel(labels: EditedLabels, history: History, position: number): History {
  let current = history
  while (current.position !== position) {
    const move = current.position > position ? current.undo() : current.redo()
    applyPatch(labels.labelMap, move!.patch, labels.provenance)
    current = move!.history
  }
  return current
}

function startOf(name: Photo): EditedLabels {
  const { width, height } = SIZE
  if (name === 'a') {
    const labelMap = halfLabelMap(width, height, 15)
    return { labelMap, provenance: createProvenance(width, height, PROVENANCE.human) }
  }
  const nothing = new Uint8Array(width * height).fill(UNLABELLED)
  const labelMap = createLabelMap(width, height, nothing)
  return { labelMap, provenance: createProvenance(width, height, PROVENANCE.unlabelled) }
}
