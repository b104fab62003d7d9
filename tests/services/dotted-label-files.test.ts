// Labels of other tools for photos whose names have dots, spaces and letters of any script.

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import type { OpenedRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import type { LabelImportReport } from '../../src-main/contract/labels.ts'
import { EVERY_COMPONENT } from '../../src-main/core/label-files/component-wish.ts'
import { LABEL_FORMATS } from '../../src-main/core/label-files/formats.ts'
import type { LabelFormat } from '../../src-main/core/label-files/formats.ts'
import { exportLabels } from '../../src-main/services/label-files/export-labels.ts'
import { importLabels } from '../../src-main/services/label-files/import-labels.ts'
import { halfLabelMap, writeMask, writePhoto } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { finishedReport } from './finished-report.ts'
import { importPorts } from './small-studio.ts'

const FILES = createLabelFiles(nodeFileSystem)
const WHOLE = { user: 'id1', voidRingPx: 0, choices: [], components: EVERY_COMPONENT, isDryRun: false } as const // prettier-ignore

async function outcomes(
  opened: OpenedRoot,
  path: string,
  format: LabelFormat,
): Promise<string[][]> {
  const request = { user: 'id1', format, path, classes: {}, isReplacing: false, isTurning: false, isDryRun: true } as const // prettier-ignore
  const report = importLabels(FILES, importPorts(opened), request)
  const { rows } = await finishedReport<LabelImportReport>(report)
  return rows.map(({ name, outcome }) => [name, outcome])
}

test('labels of photos with dots in their names find them, with the endings that other tools add too', async () => {
  const root = await smallRoot()
  for (const name of ['2021.07.14 Wien', 'IMG.2021', 'IMG.2022', 'IMG']) {
    await writePhoto(join(root, `personal/id1/JPEGImages/${name}.jpg`), { width: 20, height: 10 })
  }
  const opened = await openForTest(root)
  const labels = await temporaryFolder()
  const files = ['2021.07.14 Wien', 'IMG.2021', 'IMG.2022.jpg', 'IMG.2023', 'b.jpg']
  for (const file of files) await writeMask(join(labels, `${file}.png`), halfLabelMap(20, 10, 8))
  expect(await outcomes(opened, labels, 'voc')).toEqual([
    ['2021.07.14 Wien', 'new'],
    ['IMG.2021', 'new'],
    ['IMG.2022', 'new'],
    ['IMG.2023', 'noPhoto'],
    ['b', 'new'],
  ])
})

test.each(LABEL_FORMATS)(
  '%s brings the masks of photos back, with dots, spaces and Chinese in their names',
  async (format) => {
    const root = await smallRoot()
    const names = [
      '2021.07.14 Wien',
      'IMG.2021',
      'IMG.2022',
      'a.jpg',
      '公园 旅行.2',
      'Grüße  2',
      '10',
    ]
    for (const [at, name] of names.entries()) {
      await writePhoto(join(root, `personal/id1/JPEGImages/${name}.JPG`), { width: 20, height: 10 })
      await writeMask(join(root, `personal/id1/SegmentationClass/${name}.png`), halfLabelMap(20, 10, at + 1)) // prettier-ignore
    }
    const opened = await openForTest(root)
    const path = join(await temporaryFolder(), format === 'cvat' ? 'labels.zip' : format)
    const { imageCount, skipped } = await finishedReport(
      exportLabels(FILES, opened, { ...WHOLE, format, path }),
    )
    expect([imageCount, skipped]).toEqual([names.length + 1, []])
    const found = await outcomes(opened, path, format)
    expect(found.sort()).toEqual([...names, 'a'].sort().map((name) => [name, 'same']))
  },
)
