// `pss labels agreement`: what two people, and gold masks, agree on, as lines.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { halfLabelMap, writePhoto } from '../adapters/photos.ts'
import { openSmallStudio } from '../services/small-studio.ts'
import { pss } from './spawned-pss.ts'

const A = { user: 'id1', name: 'a' } as const

/** Photo a has a first mask of ann's; all photos of the split are drawn for a second one, or none. */
async function openStudio(secondShare: 0 | 1) {
  const { path, api, close } = await openSmallStudio()
  await api.root.configure({ secondShare })
  const { revision } = await api.labels.open(A)
  const mask = { labelMap: encodeLabelMap(halfLabelMap(20, 10, 12)), provenance: null }
  await api.labels.save({ ...A, ...mask, revision, annotator: 'ann' })
  await api.labelRecords.act({ ...A, action: 'finish', annotator: 'ann' })
  return {
    api,
    path,
    close,
    async labelBlind(annotator: string, labelMap: LabelMap) {
      const blind = { labelMap: encodeLabelMap(labelMap), provenance: null, revision: null }
      await api.labels.save({ ...A, blindBy: annotator, ...blind })
      await api.secondLabels.finish({ ...A, annotator })
    },
    async agreement(...options: string[]) {
      const { code, stdout } = await pss('labels', 'agreement', '--root', path, '--user', 'id1', ...options) // prettier-ignore
      expect(code).toBe(0)
      return stdout
    },
  }
}

/** The first mask with `value` in its last column: 10 of the 100 pixels of background. */
function withLastColumn(value: number): LabelMap {
  const map = halfLabelMap(20, 10, 12)
  for (let y = 0; y < 10; y++) map.data[y * 20 + 19] = value
  return map
}

test('a finished pair has its figure, and all pairs have an interval and one line for each class', async () => {
  const { labelBlind, agreement } = await openStudio(1)
  expect(await agreement()).toMatch(/^a +done +ann +todo +- +-$/m)
  await labelBlind('bob', withLastColumn(3))
  // Background 90 of 100, bird none of 10, dog all: 0.9, 0 and 1.
  expect((await agreement()).split('\n').map((line) => line.trim().replace(/ +/g, ' '))).toEqual([
    'photo first by second by mIoU',
    'a done ann done bob 63.3',
    '',
    'mIoU 63.3, 95 % interval 63.3..63.3, n = 1; 95.0 % of the pixels that neither calls void',
    '',
    'class IoU n',
    'background 90.0 1',
    'bird 0.0 1',
    'dog 100.0 1',
    '',
  ])
  const figures: unknown = JSON.parse(await agreement('--json'))
  expect(figures).toMatchObject({ miou: { n: 1 }, pixelAgreement: 0.95, gold: [], leftOut: 0 })
})

test('each person who labelled gold photos has a line', async () => {
  const { api, labelBlind, agreement } = await openStudio(0)
  await api.labelRecords.act({ ...A, action: 'review', annotator: 'rob' })
  await api.secondLabels.setGold({ ...A, annotator: 'lea', isGold: true })
  expect(await agreement()).not.toContain('against gold masks')
  await labelBlind('eve', halfLabelMap(20, 10, 12))
  await labelBlind('bob', withLastColumn(3))
  const text = await agreement()
  expect(text).toMatch(/^against gold masks +mIoU +95 % interval +n$/m)
  expect(text).toMatch(/^bob +63\.3 +63\.3\.\.63\.3 +1$/m)
  expect(text).toMatch(/^eve +100\.0 +100\.0\.\.100\.0 +1$/m)
})

test('a pair of two photos is told, and scored once both people accept the photo that is there', async () => {
  const { path, close, labelBlind, agreement } = await openStudio(1)
  const photo = join(path, 'personal/id1/JPEGImages/a.jpg')
  await writePhoto(photo, { width: 20, height: 10, shade: 9 })
  await labelBlind('bob', withLastColumn(3))
  const lines = (await agreement()).trimEnd().split('\n')
  expect(lines).toContainEqual(expect.stringMatching(/^a +done +ann +otherPhoto +bob +-$/))
  expect(lines.at(-2)).toMatch(/^a: conflict: photo a: its two masks are of different photos/)
  await writePhoto(photo, { width: 20, height: 10, shade: 5 })
  await close()
  const accept = (...who: string[]) => pss('labels', 'accept', 'a', '--root', path, '--user', 'id1', '--annotator', ...who) // prettier-ignore
  expect((await accept('ann')).stdout).toBe('a: done\n')
  const blind = await accept('bob', '--blind')
  expect(blind.stdout).toBe('a: the blind mask of bob fits its photo\n')
  expect(await agreement()).toMatch(/^a +done +ann +done +bob +63\.3$/m)
})

test('a damaged pair is a line without a figure, and what is wrong stands last', async () => {
  const { path, labelBlind, agreement } = await openStudio(1)
  await labelBlind('bob', withLastColumn(3))
  const file = 'personal/id1/SegmentationClass.second/a.png'
  await writeFile(join(path, file), 'damaged')
  const lines = (await agreement()).trimEnd().split('\n')
  expect(lines).toContainEqual(expect.stringMatching(/^a +done +.* +damaged .* -$/))
  expect(lines).toContain('no photo has two finished masks yet')
  const [problem, count] = lines.slice(-2)
  expect(problem).toMatch(new RegExp(`^a: corrupt: ${file}: expected `))
  expect(count).toBe('pairs that cannot be compared, which no figure counts: 1')
})
