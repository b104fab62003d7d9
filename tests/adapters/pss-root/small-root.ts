// A small PSS root on disk for tests: one user with three photos and one mask, two source pairs.

import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openRoot } from '../../../src-main/adapters/pss-root/open-root.ts'
import type { OpenRootOptions, OpenedRoot } from '../../../src-main/adapters/pss-root/open-root.ts'
import { halfLabelMap, put, writeMask, writePhoto } from '../photos.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export async function smallRoot(): Promise<string> {
  const root = await temporaryFolder()
  for (const name of ['a', 'b', 'c']) {
    await writePhoto(join(root, `personal/id1/JPEGImages/${name}.jpg`), { width: 20, height: 10 })
  }
  await writeMask(join(root, 'personal/id1/SegmentationClass/a.png'), halfLabelMap(20, 10, 15))
  await put(
    join(root, 'personal/id1/imgLabelList.txt'),
    '/JPEGImages/a.jpg:cat\n/JPEGImages/b.jpg:dog,person\n/JPEGImages/c.jpg:UNKNOWN\n',
  )
  await put(
    join(root, 'personal/id1/val_all.txt'),
    '/JPEGImages/a.jpg /SegmentationClass/a.png 0\n/JPEGImages/c.jpg /SegmentationClass/c.png 0\n',
  )
  for (const name of ['s1', 's2']) {
    await writePhoto(join(root, `VOC2012/JPEGImages/${name}.jpg`), { width: 12, height: 12 })
    const mask = join(root, `VOC2012/SegmentationClassAug/${name}.png`)
    await writeMask(mask, halfLabelMap(12, 12, 7))
  }
  await put(
    join(root, 'VOC2012/ImageSets/Segmentation/train_aug.txt'),
    '/JPEGImages/s1.jpg /SegmentationClassAug/s1.png\ns2\n',
  )
  return root
}

export async function openForTest(
  path: string,
  options: Partial<OpenRootOptions> = {},
): Promise<OpenedRoot> {
  const opened = await openRoot(path, { as: 'studio', ...options })
  onTestFinished(() => opened.root.close())
  return opened
}

/** Sets the modification time; records of files younger than a moment are not kept. */
export async function setTime(iso: string, ...paths: readonly string[]): Promise<void> {
  for (const path of paths) await utimes(path, new Date(iso), new Date(iso))
}
