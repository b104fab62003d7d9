// COCO instances: one JSON file with images, categories and annotations whose masks are run lengths, compressed or
// not, or polygons (cocodataset.org, "Data format"). Read here; writing is beside.

import { z } from 'zod'
import { StudioError } from '../../core/errors.ts'
import { inEnglish, said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { checkRuns, runsFromText } from '../../core/label-files/coco-runs.ts'
import { polygonRuns } from '../../core/label-files/coco-polygon.ts'
import { createRegionCanvas } from '../../core/label-files/named-labels.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { writeCoco } from './coco-write.ts'
import { findCocoFile } from './find-coco-file.ts'
import { JsonScanner } from './json-scanner.ts'
import { isSameSize, namesByKey, paintedLabels } from './label-codec.ts'
import type { LabelCodec, LabelEntry } from './label-codec.ts'
import { checkJson, lastPart, parseJson } from './read-json.ts'

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
  /** One by one: they are nearly all of the file. */
  annotations: z.array(z.instanceof(Uint8Array)),
})

type Annotation = z.infer<typeof annotationSchema>

export const coco: LabelCodec = {
  format: 'coco',
  async open(source) {
    const file = await findCocoFile(source)
    const content = readContent(await source.read(file), file)
    const names = namesByKey(content.categories.map(({ id, name }) => [id, name]))
    const imagesOf = Map.groupBy(content.images, ({ id }) => id)
    const annotations = Map.groupBy(content.annotations, (text, at) => {
      return parseAnnotation(text, file, at).image_id
    })
    const images = content.images.map(({ id, file_name: path, width, height }): LabelEntry => {
      const own = annotations.get(id) ?? []
      return {
        name: imageNameOf(lastPart(path)),
        file,
        async read(photo) {
          await Promise.resolve()
          const size = { width, height }
          if (own.length === 0) return { kind: 'noLabels', notes: {} }
          const where = `${file}: ${lastPart(path)}`
          const { length } = imagesOf.get(id) ?? []
          if (length > 1) throw damaged(where, said`${length} images have the id ${id}`)
          if (!isSameSize(size, photo)) return { kind: 'otherSize', size }
          const parsed = own.map((text) => parseAnnotation(text, file))
          return paintAnnotations(parsed, { names, size, where })
        },
      }
    })
    const others = [...annotations.keys()].filter((id) => !imagesOf.has(id))
    return [...images, ...others.map((id) => unlistedImage(id, file))]
  },
  write: writeCoco,
}

/** What annotations speak of that the file does not list: told as an image without a photo. */
function unlistedImage(id: number | string, file: string): LabelEntry {
  return {
    name: `image_id ${id}`,
    file,
    read: () => Promise.resolve({ kind: 'noLabels', notes: {} }),
  }
}

/** The text of each annotation, and all else parsed. */
function readContent(bytes: Uint8Array, file: string): z.infer<typeof fileSchema> {
  const scanner = new JsonScanner(bytes, file)
  const content = new Map<string, unknown>()
  for (const name of scanner.members()) {
    const isList = name === 'annotations' && scanner.isAtArray()
    content.set(name, isList ? [...scanner.elements()] : parseJson(scanner.value(), file))
  }
  return checkJson(Object.fromEntries(content), { place: file, schema: fileSchema })
}

function parseAnnotation(text: Uint8Array, place: string, at = 0): Annotation {
  const field = `annotations.${at}`
  return checkJson(parseJson(text, place), { place, schema: annotationSchema, field })
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
    // Boxes have no segmentation, or a list of none.
    if (!segmentation || (Array.isArray(segmentation) && segmentation.length === 0)) shapesLeftOut++
    else if (Array.isArray(segmentation)) {
      for (const points of segmentation) {
        if (canvas.paintColumns(name, polygonRuns(points, image.size, image.where)))
          filledPolygons++
        else shapesLeftOut++
      }
    } else if (!canvas.paintColumns(name, runsOf(segmentation, image))) shapesLeftOut++
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
