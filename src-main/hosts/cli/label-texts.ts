// What the command line says about labels of other tools.

import type { LabelExport, LabelImportReport, LabelOutcome } from '../../contract/labels.ts'
import { LABEL_FORMAT_FACTS, LABEL_NOTES } from '../../core/label-files/formats.ts'
import type {
  LabelFormat,
  LabelNoteKind,
  LabelNotes,
  LabelRemark,
} from '../../core/label-files/formats.ts'
import type { WorkLog } from '../../contract/label-records.ts'
import type { Agreement } from '../../contract/second-labels.ts'
import { inEnglish } from '../../core/said.ts'
import { VOC_CLASSES } from '../../core/labels/classes.ts'
import { percent, table } from './format.ts'

const OUTCOMES: Readonly<Record<LabelOutcome, string>> = {
  new: 'new',
  replaces: 'replaces the mask',
  same: 'has these pixels already',
  kept: 'has another mask, kept; --replace replaces it',
  frozen: 'has a frozen mask, kept',
  openInEditor: 'left out, open in an editor',
  otherSize: 'left out, another size',
  turned: 'left out, fits its photo as stored, before EXIF turned it; --turn turns it too',
  unknownClass: 'left out, unknown class; --classes says what it is',
  twice: 'left out, two files speak of it',
  unreadable: 'left out, cannot be read',
  noLabels: 'left out, nothing is drawn on it',
  noPhoto: 'left out, no photo of this name',
}

const REMARKS: Readonly<Record<LabelRemark, string>> = {
  inColours: ', read by its colours (RGB instead of values)',
  turned: ', turned like its photo',
  otherCase: ', called otherwise in case or Unicode normalisation',
}

const NOTES: Readonly<Record<LabelNoteKind, string>> = {
  mergedObjects: 'objects merged with others of their class: a mask has classes, not objects',
  overlapPixels: 'pixels claimed by two regions: the later one has them',
  filledPolygons: 'polygons and other outlines filled to whole pixels',
  shapesLeftOut:
    'shapes without an area in the photo left out: points, lines, boxes, what lies outside of it',
  namedVoidPixels: 'pixels of void written as a class of their own',
  joinedComponents: 'small components share an annotation of their class with others of the photo',
  leftOutComponents: 'small components are in no annotation',
  leftOutPixels: 'pixels of small components are in no annotation: they read as background',
  polygonsInHoles:
    'polygons lie on others, which have no holes: programs that do not paint in this order fill those',
  photosEncodedAnew: 'photos turned upright or converted, and so encoded anew as JPEG',
  unlabelledPixels: 'pixels that nobody has labelled are background in the files',
  assistedPixels: 'pixels that an assist worked out: the files do not tell them from others',
  copiedPixels: 'pixels copied from a prediction: the files do not tell them from others',
  unfinishedMasks: 'masks are drafts or of skipped photos: the files do not say so',
  openIssues: 'open issues stay in the studio',
  activeMinutes: 'minutes of active time stay in the studio',
  imageLabelPhotos: 'photos have image labels, which stay in the studio',
  ringPixels: 'pixels are a ring of void in the copy alone: the masks of the root have none',
}

export function importText(report: LabelImportReport): string {
  const written = report.rows.filter(({ outcome }) => outcome === 'new' || outcome === 'replaces')
  const verb = report.isDryRun ? 'would be written' : 'written'
  return [
    ...(report.classes.length === 0 ? [] : [classTable(report), '']),
    rowTable(report),
    '',
    `${written.length} of ${report.rows.length} masks ${verb}`,
  ].join('\n')
}

function classTable({ classes }: LabelImportReport): string {
  const rows = classes.map(({ name, className, images, pixels }) => {
    return [name, className ?? 'UNKNOWN', String(images), String(pixels)]
  })
  return table([['name in the files', 'class', 'photos', 'pixels'], ...rows])
}

function rowTable({ rows }: LabelImportReport): string {
  return rows
    .map(({ name, outcome, labelledPixels, replacedPixels, remarks, detail }) => {
      const pixels = labelledPixels > 0 ? `, ${labelledPixels} labelled pixels` : ''
      const replaced = replacedPixels > 0 ? `, ${replacedPixels} labelled before and changed` : ''
      const read = remarks.map((remark) => REMARKS[remark]).join('')
      return `${name}: ${OUTCOMES[outcome]}${pixels}${replaced}${read}${detail === null ? '' : ` (${detail})`}`
    })
    .join('\n')
}

/** Of a dry run what it would come to. */
export function exportText(made: LabelExport, user: string, isDryRun: boolean): string {
  const { imageCount, path, byteCount, annotations } = made
  const verb = isDryRun ? 'would be in' : 'in'
  const size = byteCount < 1e6 ? `${(byteCount / 1e3).toFixed(1)} kB` : `${(byteCount / 1e6).toFixed(1)} MB` // prettier-ignore
  const first = `${imageCount} masks of ${user} ${verb} ${path}, ${size}`
  if (annotations === null) return first
  const { count, busiest } = annotations
  return `${first}, ${count} annotations; the most are of ${busiest.name}: ${busiest.count}`
}

export function noteTexts(notes: LabelNotes, format: LabelFormat): string[] {
  const facts = LABEL_FORMAT_FACTS[format]
  return LABEL_NOTES.flatMap((kind) => {
    const count = notes[kind] ?? 0
    if (count === 0) return []
    const name = facts.void.kind === 'name' && kind === 'namedVoidPixels' ? `, "${facts.void.name}"` : '' // prettier-ignore
    return [`${inEnglish(facts.title)}: ${count} ${NOTES[kind]}${name}`]
  })
}

/** What could not be read stands last, where it is seen. */
export function agreementText(agreement: Agreement): string {
  const problems = agreement.photos.flatMap(({ problem }) => problem ?? [])
  const lines = problems.map(({ kind, file, message }) => `${file}: ${kind}: ${message}`)
  if (agreement.leftOut > 0)
    lines.push(`pairs that cannot be compared, which no figure counts: ${agreement.leftOut}`)
  const text = figuresText(agreement)
  return lines.length === 0 ? text : `${text}\n\n${lines.join('\n')}`
}

function figuresText({ gold, ...agreement }: Agreement): string {
  const rows = gold.map(({ annotator, miou }) => [
    annotator,
    percent(miou.mean),
    `${percent(miou.low)}..${percent(miou.high)}`,
    String(miou.n),
  ])
  const text = pairText(agreement)
  if (rows.length === 0) return text
  return `${text}\n\n${table([['against gold masks', 'mIoU', '95 % interval', 'n'], ...rows])}`
}

function pairText({
  photos,
  miou,
  classes,
  pixelAgreement,
}: Omit<Agreement, 'gold' | 'leftOut'>): string {
  const rows = photos.map((photo) => [
    photo.name,
    photo.firstState,
    photo.firstAnnotator ?? '-',
    photo.state,
    photo.annotator ?? '-',
    percent(photo.miou),
  ])
  const list = table([['photo', 'first', 'by', 'second', 'by', 'mIoU'], ...rows])
  if (miou === null) return `${list}\n\nno photo has two finished masks yet`
  const byClass = classes.map(({ index, iou, n }) => [VOC_CLASSES[index] ?? '', percent(iou), String(n)]) // prettier-ignore
  return [
    list,
    '',
    `mIoU ${percent(miou.mean)}, 95 % interval ${percent(miou.low)}..${percent(miou.high)}, n = ${miou.n}; ` +
      `${percent(pixelAgreement)} % of the pixels that neither calls void`,
    '',
    table([['class', 'IoU', 'n'], ...byClass]),
  ].join('\n')
}

export function workLogText({ stretches }: WorkLog): string {
  if (stretches.length === 0) return 'no active time was logged'
  const rows = stretches.map(({ startedAt, by, tool, isAssisted, seconds, gestures }) => {
    const kind = isAssisted ? 'assisted' : ''
    return [startedAt, by ?? '-', tool, kind, seconds.toFixed(1), String(gestures)]
  })
  const seconds = stretches.reduce((sum, stretch) => sum + stretch.seconds, 0)
  const list = table([['started', 'by', 'tool', '', 'seconds', 'gestures'], ...rows])
  return `${list}\n\n${(seconds / 60).toFixed(1)} minutes in ${stretches.length} stretches`
}
