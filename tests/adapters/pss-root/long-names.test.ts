// How long a photo's name may be: a file system has 255 bytes for the name of a file, and what belongs to a photo is called as it
// is, with more around it.

import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newRecord } from '../../../src-main/core/labels/label-record.ts'
import { halfLabelMap, writeMask, writePhoto } from '../photos.ts'
import { openForTest, smallRoot } from './small-root.ts'

/** Bytes in UTF-8: 3 a character, and 2. */
const LONGEST = `${'\u7167'.repeat(66)}xx`

async function openWith(name: string) {
  const path = await smallRoot()
  await writePhoto(join(path, `personal/id1/JPEGImages/${name}.jpg`), { width: 20, height: 10 })
  return {
    path,
    image: { domain: 'user', user: 'id1', name } as const,
    ...(await openForTest(path)),
  }
}

test('all that is written of a photo with the longest name has room for its ending', async () => {
  const { path, image, root, journals, artifacts } = await openWith(LONGEST)
  const labelMap = halfLabelMap(20, 10, 3)
  const provenance = { ...labelMap, data: labelMap.data.map((value) => Math.min(value, 1)) }
  const labels = { labelMap, provenance }
  await root.saveLabelMap(image, labels, null)
  await root.savePairedMask({ ...image, which: 'second' }, labels, null)
  await root.changeLabelRecord(image, async ({ photo }) => newRecord(await photo(), false))
  await journals.append(image, 0, Uint8Array.of(1))
  await journals.replace(image, Uint8Array.of(1, 2))
  const aside = await journals.keepAside(image, { moves: 1, canReturn: true })
  expect(await journals.findAside(image)).toMatchObject({ path: aside })
  await artifacts.appendLine(`active-time/id1/${LONGEST}.jsonl`, '{}')
  await artifacts.write(`runs/r/predictions/stage1-last/${LONGEST}.png`, Uint8Array.of(1))
  expect((await root.listUser('id1')).problems).toEqual([])
  await writeFile(join(path, `personal/id1/SegmentationClass/${LONGEST}.png`), 'damaged')
  expect(await root.keepDamagedMask(image)).not.toBeNull()
  const kept = await root.keepLabelsAside(image)
  expect((await readdir(kept)).sort()).toEqual(['Annotations', 'Provenance', 'Provenance.second', 'SegmentationClass', 'SegmentationClass.second']) // prettier-ignore
  await journals.close()
})

test('a photo whose name is longer is left out, and told once with the limit in bytes', async () => {
  const { root, path } = await openWith(`${LONGEST}x`)
  await writeMask(
    join(path, `personal/id1/SegmentationClass/${LONGEST}x.png`),
    halfLabelMap(20, 10, 3),
  )
  const { images, problems } = await root.listUser('id1')
  expect(images.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining('at most 200 bytes in UTF-8 (a Chinese character has 3)'),
  ])
})
