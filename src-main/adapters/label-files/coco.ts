// COCO instances: one JSON file with images, categories and annotations whose masks are run lengths, compressed or
// not, or polygons (cocodataset.org, "Data format"). Written with one compressed mask for each class of an image, or for
// each connected region.

import { z } from 'zod'
import { IGNORE_INDEX, VOC_CLASSES } from '../../core/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { inEnglish, said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { nameOfValue } from '../../core/label-files/class-table.ts'
import {
  boundingBox,
  checkRuns,
  columnRuns,
  insidePixels,
  runsFromText,
  runsToText,
} from '../../core/label-files/coco-runs.ts'
import type { ExportChoice } from '../../core/label-files/formats.ts'
import type { LabelMap } from '../../core/label-map.ts'
import { columnRegions } from '../../core/label-files/column-regions.ts'
import { polygonRuns } from '../../core/label-files/coco-polygon.ts'
import { createRegionCanvas } from '../../core/label-files/named-labels.ts'
import type { ExportedImage } from '../../services/ports/label-files.ts'
import { imageNameOf } from '../pss-root/folder-index.ts'
import { findCocoFile } from './find-coco-file.ts'
import { isSameSize, paintedLabels } from './label-codec.ts'
import type { ExportWish, LabelCodec, LabelEntry } from './label-codec.ts'
import { lastPart, parseJsonFile } from './read-json.ts'

const idSchema = z.union([z.int(), z.string()])

const runsSchema = z.object({
  size: z.tuple([z.int(), z.int()]),
  counts: z.union([z.string(), z.array(z.int().min(0))]),
})

const polygonSchema = z
  .array(z.number())
  .refine(
    ({ length }) => length >= 6 && length % 2 === 0,
    inEnglish(said`x and y of three corners or more`),
  )

const annotationSchema = z.object({
  image_id: idSchema,
  category_id: z.int(),
  segmentation: z.union([runsSchema, z.array(polygonSchema)]).nullish(),
})

const fileSchema = z.object({
  images: z.array(
    z.object({
      id: idSchema,
      file_name: z.string(),
      width: z.int().min(1),
      height: z.int().min(1),
    }),
  ),
  categories: z.array(z.object({ id: z.int(), name: z.string() })),
  annotations: z.array(annotationSchema),
})

type Annotation = z.infer<typeof annotationSchema>

export const coco: LabelCodec = {
  format: 'coco',
  async open(source) {
    const file = await findCocoFile(source)
    const content = parseJsonFile(await source.read(file), file, fileSchema)
    const names = new Map(content.categories.map(({ id, name }) => [id, name]))
    const annotations = Map.groupBy(content.annotations, ({ image_id: id }) => id)
    return content.images.map(({ id, file_name: path, width, height }): LabelEntry => {
      const own = annotations.get(id) ?? []
      return {
        name: imageNameOf(lastPart(path)),
        file,
        async read(photo) {
          await Promise.resolve()
          const size = { width, height }
          if (own.length === 0) return { kind: 'noLabels' }
          if (!isSameSize(size, photo)) return { kind: 'otherSize', size }
          return paintAnnotations(own, { names, size, where: `${file}: ${lastPart(path)}` })
        },
      }
    })
  },
  write: writeCoco,
}

interface AnnotatedImage {
  readonly names: ReadonlyMap<number, string>
  readonly size: { readonly width: number; readonly height: number }
  readonly where: string
}

function paintAnnotations(annotations: readonly Annotation[], image: AnnotatedImage) {
  const canvas = createRegionCanvas(image.size.width, image.size.height)
  let shapesLeftOut = 0
  let filledPolygons = 0
  for (const { category_id: id, segmentation } of annotations) {
    const name = image.names.get(id)
    if (name === undefined) throw damaged(image.where, said`there is no category ${id}`)
    if (segmentation === null || segmentation === undefined) shapesLeftOut++
    else if (Array.isArray(segmentation)) {
      filledPolygons += segmentation.length
      for (const points of segmentation) {
        canvas.paintColumns(name, polygonRuns(points, image.size, image.where))
      }
    } else canvas.paintColumns(name, runsOf(segmentation, image))
  }
  return paintedLabels(canvas.finish(), { shapesLeftOut, filledPolygons })
}

function runsOf({ size, counts }: z.infer<typeof runsSchema>, image: AnnotatedImage): number[] {
  const [height, width] = size
  if (!isSameSize({ width, height }, image.size)) {
    throw damaged(image.where, said`a mask is ${width}x${height}`)
  }
  const runs = typeof counts === 'string' ? runsFromText(counts, image.where) : counts
  checkRuns(runs, width * height, image.where)
  return runs
}

function damaged(where: string, problem: Said): StudioError {
  return new StudioError('corrupt', said`${where}: ${problem}; export the file again`)
}

async function* writeCoco(images: AsyncIterable<ExportedImage>, { choices }: ExportWish) {
  const listed: object[] = []
  const annotations: object[] = []
  for await (const { name, labelMap } of images) {
    const { width, height } = labelMap
    const image = listed.push({ id: listed.length + 1, file_name: `${name}.jpg`, width, height })
    for (const [value, runs] of regionsToWrite(labelMap, choices)) {
      annotations.push({
        id: annotations.length + 1,
        image_id: image,
        category_id: value,
        segmentation: { size: [height, width], counts: runsToText(runs) },
        area: insidePixels(runs),
        bbox: boundingBox(runs, height),
        iscrowd: 0,
      })
    }
  }
  const content = {
    info: { description: 'PSS Studio' },
    licenses: [],
    images: listed,
    annotations,
    categories: [...VOC_CLASSES.keys(), IGNORE_INDEX].map((value) => {
      return { id: value, name: nameOfValue(value), supercategory: '' }
    }),
  }
  yield { name: 'labels.json', bytes: Buffer.from(`${JSON.stringify(content)}\n`) }
}

/** Without the background, which is where nothing is; unless it is all there is, for it was labelled so. */
function regionsToWrite(
  labelMap: LabelMap,
  choices: readonly ExportChoice[],
): (readonly [number, readonly number[]])[] {
  const regions = choices.includes('componentMasks')
    ? columnRegions(labelMap).map(({ value, counts }) => [value, counts] as const)
    : [...columnRuns(labelMap)]
  return regions.filter(([value]) => value !== 0 || regions.length === 1)
}
