// The table of a run: No-DA, stage 1 and stage 2 beside each other, both checkpoints named; one line
// when nothing was evaluated.

import type { Figures, RunSummary, Scores, Stage } from '../../contract/runs.ts'
import type { Interval } from '../../contract/schemas.ts'
import { lineageNote } from '../../services/runs/report/lineage.ts'
import { readingOf } from '../../services/runs/report/reading.ts'
import { copiedNote } from '../../services/runs/report/score-tables.ts'
import { percent, table } from './format.ts'

const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  'source-only': 'No-DA',
  stage1: 'S1',
  stage2: 'S2',
}

export function scoreTable(run: RunSummary): string {
  const { id, scores, config, engine } = run
  if (scores.length === 0) {
    const end = config.stopAfter === undefined ? '' : ` after ${config.stopAfter}`
    return `run ${id} ended${end}, before anything was evaluated: there are no scores`
  }
  const rows = scores
    .filter(({ checkpoint }) => checkpoint === 'last')
    .concat(scores.filter(({ checkpoint }) => checkpoint === 'best'))
    .flatMap(scoreRows)
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
  const note = copiedNote(run)
  return [
    table([header, ...rows]),
    '',
    `user ${config.user}, preset ${readingOf(config)}, seed ${config.seed}, ${config.network}, ${engine ?? 'unknown engine'}`,
    'metrics: official, in percent; "best" was chosen on these masks, "last" was not',
    lineageNote(config),
    ...(note === '' ? [] : [note]),
  ].join('\n')
}

/** A second row leaves out what was copied from a prediction, where there is such. */
function scoreRows(scores: Scores): string[][] {
  const name = STAGE_NAMES[scores.stage]
  const row = scoreRow(name, scores, scores)
  return scores.withoutCopied === undefined
    ? [row]
    : [row, scoreRow(`${name} without copied pixels`, scores, scores.withoutCopied)]
}

function scoreRow(
  name: string,
  { checkpoint, iteration }: Scores,
  { fiou, miou }: Figures,
): string[] {
  const official = fiou['official']
  return [
    name,
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
