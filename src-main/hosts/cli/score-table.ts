// The table of a run: No-DA, stage 1 and stage 2 beside each other, both checkpoints named; one line
// when nothing was evaluated.

import type { RunSummary, Scores, Stage } from '../../contract/runs.ts'
import type { Interval } from '../../contract/schemas.ts'
import { lineageNote } from '../../services/runs/report/lineage.ts'
import { readingOf } from '../../services/runs/report/reading.ts'
import { percent, table } from './format.ts'

const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  'source-only': 'No-DA',
  stage1: 'S1',
  stage2: 'S2',
}

export function scoreTable({ id, scores, config, engine }: RunSummary): string {
  if (scores.length === 0) {
    const end = config.stopAfter === undefined ? '' : ` after ${config.stopAfter}`
    return `run ${id} ended${end}, before anything was evaluated: there are no scores`
  }
  const rows = scores
    .filter(({ checkpoint }) => checkpoint === 'last')
    .concat(scores.filter(({ checkpoint }) => checkpoint === 'best'))
    .map(scoreRow)
  const header = [
    '',
    'checkpoint',
    'iteration',
    'FIoU',
    '95 % interval',
    'MIoU',
    'MIoU (present)',
    'n',
  ]
  return [
    table([header, ...rows]),
    '',
    `user ${config.user}, preset ${readingOf(config)}, seed ${config.seed}, ${config.network}, ${engine ?? 'unknown engine'}`,
    'metrics: official, in percent; "best" was chosen on these masks, "last" was not',
    lineageNote(config),
  ].join('\n')
}

function scoreRow({ stage, checkpoint, iteration, fiou, miou }: Scores): string[] {
  const official = fiou['official']
  return [
    STAGE_NAMES[stage],
    checkpoint,
    String(iteration),
    percent(official?.mean),
    interval(official),
    percent(miou['official']),
    percent(miou['present']),
    String(official?.n ?? 0),
  ]
}

function interval(value: Interval | undefined): string {
  return value === undefined ? '-' : `${percent(value.low)}..${percent(value.high)}`
}
