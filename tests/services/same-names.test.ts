// Photos whose names differ in upper and lower case alone are told in the report of an export, which is made.

import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import { EVERY_COMPONENT } from '../../src-main/core/label-files/component-wish.ts'
import { exportLabels } from '../../src-main/services/label-files/export-labels.ts'
import { sameNames } from '../../src-main/services/label-files/same-names.ts'
import { halfLabelMap, writeMask } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { finishedReport } from './finished-report.ts'

const WISH = { user: 'id1', format: 'voc', voidRingPx: 0, choices: [], components: EVERY_COMPONENT, isDryRun: false } as const // prettier-ignore

test('names that differ in case alone are told once for each after the first', () => {
  const told = sameNames(['IMG_1', 'b', 'img_1', 'Img_1', 'IMG_2'])
  expect(told.map(({ file }) => file)).toEqual(['img_1', 'Img_1'])
  expect(told[0]?.message).toMatch(/^the name differs from "IMG_1" in upper and lower case alone/)
})

test.runIf(process.platform === 'linux')('an export names them and is made', async () => {
  const root = await smallRoot()
  const photos = join(root, 'personal/id1/JPEGImages')
  await rename(join(photos, 'b.jpg'), join(photos, 'A.jpg'))
  await writeMask(join(root, 'personal/id1/SegmentationClass/A.png'), halfLabelMap(20, 10, 3))
  const path = join(await temporaryFolder(), 'voc')
  const events = exportLabels(createLabelFiles(nodeFileSystem), await openForTest(root), {
    ...WISH,
    path,
  })
  const report = await finishedReport(events)
  expect(report.sameNames.map(({ file }) => file)).toEqual(['a'])
  expect((await readdir(join(path, 'SegmentationClass'))).sort()).toEqual(['A.png', 'a.png'])
})
