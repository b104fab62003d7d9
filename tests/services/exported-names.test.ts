// Photos whose names are one elsewhere, or cannot be there, are told in the report of an export, which is made.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import { EVERY_COMPONENT } from '../../src-main/core/label-files/component-wish.ts'
import { exportLabels } from '../../src-main/services/label-files/export-labels.ts'
import { halfLabelMap, writeMask, writePhoto } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { finishedReport } from './finished-report.ts'

const WISH = { user: 'id1', format: 'voc', voidRingPx: 0, choices: [], components: EVERY_COMPONENT, isDryRun: false } as const // prettier-ignore

test.runIf(process.platform === 'linux')('an export names them and is made', async () => {
  const root = await smallRoot()
  const personal = join(root, 'personal/id1')
  const names = ['A', 'caf\u00e9', 'cafe\u0301', '12:30']
  for (const name of names) {
    await writePhoto(join(personal, `JPEGImages/${name}.jpg`), { width: 20, height: 10 })
    await writeMask(join(personal, `SegmentationClass/${name}.png`), halfLabelMap(20, 10, 3))
  }
  const path = join(await temporaryFolder(), 'voc')
  const events = exportLabels(createLabelFiles(nodeFileSystem), await openForTest(root), {
    ...WISH,
    path,
  })
  const report = await finishedReport(events)
  expect(report.foreignNames).toEqual([
    expect.objectContaining({
      kind: 'conflict',
      file: path,
      message: expect.stringContaining('("a" beside "A"), and Windows and macOS keep') as string,
    }),
    expect.objectContaining({
      kind: 'conflict',
      file: path,
      message: expect.stringContaining(
        '("caf\u00e9" beside "cafe\u0301"), and macOS keeps',
      ) as string,
    }),
    expect.objectContaining({
      kind: 'unsupported',
      file: path,
      message: expect.stringContaining('found 1 that it cannot ("12:30"); rename') as string,
    }),
  ])
  const masks = await readdir(join(path, 'SegmentationClass'))
  expect(masks.sort()).toEqual([...names, 'a'].map((name) => `${name}.png`).sort())
})
