// The round trip of formats: a 12-megapixel mask out to each format and back, and whether every pixel is the same. In
// memory, so that no disk is measured.

import { resolveNames } from '../../src-main/core/label-files/class-table.ts'
import { LABEL_FORMATS, LABEL_FORMAT_FACTS } from '../../src-main/core/label-files/formats.ts'
import type { ExportChoice, LabelFormat } from '../../src-main/core/label-files/formats.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { inEnglish } from '../../src-main/core/said.ts'
import { readAll, writeAll } from '../adapters/label-files/memory-source.ts'
import { blobLabelMap } from './blob-label-map.ts'
import { timed } from './measurement.ts'
import type { Bench, Measurement } from './measurement.ts'

const WIDTH = 4000
const HEIGHT = 3000
const BLOBS = 400
const ROUNDS = 3
const MEGAPIXELS = (WIDTH * HEIGHT) / 1e6

export const labelFormats: Bench = {
  name: 'formats',
  minutes: 2,
  summary: `a ${WIDTH}x${HEIGHT} mask with ${BLOBS} blobs, out to each format and back: exact or not, and how fast`,
  async run(say) {
    const labelMap = blobLabelMap({ width: WIDTH, height: HEIGHT, blobs: BLOBS, seed: 1 })
    const measured: Measurement[] = []
    for (const format of LABEL_FORMATS) {
      for (const choices of [[], ...choicesOf(format)]) {
        say([format, ...choices].join(', '))
        measured.push(...(await measureWay(labelMap, { format, choices })))
      }
    }
    return measured
  },
}

/** Each choice alone; photos do not change how masks are written. */
function choicesOf(format: LabelFormat): ExportChoice[][] {
  const { choices } = LABEL_FORMAT_FACTS[format]
  return choices.filter((choice) => choice !== 'photos').map((choice) => [choice])
}

interface Way {
  readonly format: LabelFormat
  readonly choices: readonly ExportChoice[]
}

async function measureWay(labelMap: LabelMap, { format, choices }: Way): Promise<Measurement[]> {
  const title = [inEnglish(LABEL_FORMAT_FACTS[format].title), ...choices].join(', ')
  const write = () => writeAll(format, { a: labelMap }, { choices })
  const files = await write()
  const read = async () => {
    const [image] = await readAll(format, files, () => labelMap)
    if (image?.kind !== 'labels') throw new Error(`${title}: the image is ${image?.kind}`)
    return resolveNames(image.labels, new Map()).labelMap
  }
  const back = await read()
  const changed = labelMap.data.reduce(
    (sum, value, i) => sum + (back?.data[i] === value ? 0 : 1),
    0,
  )
  return [
    { what: `${title}: pixels that differ`, unit: 'count', values: [changed], target: 0 },
    { what: `${title}: out`, unit: 'MP/s', values: await speeds(write) },
    { what: `${title}: back`, unit: 'MP/s', values: await speeds(read) },
  ]
}

async function speeds(work: () => Promise<unknown>): Promise<number[]> {
  return (await timed(ROUNDS, work)).map((ms) => (MEGAPIXELS * 1000) / ms)
}
