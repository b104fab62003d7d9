// pss labels: masks of other tools in, masks of a user out.

import { resolve } from 'node:path'
import type { LabelExport, LabelImportReport } from '../../../contract/labels.ts'
import type { Agreement } from '../../../contract/second-labels.ts'
import { invariant } from '../../../core/errors.ts'
import { EVERY_COMPONENT } from '../../../core/label-files/component-wish.ts'
import type { ComponentWish } from '../../../core/label-files/component-wish.ts'
import { inEnglish } from '../../../core/said.ts'
import {
  EXPORT_CHOICES,
  LABEL_FORMATS,
  LABEL_FORMAT_FACTS,
} from '../../../core/label-files/formats.ts'
import type { ExportChoice, LabelFormat } from '../../../core/label-files/formats.ts'
import { WIDEST_RING_PX } from '../../../core/label-files/void-ring.ts'
import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { agreementText, exportText, importText, noteTexts, workLogText } from '../label-texts.ts'
import { LABEL_STEPS, stepLabels } from '../label-steps.ts'
import { withClient } from '../open-client.ts'
import type { OptionValues } from '../option-values.ts'
import type { Output } from '../output.ts'
import { stoppedWhenInterrupted } from '../until-interrupted.ts'
import { UsageError } from '../usage-error.ts'

const NAME = 'labels'

const CHOICE_OPTIONS: Readonly<Record<ExportChoice, string>> = {
  componentMasks: 'component-masks',
  polygons: 'polygons',
  photos: 'photos',
}

export const labels: Command = {
  name: NAME,
  summary:
    'take masks of other tools in, write them out, or tell how far two labellers agree and how long it took',
  words: 'import PATH | export | agreement | time PHOTO | accept PHOTO... | unfreeze PHOTO...',
  details: [
    ...LABEL_FORMATS.map((format) => `${format.padEnd(14)} ${formatText(format)}`),
    '',
    'import takes a folder, a zip archive or one file. Photos are matched by name, sizes must agree, and class',
    'names must be spelled as here; --classes "couch=sofa,Dog=dog,unsure=void" says what others mean.',
    'A mask that differs is kept unless --replace is given. Each mask is written whole or not at all.',
    'Ctrl-C stops after the photo at hand: an import keeps the masks that it wrote, an export leaves nothing.',
    'export writes classes alone: who labelled each pixel, states, issues, time and image labels stay here;',
    'its last lines count them.',
    'agreement compares the photos that two people have labelled.',
    'accept says that the labels of photos fit the files that took their place, as when only metadata changed;',
    'with --blind it is what the annotator labelled blind, and nothing else.',
    'unfreeze lets frozen masks be changed again, such as to begin a photo anew that was replaced.',
    'time lists every stretch of active time on a photo: when, by whom, with which tool, and how many gestures.',
  ].join('\n'),
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    format: {
      value: 'NAME',
      description: 'of import and export: the format of the files',
      choices: LABEL_FORMATS,
    },
    'dry-run': {
      description:
        'read, compare and make everything, write nothing; of export: how much it would be',
    },
    replace: { description: 'of import: replace masks that differ' },
    turn: { description: 'of import: turn masks that fit a photo as stored, as EXIF turns it' },
    classes: { value: 'A=B,...', description: 'of import: classes for names that are not known' },
    out: { value: 'PATH', description: 'of export: the new folder or file' },
    'void-ring': {
      value: 'N',
      description: `of export: void around objects in the copy, 0 to ${WIDEST_RING_PX} pixels (default 0)`,
    },
    photos: {
      description: 'of export, voc: the photos too, upright JPEG files in JPEGImages',
    },
    'component-masks': { description: 'of export, coco: a mask for each connected region' },
    'small-under': {
      value: 'N',
      description:
        'with --component-masks: components of fewer pixels share one annotation of their class',
    },
    'leave-small-out': { description: 'with --small-under: these are in no annotation' },
    'any-number': {
      description: `with --component-masks: more than ${EVERY_COMPONENT.mostAnnotations} annotations, too`,
    },
    polygons: {
      description: 'of export, labelme: polygons along the edges of the pixels, not masks',
    },
    blind: { description: 'of accept: the blind masks of the annotator' },
    annotator: { value: 'NAME', description: 'of accept and unfreeze: who says so' },
    ...JSON_OPTION,
  },
  async run(values, output) {
    const [verb, path, ...more] = values.words
    if (verb === 'import' && path !== undefined && more.length === 0) {
      return importLabels(path, values, output)
    }
    if (verb === 'export' && path === undefined) return exportLabels(values, output)
    if (verb === 'agreement' && path === undefined) return showAgreement(values, output)
    if (verb === 'time' && path !== undefined && more.length === 0) {
      return showTime(path, values, output)
    }
    const step = LABEL_STEPS.find((known) => known === verb)
    if (step !== undefined && path !== undefined) {
      return stepLabels(step, [path, ...more], values, output)
    }
    throw new UsageError(
      'expected: pss labels import PATH, export --out PATH, agreement, time PHOTO, accept PHOTO... or unfreeze PHOTO...',
      NAME,
    )
  },
}

function formatText(format: LabelFormat): string {
  const { title, output, hasObjects, hasOverlaps, void: ownVoid } = LABEL_FORMAT_FACTS[format]
  const written = { folder: 'a folder', json: 'a JSON file', zip: 'a zip archive' }[output]
  const notes = [
    ...(ownVoid.kind === 'name' ? [`void is written as "${ownVoid.name}"`] : []),
    ...(hasObjects ? ['objects are merged on import'] : []),
    ...(hasOverlaps ? ['of overlaps the later wins'] : []),
  ]
  return [`${inEnglish(title)}; export writes ${written}`, ...notes].join('; ')
}

async function importLabels(path: string, values: OptionValues, output: Output): Promise<void> {
  const format = formatOf(values)
  await withClient(values.text('root'), output, async ({ api }) => {
    const wish = {
      user: values.text('user'),
      format,
      path: resolve(path),
      classes: parseChoices(values.optionalText('classes')),
      isReplacing: values.flag('replace'),
      isTurning: values.flag('turn'),
      isDryRun: values.flag('dry-run'),
    }
    const signal = stoppedWhenInterrupted(output)
    const report = await showProgress<LabelImportReport>(
      await api.labels.import(wish, { signal }),
      output,
    )
    if (values.flag('json')) return output.printJson(report)
    output.print(importText(report))
    for (const text of noteTexts(report.notes, format)) output.note(text)
  })
}

async function exportLabels(values: OptionValues, output: Output): Promise<void> {
  const format = formatOf(values)
  const out = values.optionalText('out')
  if (out === undefined) throw new UsageError('--out PATH is missing', NAME)
  const voidRingPx = ringWidth(values)
  const components = componentWish(values)
  const choices = EXPORT_CHOICES.filter((choice) => values.flag(CHOICE_OPTIONS[choice]))
  await withClient(values.text('root'), output, async ({ api }) => {
    const user = values.text('user')
    const isDryRun = values.flag('dry-run')
    const path = resolve(out)
    const wish = { user, format, path, voidRingPx, choices, components, isDryRun }
    const signal = stoppedWhenInterrupted(output)
    const result = await showProgress<LabelExport>(
      await api.labels.export(wish, { signal }),
      output,
    )
    if (values.flag('json')) return output.printJson(result)
    output.print(exportText(result, user, isDryRun))
    for (const text of noteTexts(result.notes, format)) output.note(text)
    for (const { file, message } of result.skipped) output.note(`left out ${file}: ${message}`)
    for (const { file, message } of result.foreignNames) output.note(`${file}: ${message}`)
  })
}

type WorkEvent<Report> =
  | { type: 'progress'; done: number; total: number; file: string }
  | { type: 'finished'; report: Report }

/** On stderr, photo by photo; the report that comes last. */
async function showProgress<Report>(
  events: AsyncIterable<WorkEvent<Report>>,
  output: Output,
): Promise<Report> {
  let report: Report | null = null
  for await (const event of events) {
    if (event.type === 'finished') report = event.report
    else output.progress(`${event.done}/${event.total} ${event.file}`)
  }
  invariant(report !== null, 'the events end with a report')
  return report
}

function componentWish(values: OptionValues): ComponentWish {
  const smallestPx = values.number('small-under', EVERY_COMPONENT.smallestPx)
  if (!Number.isInteger(smallestPx) || smallestPx < 1) {
    throw new UsageError(`--small-under is a whole number of pixels, not ${smallestPx}`, NAME)
  }
  return {
    smallestPx,
    small: values.flag('leave-small-out') ? 'leftOut' : 'joined',
    mostAnnotations: values.flag('any-number') ? null : EVERY_COMPONENT.mostAnnotations,
  }
}

function ringWidth(values: OptionValues): number {
  const width = values.number('void-ring', 0)
  if (Number.isInteger(width) && width >= 0 && width <= WIDEST_RING_PX) return width
  throw new UsageError(
    `--void-ring is a whole number from 0 to ${WIDEST_RING_PX}, not ${width}`,
    NAME,
  )
}

function formatOf(values: OptionValues): LabelFormat {
  const format = values.optionalChoice('format', LABEL_FORMATS)
  if (format === undefined) throw new UsageError('--format NAME is missing', NAME)
  return format
}

async function showAgreement(values: OptionValues, output: Output): Promise<void> {
  await withClient(values.text('root'), output, async ({ api }) => {
    const agreement = await showProgress<Agreement>(
      await api.secondLabels.agreement({ user: values.text('user') }),
      output,
    )
    if (values.flag('json')) output.printJson(agreement)
    else output.print(agreementText(agreement))
  })
}

async function showTime(name: string, values: OptionValues, output: Output): Promise<void> {
  await withClient(values.text('root'), output, async ({ api }) => {
    const log = await api.labelRecords.workLog({ user: values.text('user'), name })
    if (values.flag('json')) return output.printJson(log)
    output.print(workLogText(log))
    if (log.damagedLines > 0) output.note(`${log.damagedLines} damaged lines of the log left out`)
  })
}

/** "couch=sofa,Dog=dog"; the last "=" of a part separates, so that names may hold one. */
function parseChoices(text = ''): Record<string, string> {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.lastIndexOf('=')
      if (at > 0) return [part.slice(0, at).trim(), part.slice(at + 1).trim()]
      throw new UsageError(`--classes is NAME=CLASS, not "${part}"`, NAME)
    }),
  )
}
