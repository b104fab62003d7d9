// `pss labels`: masks of other tools in, masks of a user out.

import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pss } from './spawned-pss.ts'
import { tinyRoot } from './tiny-root.ts'

test('labels are written out, and taken in after a dry run', async () => {
  const root = await tinyRoot()
  const folder = await mkdtemp(join(tmpdir(), 'pss-labels-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const zip = join(folder, 'labels.zip')
  const user = ['--root', root, '--user', 'id1', '--format', 'cvat']
  const exported = await pss('labels', 'export', ...user, '--out', zip)
  expect(exported).toMatchObject({ code: 0, stdout: `2 masks of id1 in ${zip}\n` })
  expect(await pss('labels', 'export', ...user, '--out', zip)).toMatchObject({ code: 1 })
  const ringed = join(folder, 'ringed.zip')
  const { stderr } = await pss('labels', 'export', ...user, '--out', ringed, '--void-ring', '2')
  expect(stderr).toMatch(/[1-9]\d* pixels are a ring of void in the copy alone/)

  const voc = ['--root', root, '--user', 'id1', '--format', 'voc', '--out', join(folder, 'voc')]
  expect(await pss('labels', 'export', ...voc, '--polygons')).toMatchObject({ code: 1 })
  expect(await pss('labels', 'export', ...voc, '--photos')).toMatchObject({ code: 0 })
  expect(await readdir(join(folder, 'voc/JPEGImages'))).toHaveLength(2)

  const masks = join(root, 'personal/id1/SegmentationClass')
  const [name = ''] = (await readdir(masks)).sort()
  const before = await readFile(join(masks, name))
  await rm(join(masks, name))
  const dryRun = await pss('labels', 'import', zip, ...user, '--dry-run')
  expect(dryRun.stdout).toContain(`${name.slice(0, -4)}: new, `)
  expect(dryRun.stdout).toContain('1 of 2 masks would be written')
  expect(await readdir(masks)).not.toContain(name)
  const done = await pss('labels', 'import', zip, ...user)
  expect(done.stdout).toContain('has these pixels already')
  expect(done.stdout).toContain('1 of 2 masks written')
  expect(await readFile(join(masks, name))).toEqual(before)
})

test('agreement lists the photos that are drawn, and says when no pair is there', async () => {
  const root = await tinyRoot()
  const { code, stdout } = await pss('labels', 'agreement', '--root', root, '--user', 'id1')
  expect(code).toBe(0)
  expect(stdout).toMatch(/photo +first +by +second +by +mIoU/)
  expect(stdout).toContain('no photo has two finished masks yet')
})
