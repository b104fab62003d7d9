// Budget, scores and losses of the run that the studio fixture has.

import type {
  Budget,
  Figures,
  ImageScore,
  LossPoint,
  Scores,
  Stage,
} from '../../src-main/contract/runs.ts'

export const DEMO_BUDGET: Budget = {
  iterations: 40,
  batchSize: 4,
  cropSizePx: 128,
  evaluationSizePx: 160,
  evaluateEvery: 20,
  checkpointEvery: 20,
  userGroupCount: 8,
  sourceGroupCount: 16,
}

export function createScores(
  stage: Stage,
  checkpoint: 'last' | 'best',
  fiou: number,
  copiedPixels = 0,
): Scores {
  const iteration = checkpoint === 'last' ? 40 : 20
  const scores = { stage, checkpoint, iteration, ...createFigures(fiou) }
  if (copiedPixels === 0) return scores
  // Only persons (15) were copied: the other classes stay as they are.
  const classIou = scores.classIou.map((iou, at) => (at === 15 && iou !== null ? iou - 0.1 : iou))
  const withoutCopied = { ...createFigures(fiou - 0.1), classIou, copiedPixels, copiedImages: 1 }
  return { ...scores, withoutCopied }
}

function createFigures(fiou: number): Figures {
  const interval = { mean: fiou, n: 49, low: fiou - 0.05, high: fiou + 0.05 }
  return {
    fiou: { official: interval, ignore255: interval, binary: interval, perclass: interval },
    miou: { official: fiou / 2, present: fiou * 0.8, voc: fiou * 0.7, fg20: fiou / 2.2 },
    classIou: Array.from({ length: 21 }, (_, index) =>
      [0, 7, 12, 15].includes(index) ? Math.max(0.05, fiou - index * 0.01) : null,
    ),
  }
}

/** In the masks that have copied pixels, those of photo00 and nothing but copies in photo03. */
export function createImageScores(copiedPixels = 0): ImageScore[] {
  const rest = [{ fiou: 0.6, miou: 0.5, pixelAccuracy: 0.9 }, { fiou: null, miou: null, pixelAccuracy: null }] // prettier-ignore
  return [0.72, 0.08, 0.41, 0.93].map((fiou, at) => ({
    name: `photo${String(at * 3).padStart(2, '0')}`,
    group: at % 4,
    fiou,
    miou: fiou * 0.9,
    pixelAccuracy: 0.9,
    entropy: 1 - fiou,
    trueClasses: [0, 15],
    predictedClasses: at === 1 ? [0, 12] : [0, 15],
    ...(copiedPixels > 0 && rest[at] ? { withoutCopied: { copiedPixels, ...rest[at] } } : {}),
  }))
}

export function createLosses(): LossPoint[] {
  return (['source-only', 'stage1', 'stage2'] as const).flatMap((stage) =>
    Array.from({ length: 40 }, (_, at) => ({
      stage,
      iteration: at + 1,
      losses: {
        segmentation: 2.4 * Math.exp(-at / 14) + 0.3,
        ...(stage === 'source-only' ? {} : { adversarial: 0.7 + Math.sin(at / 5) * 0.05 }),
      },
      learningRate: 0.00025,
    })),
  )
}
