// Label files that are stopped on their way: an export leaves nothing behind, an import leaves whole masks.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import { createLabelFiles } from '../../src-main/adapters/label-files/label-files.ts'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import type { LabelExportEvent, LabelImportEvent } from '../../src-main/contract/labels.ts'
import { EVERY_COMPONENT } from '../../src-main/core/label-files/component-wish.ts'
import { LABEL_FORMATS } from '../../src-main/core/label-files/formats.ts'
import type { LabelFormat } from '../../src-main/core/label-files/formats.ts'
import { exportLabels } from '../../src-main/services/label-files/export-labels.ts'
import { importLabels } from '../../src-main/services/label-files/import-labels.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { halfLabelMap, writeMask } from '../adapters/photos.ts'
import { openForTest, smallRoot } from '../adapters/pss-root/small-root.ts'
import { temporaryFolder } from '../adapters/temporary-folder.ts'
import { memoryPorts } from './memory-ports.ts'
import { importPorts } from './small-studio.ts'
import { readEvents } from './read-events.ts'
import { withdrawnAt } from './withdrawn-at.ts'

const FILES = createLabelFiles(nodeFileSystem)

/** Three photos with masks, and an empty folder beside the root. */
async function masks() {
  const root = await smallRoot()
  for (const name of ['b', 'c']) {
    await writeMask(join(root, `personal/id1/SegmentationClass/${name}.png`), halfLabelMap(20, 10, 8)) // prettier-ignore
  }
  return { opened: await openForTest(root), folder: await temporaryFolder() }
}

function wish(folder: string, format: LabelFormat) {
  return { user: 'id1', format, path: join(folder, `out-${format}`), voidRingPx: 0, choices: [], components: EVERY_COMPONENT, isDryRun: false } as const // prettier-ignore
}

test('an export tells each photo and ends with its report', async () => {
  const { opened, folder } = await masks()
  const told: LabelExportEvent[] = []
  for await (const event of exportLabels(FILES, opened, wish(folder, 'coco'))) told.push(event)
  expect(told[0]).toEqual({ type: 'progress', done: 0, total: 3, file: 'a' })
  expect(told.at(-1)).toMatchObject({ type: 'finished', report: { imageCount: 3 } })
})

test('an export in any format leaves no file and no temporary one, whenever it is stopped', async () => {
  const { opened, folder } = await masks()
  const last = 4
  for (const format of LABEL_FORMATS) {
    for (let at = 1; at <= last; at++) {
      const events = exportLabels(FILES, opened, wish(folder, format), withdrawnAt(at))
      await expect(readEvents(events)).rejects.toMatchObject({
        kind: 'cancelled',
        message: 'the export was stopped: nothing was written',
      })
      expect([format, at, await readdir(folder)]).toEqual([format, at, []])
    }
    await readEvents(exportLabels(FILES, opened, wish(folder, format), withdrawnAt(last + 1)))
    expect(await readdir(folder)).toEqual([`out-${format}`])
    await nodeFileSystem.remove(join(folder, `out-${format}`))
  }
})

test('an export that is read no more leaves nothing either', async () => {
  const { opened, folder } = await masks()
  for (const format of LABEL_FORMATS) {
    for await (const event of exportLabels(FILES, opened, wish(folder, format))) {
      expect(event).toMatchObject({ type: 'progress', done: 0 })
      break
    }
    expect(await readdir(folder)).toEqual([])
  }
})

test('an import that is stopped keeps the masks that it wrote, and says how many', async () => {
  const { opened, folder } = await masks()
  for (const name of ['a', 'b', 'c']) {
    await writeMask(join(folder, `${name}.png`), halfLabelMap(20, 10, 3))
  }
  const request = { user: 'id1', format: 'voc', path: folder, classes: {}, isReplacing: true, isTurning: false, isDryRun: false } as const // prettier-ignore
  const told: LabelImportEvent[] = []
  const reading = async (): Promise<void> => {
    const events = importLabels(FILES, importPorts(opened), request, withdrawnAt(2))
    for await (const event of events) told.push(event)
  }
  await expect(reading()).rejects.toMatchObject({
    kind: 'cancelled',
    message: 'the import was stopped after 2 of 3: masks that were written and stay: 2',
  })
  expect(told).toMatchObject([
    { done: 1, written: 1 },
    { done: 2, written: 2 },
  ])
  for (const [name, value] of [
    ['a', 3],
    ['b', 3],
    ['c', 8],
  ] as const) {
    const stored = await opened.root.readLabelMap({ domain: 'user', user: 'id1', name })
    expect(stored?.labelMap).toEqual(halfLabelMap(20, 10, value))
  }
})

test('a root is not closed under an import, whose watcher reads on', async () => {
  const labels = createLabelFiles(nodeFileSystem)
  const open = (path: string) => openRoot(path, { as: 'studio' })
  const studio = await createStudio({ ...memoryPorts(), labelFiles: labels, openRoot: open }, await smallRoot()) // prettier-ignore
  const api = createRouterClient(createRouter(studio))
  const folder = await temporaryFolder()
  for (const name of ['b', 'c']) await writeMask(join(folder, `${name}.png`), halfLabelMap(20, 10, 8)) // prettier-ignore
  const events = await api.labels.import({ user: 'id1', format: 'voc', path: folder, isDryRun: false }) // prettier-ignore
  expect((await events.next()).value).toMatchObject({ done: 1, written: 1 })
  const closing = studio.close()
  expect(await readEvents(events)).toMatchObject([
    { type: 'progress', written: 2 },
    { type: 'finished', report: { rows: [{ outcome: 'new' }, { outcome: 'new' }] } },
  ])
  await closing
})
