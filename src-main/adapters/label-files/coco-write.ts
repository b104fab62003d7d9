// Writes COCO instances, with one compressed mask for each class of an image, or for each connected region. Some
// annotations at a time, since those of noisy masks fit neither one text nor the memory.

import { IGNORE_INDEX, VOC_CLASSES } from '../../core/labels/classes.ts'
import { nameOfValue } from '../../core/label-files/class-table.ts'
import { columnRegions } from '../../core/label-files/column-regions.ts'
import type { ColumnRegion } from '../../core/label-files/column-regions.ts'
import {
  boundingBox,
  columnRuns,
  insidePixels,
  runsToText,
} from '../../core/label-files/coco-runs.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import type { NewFile } from '../files/write-new-folder.ts'
import type { ExportedImage } from '../../services/ports/label-files.ts'
import type { ExportWish } from './label-codec.ts'

/** Characters that leave at once. */
const BLOCK = 2 ** 18

export async function* writeCoco(
  images: AsyncIterable<ExportedImage>,
  wish: ExportWish,
): AsyncGenerator<NewFile, void, undefined> {
  yield await Promise.resolve({ name: 'labels.json', bytes: inBlocks(writeContent(images, wish)) })
}

/** The images come last, when they are known. */
async function* writeContent(images: AsyncIterable<ExportedImage>, wish: ExportWish) {
  const categories = [...VOC_CLASSES.keys(), IGNORE_INDEX].map((value) => {
    return { id: value, name: nameOfValue(value), supercategory: '' }
  })
  const head = { info: { description: 'PSS Studio' }, licenses: [], categories }
  yield `${JSON.stringify(head).slice(0, -1)},"annotations":[`
  const listed: object[] = []
  let id = 0
  for await (const { name, photoFile, labelMap } of images) {
    const { width, height } = labelMap
    const image = listed.push({ id: listed.length + 1, file_name: photoFile, width, height })
    const before = id
    for (const { value, counts, pixels } of regionsToWrite(labelMap, wish)) {
      const annotation = {
        id: ++id,
        image_id: image,
        category_id: value,
        segmentation: { size: [height, width], counts: runsToText(counts) },
        area: pixels,
        bbox: boundingBox(counts, height),
        iscrowd: 0,
      }
      yield `${id > 1 ? ',' : ''}${JSON.stringify(annotation)}`
    }
    wish.annotated(name, id - before)
  }
  yield `],"images":${JSON.stringify(listed)}}\n`
}

async function* inBlocks(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let block = ''
  for await (const text of texts) {
    block += text
    if (block.length < BLOCK) continue
    yield Buffer.from(block)
    block = ''
  }
  yield Buffer.from(block)
}

/** Without the background, which is where nothing is; unless it is all there is, for it was labelled so. */
function* regionsToWrite(labelMap: LabelMap, wish: ExportWish): Generator<ColumnRegion> {
  const isByComponent = wish.choices.includes('componentMasks')
  const { smallestPx, small } = wish.components
  const regions = isByComponent ? columnRegions(labelMap, smallestPx) : classRegions(labelMap)
  for (const region of regions) {
    const { value, pixels, regionCount } = region
    if (value === 0 && pixels < labelMap.data.length) continue
    const isSmall = isByComponent && value !== 0 && (regionCount > 1 || pixels < smallestPx)
    if (isSmall && small === 'leftOut') {
      wish.note({ leftOutComponents: regionCount, leftOutPixels: pixels })
      continue
    }
    if (regionCount > 1) wish.note({ joinedComponents: regionCount })
    yield region
  }
}

function classRegions(labelMap: LabelMap): ColumnRegion[] {
  return Array.from(columnRuns(labelMap), ([value, counts]) => {
    return { value, counts, pixels: insidePixels(counts), regionCount: 1 }
  })
}
