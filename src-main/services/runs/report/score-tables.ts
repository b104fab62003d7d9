// The numbers of a run as tables: every stage and checkpoint, every variant, every class.

import type { Figures, RunSummary, Scores, Stage } from '../../../contract/runs.ts'
import type { Interval } from '../../../contract/schemas.ts'
import { VOC_CLASSES } from '../../../core/labels/classes.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'

export const STAGE_TITLES: Readonly<Record<Stage, string>> = {
  'source-only': 'No-DA',
  stage1: 'Stage 1',
  stage2: 'Stage 2',
}

/** Which photos were scored. */
export function splitNote({ scores }: RunSummary): Html {
  const split = scores.at(-1)?.split
  if (!split) return html`<p>Scored on the photos with masks: no validation split was drawn.</p>`
  const state = split.frozenAt === null ? 'not frozen' : `frozen since ${split.frozenAt}`
  return html`<p>Scored on validation split ${split.hash} (${split.count} photos, ${state}).</p>`
}

export function scoreTable({ scores }: RunSummary): Html {
  const sorted = [...scores].sort(byCheckpointThenStage)
  return html`<table>
    <thead>
      <tr>
        <th>stage</th>
        <th>checkpoint</th>
        <th>iteration</th>
        <th>FIoU</th>
        <th>95 % interval</th>
        <th>n</th>
        <th>MIoU</th>
        <th>MIoU present</th>
        <th>FIoU ignore255</th>
        <th>FIoU binary</th>
        <th>masks</th>
      </tr>
    </thead>
    <tbody>
      ${sorted.flatMap(scoreRows)}
    </tbody>
  </table>`
}

const STAGE_ORDER: readonly Stage[] = ['source-only', 'stage1', 'stage2']

function byCheckpointThenStage(a: Scores, b: Scores): number {
  if (a.checkpoint !== b.checkpoint) return a.checkpoint === 'last' ? -1 : 1
  return STAGE_ORDER.indexOf(a.stage) - STAGE_ORDER.indexOf(b.stage)
}

/** A second row leaves out what was copied from a prediction, where there is such. */
function scoreRows(scores: Scores): Html[] {
  const title = STAGE_TITLES[scores.stage]
  const { withoutCopied } = scores
  const row = scoreRow(title, scores, scores)
  return withoutCopied === undefined
    ? [row]
    : [row, scoreRow(`${title}, without copied pixels`, scores, withoutCopied)]
}

function scoreRow(
  title: string,
  { checkpoint, iteration, truthHash }: Scores,
  { fiou, miou }: Figures,
): Html {
  const official = fiou['official']
  return html`<tr>
    <th>${title}</th>
    <td>${checkpoint}</td>
    <td>${iteration}</td>
    <td>${percent(official?.mean)}</td>
    <td>${interval(official)}</td>
    <td>${official?.n ?? 0}</td>
    <td>${percent(miou['official'])}</td>
    <td>${percent(miou['present'])}</td>
    <td>${percent(fiou['ignore255']?.mean)}</td>
    <td>${percent(fiou['binary']?.mean)}</td>
    <td>${truthHash ?? '-'}</td>
  </tr>`
}

/** What the rows without copied pixels are; empty when there are none. */
export function copiedNote({ scores }: RunSummary): string {
  const copied = scores.findLast(({ withoutCopied }) => withoutCopied !== undefined)?.withoutCopied
  if (copied === undefined) return ''
  return (
    `${copied.copiedPixels} pixels in the masks of ${copied.copiedImages} images were copied from a ` +
    'prediction, which flatters the method they came from; the rows "without copied pixels" leave them out.'
  )
}

/** IoU of the classes that occur in truth or prediction, of the last checkpoints; in brackets without copied pixels. */
export function classTable({ scores }: RunSummary): Html {
  const last = scores.filter(({ checkpoint }) => checkpoint === 'last').sort(byCheckpointThenStage)
  const rows = VOC_CLASSES.map((name, index) => ({
    name,
    values: last.map(({ classIou, withoutCopied }) => ({
      iou: classIou[index] ?? null,
      rest: withoutCopied && (withoutCopied.classIou[index] ?? null),
    })),
  })).filter(({ values }) => values.some(({ iou }) => iou !== null))
  return html`<table>
    <thead>
      <tr>
        <th>
          ${last.some(({ withoutCopied }) => withoutCopied) ? 'IoU (without copied pixels)' : 'IoU'}
        </th>
        ${last.map(({ stage }) => html`<th>${STAGE_TITLES[stage]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, values }) =>
          html`<tr>
            <th>${name}</th>
            ${values.map(({ iou, rest }) => html`<td>${percent(iou)}${inBrackets(rest, iou)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** Where it reads otherwise. */
function inBrackets(rest: number | null | undefined, iou: number | null): string {
  const isOther = rest !== undefined && percent(rest) !== percent(iou)
  return isOther ? ` (${percent(rest)})` : ''
}

function interval(value: Interval | undefined): string {
  return value === undefined ? '-' : `${percent(value.low)} to ${percent(value.high)}`
}

export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : (value * 100).toFixed(1)
}
