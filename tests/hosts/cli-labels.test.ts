// `pss labels`: masks of other tools in, masks of a user out.

import {
  appendFile,
  link,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { actOnLabels } from '../../src-main/services/labelling/label-records.ts'
import { halfLabelMap, writeMask, writePhoto } from '../adapters/photos.ts'
import { pss, start } from './spawned-pss.ts'
import { tinyRoot } from './tiny-root.ts'

test('labels are written out, and taken in after a dry run', async () => {
  const root = await tinyRoot()
  const folder = await mkdtemp(join(tmpdir(), 'pss-labels-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const zip = join(folder, 'labels.zip')
  const user = ['--root', root, '--user', 'id1', '--format', 'cvat']
  const exported = await pss('labels', 'export', ...user, '--out', zip)
  expect(exported.code).toBe(0)
  expect(exported.stdout).toMatch(/^2 masks of id1 in .*labels\.zip, \d+\.\d kB\n$/)
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

test('components are counted first, and written with the small ones together', async () => {
  const root = await tinyRoot()
  const folder = await mkdtemp(join(tmpdir(), 'pss-labels-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const wish = ['--root', root, '--user', 'id1', '--format', 'coco', '--component-masks', '--out', join(folder, 'labels.json')] // prettier-ignore
  const counted = await pss('labels', 'export', ...wish, '--dry-run')
  expect(counted.stdout).toMatch(/^2 masks of id1 would be in .* kB, \d+ annotations; the most are of \S+: \d+\n$/) // prettier-ignore
  expect(await readdir(folder)).toEqual([])
  expect(await pss('labels', 'export', ...wish, '--small-under', '0')).toMatchObject({ code: 2 })
  const joined = await pss('labels', 'export', ...wish, '--small-under', '9', '--any-number')
  expect(joined.code).toBe(0)
  expect(await readdir(folder)).toEqual(['labels.json'])
})

test('agreement lists the photos that are drawn, and says when no pair is there', async () => {
  const root = await tinyRoot()
  const { code, stdout } = await pss('labels', 'agreement', '--root', root, '--user', 'id1')
  expect(code).toBe(0)
  expect(stdout).toMatch(/photo +first +by +second +by +mIoU/)
  expect(stdout).toContain('no photo has two finished masks yet')
})

test('a frozen mask is unfrozen, and labels are taken over to the file in the place of their photo', async () => {
  const root = await tinyRoot()
  const [file = ''] = (await readdir(join(root, 'personal/id1/SegmentationClass'))).sort()
  const { name } = parse(file)
  const opened = await openRoot(root, { as: 'studio' })
  const ports = { ...opened, machine: { now: () => new Date(), randomId: () => '' } }
  for (const action of ['review', 'freeze'] as const)
    await actOnLabels(ports, { user: 'id1', name, action, annotator: 'bob', work: [] })
  await opened.root.close()
  await appendFile(join(root, `personal/id1/JPEGImages/${name}.jpg`), 'a star')

  const user = ['--root', root, '--user', 'id1']
  const by = [...user, '--annotator', 'ann']
  expect((await pss('status', '--root', root)).stderr).toContain(
    'the labels belong to another photo',
  )
  const refused = await pss('labels', 'accept', name, ...by)
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('unfreeze it first')])
  expect(await pss('labels', 'unfreeze', name, ...user)).toMatchObject({ code: 2 })
  for (const verb of ['unfreeze', 'accept'])
    expect(await pss('labels', verb, name, ...by)).toMatchObject({ code: 0, stdout: `${name}: reviewed\n` }) // prettier-ignore
  expect((await pss('status', '--root', root)).stderr).not.toContain('another photo')
})

test('the active time on a photo is listed stretch by stretch', async () => {
  const root = await tinyRoot()
  const folder = join(root, '.pss-studio/active-time/id1')
  await mkdir(folder, { recursive: true })
  const stretch = { startedAt: '2026-01-01T10:00:00.000Z', seconds: 90, tool: 'wand', isAssisted: true, gestures: 2, by: 'ann' } // prettier-ignore
  await writeFile(join(folder, 'p.jsonl'), `${JSON.stringify(stretch)}\n{"startedAt"\n`)
  const { code, stdout, stderr } = await pss('labels', 'time', 'p', '--root', root, '--user', 'id1')
  expect(code).toBe(0)
  expect(stdout).toMatch(/2026-01-01T10:00:00.000Z +ann +wand +assisted +90.0 +2/)
  expect(stdout).toContain('1.5 minutes in 1 stretches')
  expect(stderr).toContain('1 damaged lines of the log left out')
})

test('Ctrl-C stops an export after the photo at hand, and nothing is left', async () => {
  const root = await tinyRoot()
  const folder = await mkdtemp(join(tmpdir(), 'pss-labels-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const user = join(root, 'personal/id1')
  const size = { width: 2400, height: 1600 }
  await writePhoto(join(user, 'JPEGImages/x0.jpg'), size)
  await writeMask(join(user, 'SegmentationClass/x0.png'), halfLabelMap(size.width, size.height, 8))
  for (let i = 1; i < 60; i++) {
    await link(join(user, 'JPEGImages/x0.jpg'), join(user, `JPEGImages/x${i}.jpg`))
    await link(join(user, 'SegmentationClass/x0.png'), join(user, `SegmentationClass/x${i}.png`))
  }
  const { child, ended } = start('labels', 'export', '--root', root, '--user', 'id1', '--format', 'voc', '--out', join(folder, 'out')) // prettier-ignore
  child.stderr.once('data', () => child.kill('SIGINT'))
  const { code, stdout, stderr } = await ended
  // On a slow machine the first word is of the masks that are read before.
  expect(stderr).toMatch(/^(0\/62 \S+|reading masks \d+\/62)\nstopping after this photo/)
  expect(stderr).toContain('pss: the export was stopped: nothing was written')
  expect([code, stdout, await readdir(folder)]).toEqual([1, '', []])
})
