import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MasksRead } from '../../../src-main/contract/root.ts'
import type { UserListing } from '../../../src-main/services/ports.ts'
import { halfLabelMap, writeMask } from '../photos.ts'
import { openForTest, setTime, smallRoot } from '../pss-root/small-root.ts'

test('masks that nobody has read are read once for all who list, and it is told how far that is', async () => {
  const path = await smallRoot()
  const total = 60
  const masks = Array.from({ length: total }, (_, at) => join(path, `personal/id1/SegmentationClass/m${at}.png`)) // prettier-ignore
  await rm(join(path, 'personal/id1/SegmentationClass/a.png'))
  for (const mask of masks) await writeMask(mask, halfLabelMap(400, 300, 12))
  await setTime('2026-01-01', ...masks)
  const { root } = await openForTest(path)
  const told: MasksRead[] = []
  const later: Promise<UserListing>[] = []
  root.watchMasksRead((read) => {
    told.push(read)
    // When some are read and others are not.
    if (told.length % 10 === 1 && later.length < 5) later.push(root.listUser('id1'))
  })
  const [one, other] = await Promise.all([root.listUser('id1'), root.listUser('id1')])
  expect(other).toEqual(one)
  for (const { problems } of await Promise.all(later)) expect(problems).toEqual(one.problems)
  expect(told).toEqual(masks.map((_, at) => ({ done: at + 1, total })))
})
