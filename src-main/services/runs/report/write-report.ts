// One self-contained page about a run: what was done, the scores in every reading, the losses, and the
// labelled images worst first. No scripts, nothing from elsewhere.

import { DIFFERENCE_LEGEND } from '../../../contract/media.ts'
import { stageSchema } from '../../../contract/runs.ts'
import type { ImageScore, LossPoint, RunSummary, Stage } from '../../../contract/runs.ts'
import { isToStayUnseen } from '../../../core/labels/blindness.ts'
import { StudioError } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import { encodeUtf8 } from '../../../core/bytes/utf8.ts'
import type { Ports, RootPorts } from '../../ports.ts'
import { readSettings } from '../../settings.ts'
import { readImageScores } from '../image-scores.ts'
import { readLosses, thinLosses } from '../losses.ts'
import { runKey } from '../run-files.ts'
import { readRun } from '../run-store.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { lineageNote } from './lineage.ts'
import { lossChart } from './loss-chart.ts'
import { pictureRow } from './pictures.ts'
import { readingOf } from './reading.ts'
import { STAGE_TITLES, classTable, copiedNote, scoreTable, splitNote } from './score-tables.ts'
import { STYLE } from './style.ts'

/** More would make a page that no browser likes. */
const MOST_IMAGES = 60

/** Errors: notFound before anything was evaluated; io. */
export async function writeReport(
  { codec, machine }: Ports,
  ports: RootPorts,
  runId: string,
): Promise<{ path: string }> {
  const run = await readRun(ports.artifacts, runId)
  const stage = lastStage(run)
  const losses = thinLosses(await readLosses(ports.artifacts, runId))
  const key = { runId, stage, checkpoint: 'last' } as const
  const all = await readImageScores(ports.artifacts, key)
  const seen = await seenScores(ports, run.config.user, all)
  const scores = seen.slice(0, MOST_IMAGES)
  const source = { ...ports, codec, user: run.config.user, key }
  const rows: Html[] = []
  for (const score of scores) {
    const row = await pictureRow(source, score)
    if (row !== null) rows.push(row)
  }
  const page = reportPage({
    run,
    stage,
    losses,
    rows,
    scores: all,
    unseenCount: all.length - seen.length,
    madeAt: machine.now(),
  })
  const fileKey = runKey(runId, 'report.html')
  await ports.artifacts.write(fileKey, encodeUtf8(page.html))
  return { path: ports.artifacts.locate(fileKey) }
}

/** Without those of photos that are to be labelled blind. */
async function seenScores(
  { root, artifacts }: RootPorts,
  user: string,
  scores: readonly ImageScore[],
): Promise<readonly ImageScore[]> {
  const settings = await readSettings(artifacts)
  const { images } = await root.listUser(user)
  const unseen = images.filter((image) => isToStayUnseen(image, settings))
  const names = new Set(unseen.map(({ name }) => name))
  return scores.filter(({ name }) => !names.has(name))
}

function lastStage(run: RunSummary): Stage {
  const evaluated = new Set(run.scores.map(({ stage }) => stage))
  const last = stageSchema.options.filter((stage) => evaluated.has(stage)).at(-1)
  if (last !== undefined) return last
  throw new StudioError(
    'notFound',
    said`run ${run.id} was not evaluated yet; there is nothing to report`,
  )
}

interface ReportContent {
  readonly run: RunSummary
  readonly stage: Stage
  readonly losses: readonly LossPoint[]
  readonly rows: readonly Html[]
  readonly scores: readonly ImageScore[]
  readonly unseenCount: number
  readonly madeAt: Date
}

function reportPage(content: ReportContent): Html {
  const { run, stage, losses, rows, scores, unseenCount, madeAt } = content
  const { config } = run
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>PSS Studio: user ${config.user}, ${run.id}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <h1>User ${config.user}</h1>
        <p>
          ${run.id}, preset <b>${readingOf(config)}</b>, seed <b>${config.seed}</b>,
          ${config.network}, ${run.engine ?? 'unknown engine'}; page made ${madeAt.toISOString()}
        </p>
        <h2>Scores</h2>
        <p>
          In percent. FIoU and MIoU without a further word are the paper's (official). "last" is the
          model after its final iteration; "best" was chosen by FIoU on these same masks and is
          optimistic. n is the number of labelled images. ${lineageNote(config)} ${copiedNote(run)}
        </p>
        ${splitNote(run)} ${scoreTable(run)} ${classTable(run)}
        <h2>Losses</h2>
        <div class="charts">${lossCharts(losses)}</div>
        <h2>Images, worst first</h2>
        <p>
          ${STAGE_TITLES[stage]}, checkpoint "last". Entropy: black is sure. Difference: ${legend()}
          ${unseenNote(unseenCount)}
        </p>
        <table class="pictures">
          <thead>
            <tr>
              <th></th>
              <th>photo</th>
              <th>truth</th>
              <th>prediction</th>
              <th>entropy</th>
              <th>difference</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
        ${maskList(stage, scores)}
        <h2>Configuration</h2>
        <pre>${JSON.stringify(config, null, 2)}</pre>
        <p>${phaseTimes(run)}</p>
      </body>
    </html> `
}

function lossCharts(losses: readonly LossPoint[]): Html[] {
  return stageSchema.options.flatMap((stage) => {
    const own = losses.filter((point) => point.stage === stage)
    return own.length === 0 ? [] : [lossChart(STAGE_TITLES[stage], own)]
  })
}

const LEGEND_NAMES: Readonly<Record<(typeof DIFFERENCE_LEGEND)[number]['kind'], string>> = {
  agreeBackground: 'background, right',
  agreeForeground: 'object, right',
  wrongClass: 'wrong class',
  missed: 'missed',
  invented: 'invented',
  void: 'void',
}

function unseenNote(count: number): string {
  return count === 0 ? '' : `Left out until done, because they are labelled blind: ${count}.`
}

function maskList(stage: Stage, scores: readonly ImageScore[]): Html {
  const rows = scores.map(
    ({ name, maskHash }) => html`${name} <code>${maskHash ?? 'unknown'}</code><br />`,
  )
  return html`<h2>Masks</h2>
    <p>
      The first 16 digits of the SHA-256 of each mask that ${STAGE_TITLES[stage]} was scored
      against; the column "masks" above names the whole set.
    </p>
    <p><small>${rows}</small></p>`
}

function legend(): readonly Html[] {
  return DIFFERENCE_LEGEND.map(
    ({ kind, rgb }) =>
      html`<span class="swatch" style="background:rgb(${rgb.join(',')})"></span
        >${LEGEND_NAMES[kind]} `,
  )
}

function phaseTimes({ phaseSeconds, peakMemoryBytes }: RunSummary): string {
  const times = Object.entries(phaseSeconds).map(([phase, s]) => `${phase} ${s.toFixed(0)} s`)
  const memory =
    peakMemoryBytes === null ? '' : `; ${(peakMemoryBytes / 2 ** 30).toFixed(1)} GiB at most`
  return `Wall time: ${times.join(', ')}${memory}`
}
