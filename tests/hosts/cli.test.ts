// The real `pss`, spawned: results on stdout, everything else on stderr, exit codes 0, 1 and 2.

import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createImageCodec } from '../../src-main/adapters/images/image-codec.ts'
import { COMMANDS } from '../../src-main/hosts/cli/commands.ts'
import { writePhoto } from '../adapters/photos.ts'
import { pss, start } from './spawned-pss.ts'
import { tinyRoot } from './tiny-root.ts'

test('the help lists every command, and every command has its own', async () => {
  const { code, stdout } = await pss('--help')
  expect(code).toBe(0)
  for (const { name, summary } of COMMANDS) {
    expect(stdout).toContain(`  ${name} `)
    expect(stdout).toContain(summary)
  }
  expect(await pss('adapt', '--help')).toMatchObject({ code: 0, stderr: '' })
})

test.each([
  [[], ''],
  [['fly'], 'there is no command "fly"; there are import, status'],
  [['status'], '--root DIR is missing'],
  [['status', '--root', 'x', '--rot', 'y'], "Unknown option '--rot'"],
  [['status', '--root', 'x', 'word'], "Unexpected argument 'word'"],
  [['adapt', '--root', 'x'], '--user is missing'],
  [['adapt', '--root', 'x', '--user', 'id1', '--seed', 'many'], '--seed is a number, not "many"'],
  [
    ['adapt', '--root', 'x', '--user', 'id1', '--preset', 'best'],
    '--preset is one of recommended, paper',
  ],
  [
    ['adapt', '--root', 'x', '--user', 'id1', '--group-mode', 'all'],
    '--group-mode is one of paper, official-fixed, official-exact, global, none',
  ],
  [['adapt', '--root', 'x', '--user', 'id1', '--crop', '100'], 'cropSizePx'],
  [['evaluate', '--root', 'x', '--user', 'id1'], 'give either --run or --predictions'],
  [['serve', '--root', 'x', '--port', '99999'], '--port is 0 to 65535'],
  [['labels', '--root', 'x', '--user', 'id1', '--format', 'voc'], 'expected: pss labels import'],
  [
    ['labels', 'export', '--root', 'x', '--user', 'id1', '--format', 'voc'],
    '--out PATH is missing',
  ],
  [
    ['labels', 'export', '--root', 'x', '--user', 'id1', '--format', 'voc', '--out', 'y', '--void-ring', '2.5'], // prettier-ignore
    '--void-ring is a whole number from 0 to 5, not 2.5',
  ],
  [
    ['labels', 'import', 'y', '--root', 'x', '--user', 'id1', '--format', 'xml'],
    '--format is one of voc, coco, coco-panoptic, labelme, cvat, grey, not "xml"',
  ],
  [['split', '--root', 'x', '--user', 'id1'], 'expected: pss split status | draw'],
  [['image-labels', '--root', 'x', '--user', 'id1', '--classes', 'dog'], 'name one'],
  [['weights', 'add'], 'expected: pss weights, or pss weights add FILE'],
  [['weights', 'take', 'x'], 'expected: pss weights, or pss weights add FILE'],
  [['weights', '--network', 'resnet-50'], 'expected: pss weights, or pss weights add FILE'],
  [['weights', 'add', 'x', '--network', 'resnet'], '--network is one of mobilenet-v2, resnet-50'],
])('wrong use ends with 2: pss %j', async (args, message) => {
  const { code, stderr } = await pss(...args)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

test('a folder that is no PSS root ends with 1, in JSON too', async () => {
  const { code, stdout, stderr } = await pss('status', '--root', '/nowhere/at/all', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'notFound' } })
  expect(stderr).toContain('/nowhere/at/all')
})

test('an id that is none ends with 2 and says why', async () => {
  const root = await tinyRoot()
  const { code, stderr } = await pss('group', '--root', root, '--user', '../id1')
  expect(code).toBe(2)
  expect(stderr).toContain('a user id is letters')
})

test('status tells users and labels', async () => {
  const root = await tinyRoot()
  const { code, stdout } = await pss('status', '--root', root, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    root: { sourcePairCount: 4, users: [{ id: 'id1', imageCount: 4, labelledCount: 2 }, { id: 'id2' }] }, // prettier-ignore
    runs: [],
  })
})

test('classes are said of photos and told again', async () => {
  const root = await tinyRoot()
  const labels = async (...args: string[]) => {
    const ended = await pss('image-labels', ...args, '--root', root, '--user', 'id1', '--json')
    return { code: ended.code, told: JSON.parse(ended.stdout) as { name: string }[] }
  }
  const photos = await readdir(join(root, 'personal/id1/JPEGImages'))
  const names = photos.map((file) => file.replace('.jpg', '')).sort().slice(0, 2) // prettier-ignore
  expect(await labels(...names, '--classes', 'dog,person')).toEqual({
    code: 0,
    told: names.map((name) => ({ name, classes: ['dog', 'person'] })),
  })
  expect((await labels(names[0]!, '--classes', 'unknown')).told).toEqual([{ name: names[0], classes: null }]) // prettier-ignore
  expect((await labels(names[1]!, '--classes', 'unicorn')).code).toBe(1)
})

test('a split is drawn, frozen, named by status, and changed only after it was unfrozen', async () => {
  const root = await tinyRoot()
  const split = async (...args: string[]) => {
    const ended = await pss('split', ...args, '--root', root, '--user', 'id1', '--json')
    return { code: ended.code, status: JSON.parse(ended.stdout) as { hash: string; count: number } }
  }
  const { status } = await split('draw', '--fraction', '0.5', '--seed', '3', '--stratified')
  expect(status).toMatchObject({ count: 2, drawn: { seed: 3, isStratified: true } })
  expect((await split('freeze')).code).toBe(0)
  expect((await pss('status', '--root', root)).stdout).toContain(`${status.hash}, frozen`)
  expect((await split('draw')).code).toBe(1)
  expect((await split('unfreeze', '--hash', status.hash)).code).toBe(0)
})

test('photos are imported as a new user', async () => {
  const root = await tinyRoot()
  const photos = join(root, 'personal/id1/JPEGImages')
  const args = ['--root', root, '--user', 'new', '--from', photos, '--validation-fraction', '0.5']
  const { code, stdout } = await pss('import', ...args, '--json')
  expect(code).toBe(0)
  const report = JSON.parse(stdout) as { imported: number; validationSplit: string[] }
  expect(report.imported).toBe(4)
  expect(report.validationSplit).toHaveLength(2)
  expect(await pss('import', ...args)).toMatchObject({ code: 1 })
})

test('Ctrl-C stops an import of photos between two of them, nothing is left, and the next one is whole', async () => {
  const root = await tinyRoot()
  const folder = await mkdtemp(join(tmpdir(), 'pss-photos-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const size = { width: 1600, height: 1200, format: 'png' } as const
  for (let i = 0; i < 30; i++) await writePhoto(join(folder, `p${i}.png`), { ...size, shade: i })
  const before = await readdir(join(root, 'personal'))
  const args = ['import', '--root', root, '--user', 'new', '--from', folder]
  const { child, ended } = start(...args)
  child.stderr.once('data', () => child.kill('SIGINT'))
  const { code, stdout, stderr } = await ended
  expect(stderr).toMatch(/^1\/30 p0\.png\nstopping after this photo/)
  expect(stderr).toMatch(/pss: the import was stopped after \d+ of 30 photos: no user was made/)
  expect([code, stdout, await readdir(join(root, 'personal'))]).toEqual([1, '', before])
  expect(await pss(...args)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^30 photos/) as string }) // prettier-ignore
})

test('masks handed in as predictions score 100 % where they are not void', async () => {
  const root = await tinyRoot()
  const folder = await mkdtemp(join(tmpdir(), 'pss-predictions-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const masks = join(root, 'personal/id1/SegmentationClass')
  const codec = createImageCodec()
  for (const mask of await readdir(masks)) {
    const { data, ...size } = await codec.decodeIndexedPng(await readFile(join(masks, mask)))
    const prediction = { ...size, data: data.map((value) => (value === 255 ? 0 : value)) }
    await writeFile(join(folder, mask), await codec.encodePalettePng(prediction))
  }
  const { code, stdout } = await pss('evaluate', '--root', root, '--user', 'id1', '--predictions', folder, '--json') // prettier-ignore
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ n: 2, fiou: { ignore255: { mean: 1 } } })
})

test('photos are grouped and the list file is written', async () => {
  const root = await tinyRoot()
  const { code, stdout } = await pss('group', '--root', root, '--user', 'id1', '--groups', '2', '--write-list', '--json') // prettier-ignore
  expect(code).toBe(0)
  const { groups, list } = JSON.parse(stdout) as { groups: { images: string[] }[]; list: string }
  expect(groups.flatMap(({ images }) => images)).toHaveLength(4)
  expect((await readFile(list, 'utf8')).trim().split('\n')).toHaveLength(4)
})

test('a demo that stops before the first score says so and writes no page', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pss-demo-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  // A copy of the sample that is there is left as it is.
  await cp(await tinyRoot(), join(folder, 'sample'), { recursive: true })
  const args = ['--out', folder, '--stop-after', 'groups', '--groups', '2', '--source-groups', '2']
  const { code, stdout } = await pss('demo', ...args)
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^run run-\S+ ended after groups, before anything was evaluated: there are no scores\n$/,
  )
  expect(await readdir(folder)).toEqual(['sample'])
})

test('serve prints its address and ends in order when interrupted', async () => {
  const root = await tinyRoot()
  const { child, ended } = start('serve', '--root', root, '--port', '0')
  const address = await new Promise<string>((resolve) => {
    child.stdout.on('data', (text: string) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(text)
      if (found !== null) resolve(found[0])
    })
  })
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 0 })
})

test('the doctor looks at runtimes, codecs and weights', async () => {
  const { code, stdout } = await pss('doctor', '--json')
  expect(code).toBe(0)
  const { checks } = JSON.parse(stdout) as { checks: { name: string; status: string }[] }
  const status = Object.fromEntries(checks.map((check) => [check.name, check.status]))
  expect(status).toMatchObject({ 'onnxruntime cpu': 'ok', 'image codecs': 'ok', 'weights mobilenet-v2': 'ok', 'smart click': 'missing' }) // prettier-ignore
})

test('added weights are listed before the shipped ones', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pss-weights-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  vi.stubEnv('PSS_STUDIO_WEIGHTS', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const shipped = fileURLToPath(new URL('../../resources/weights', import.meta.url))
  const file = join(shipped, 'mobilenetv2-imagenet.safetensors')
  const { code, stdout } = await pss('weights', 'add', file)
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^mobilenet-v2: added from safetensors\n {2}265 tensors used, 0 not used\n {2}SHA-256 [0-9a-f]{64}\n/,
  )
  const listed = await pss('weights', '--json')
  expect(JSON.parse(listed.stdout)).toEqual([
    {
      name: 'mobilenet-v2',
      path: join(folder, 'mobilenet-v2-abe2fbec5a29.safetensors'),
      detail: 'added from mobilenetv2-imagenet.safetensors (safetensors)',
    },
  ])
  const other = await pss('weights', 'add', file, '--network', 'resnet-50', '--json')
  expect(other.code).toBe(1)
  expect(JSON.parse(other.stdout)).toMatchObject({ error: { kind: 'invalidInput' } })
})

test('a package comes from the registry that npm names when the environment names none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pss-npm-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const npm = join(folder, 'npm-cli.js')
  await writeFile(npm, "if (process.argv[4] === 'registry') console.log('http://127.0.0.1:1/npm/')")
  vi.stubEnv('npm_config_registry', '')
  vi.stubEnv('npm_execpath', npm)
  onTestFinished(() => void vi.unstubAllEnvs())
  const asked = await pss('weights', 'add', 'npm:nets@1.0.0')
  expect(asked.code).toBe(1)
  expect(asked.stderr).toContain('cannot read http://127.0.0.1:1/npm/nets/1.0.0')

  await writeFile(npm, "throw new Error('no configuration')")
  const silent = await pss('weights', 'add', 'npm:nets@1.0.0')
  expect(silent.code).toBe(2)
  expect(silent.stderr).toContain('set npm_config_registry to its address')
})

test('a network without weights is refused before the run, with the way to add them', async () => {
  const root = await tinyRoot()
  const { code, stderr } = await pss('adapt', '--root', root, '--user', 'id1', '--network', 'resnet-50') // prettier-ignore
  expect(code).toBe(1)
  expect(stderr).toContain('Add them with: pss weights add FILE')
  expect(await readdir(join(root, '.pss-studio'))).not.toContain('runs')
})
