// The page about a run, from a root in memory.

import { expect, test } from 'vitest'
import type { Scores } from '../../src-main/contract/runs.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { newRecord } from '../../src-main/core/labels/label-record.ts'
import {
  entropyKey,
  imageScoresKey,
  predictionKey,
} from '../../src-main/services/runs/run-files.ts'
import { writeReport } from '../../src-main/services/runs/report/write-report.ts'
import { writeRun } from '../../src-main/services/runs/run-store.ts'
import { configureRoot } from '../../src-main/services/settings.ts'
import { WIDTH, HEIGHT, leftHalf, memoryPorts } from './memory-ports.ts'
import { DEMO_CONFIG } from './run-config.ts'

const KEY = { runId: 'run-1', stage: 'stage1', checkpoint: 'last' } as const

/** Of person alone. */
const CLASS_IOU = Array.from({ length: 21 }, (_, index) => (index === 15 ? 0.5 : null))

/** Photo a is scored and done. */
async function openScored(withoutCopied?: Scores['withoutCopied']) {
  const ports = memoryPorts()
  const opened = await ports.openRoot('/memory')
  const { artifacts } = opened
  await writeRun(artifacts, {
    id: 'run-1',
    config: { ...DEMO_CONFIG, user: 'id1' },
    status: 'finished',
    error: null,
    createdAt: '',
    finishedAt: null,
    engine: null,
    phaseSeconds: {},
    peakMemoryBytes: null,
    scores: [
      {
        stage: 'stage1',
        checkpoint: 'last',
        iteration: 1,
        fiou: {},
        miou: {},
        classIou: CLASS_IOU,
        ...(withoutCopied && { withoutCopied }),
      },
    ],
  })
  const score = { name: 'a', group: 0, fiou: 0.5, miou: 0.5, pixelAccuracy: 0.5, entropy: 0.1, trueClasses: [8], predictedClasses: [8] } // prettier-ignore
  await artifacts.write(imageScoresKey(KEY), new TextEncoder().encode(JSON.stringify([score])))
  await artifacts.write(predictionKey(KEY, 'a'), await ports.codec.encodePalettePng(leftHalf(8)))
  await artifacts.write(entropyKey(KEY, 'a'), await ports.codec.encodeGreyPng(createLabelMap(WIDTH, HEIGHT))) // prettier-ignore
  return {
    opened,
    page: async () => {
      await writeReport(ports, opened, 'run-1')
      return new TextDecoder().decode(ports.artifacts.files.get('runs/run-1/report.html'))
    },
    makeDraft: () =>
      opened.root.changeLabelRecord({ domain: 'user', user: 'id1', name: 'a' }, () =>
        Promise.resolve({
          ...newRecord({ sha256: '', width: WIDTH, height: HEIGHT, orientation: 1 }, true),
          state: 'draft',
        }),
      ),
  }
}

test('a photo that is to be labelled blind is in no report until it is done', async () => {
  const { page, makeDraft, opened } = await openScored()
  expect((await page()).match(/<img /g)).toHaveLength(5)
  await makeDraft()
  expect(await page()).not.toContain('<img ')
  expect(await page()).toContain('Left out until done, because they are labelled blind: 1.')
  await configureRoot(opened.artifacts, { isBlindOnValidation: false })
  expect((await page()).match(/<img /g)).toHaveLength(5)
})

test('a class stands there again without copied pixels, where that is another figure', async () => {
  expect(await (await openScored()).page()).not.toContain('without copied pixels')
  const classIou = CLASS_IOU.map((iou) => iou && 0.4)
  const { page } = await openScored({
    fiou: {},
    miou: {},
    classIou,
    copiedPixels: 9,
    copiedImages: 1,
  })
  expect(await page()).toContain('<td>50.0 (40.0)</td>')
})
