// Label files that are called like a photo but for upper and lower case, as a tool on Windows may write
// them, or but for Unicode normalisation, as macOS does.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import type { LabelImportReport } from '../../src-main/contract/labels.ts'
import { importLabels } from '../../src-main/services/label-files/import-labels.ts'
import { matchPhotos } from '../../src-main/services/label-files/photo-matches.ts'
import { halfLabelMap, writeMask } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { finishedReport } from './finished-report.ts'
import { importPorts } from './small-studio.ts'

test.each([
  { photos: ['IMG_1'], files: ['img_1'], matched: ['IMG_1 in other case'] },
  { photos: ['IMG_1'], files: ['img_1.jpg'], matched: ['IMG_1 in other case'] },
  { photos: ['img_1', 'IMG_1'], files: ['img_1', 'IMG_1'], matched: ['img_1', 'IMG_1'] },
  { photos: ['img_1', 'IMG_1'], files: ['Img_1'], matched: ['Img_1 unclear: img_1, IMG_1'] },
  { photos: ['IMG_1'], files: ['IMG_1', 'img_1'], matched: ['IMG_1', 'img_1 unclear: IMG_1'] },
  { photos: ['caf\u00e9'], files: ['cafe\u0301.jpg'], matched: ['caf\u00e9 in other case'] },
  { photos: ['a'], files: ['stranger'], matched: ['stranger'] },
])('where there are photos $photos, files $files are of $matched', ({ photos, files, matched }) => {
  const matchOf = matchPhotos(files, photos)
  const told = files.map(matchOf).map(({ name, isOtherCase, alike }) => {
    if (isOtherCase) return `${name} in other case`
    return alike.length === 0 ? name : `${name} unclear: ${alike.join(', ')}`
  })
  expect(told).toEqual(matched)
})

test.runIf(process.platform === 'linux')(
  'an import takes what is clear and says so, and says what is not',
  async () => {
    const root = await smallRoot()
    const opened = await openForTest(root)
    const path = await temporaryFolder()
    for (const file of ['B.png', 'c.png'])
      await writeMask(join(path, file), halfLabelMap(20, 10, 8))
    const take = async (isDryRun: boolean) => {
      const wish = { user: 'id1', format: 'voc', path, classes: {}, isReplacing: false, isTurning: false, isDryRun } as const // prettier-ignore
      const events = importLabels(createLabelFiles(nodeFileSystem), importPorts(opened), wish)
      return (await finishedReport<LabelImportReport>(events)).rows
    }
    expect(await take(true)).toMatchObject([
      { name: 'b', file: 'B.png', outcome: 'new', remarks: ['otherCase'] },
      { name: 'c', file: 'c.png', outcome: 'new', remarks: [] },
    ])
    await writeMask(join(path, 'b.png'), halfLabelMap(20, 10, 9))
    const rows = await take(false)
    expect(
      rows.map(({ name, outcome, remarks, detail }) => [name, outcome, remarks, detail]),
    ).toEqual([
      ['B', 'noPhoto', [], 'but for upper and lower case and Unicode normalisation it is called like b: call it exactly like the photo it is of'], // prettier-ignore
      ['b', 'new', [], null],
      ['c', 'new', [], null],
    ])
    const masks = join(root, 'personal/id1/SegmentationClass')
    expect(await readdir(masks)).toEqual(['a.png', 'b.png', 'c.png'])
  },
)
