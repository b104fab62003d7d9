// labelme: a JSON file for each image with shapes: polygons, rectangles and circles by their corners, masks as
// base64 PNG between two corners (wkentaro/labelme, label file format). Written as masks or polygons; void is its
// `__ignore__`, background its `_background_`.

import { z } from 'zod'
import { IGNORE_INDEX, VOC_CLASSES } from '../../core/labels/classes.ts'
import { encodeBase64 } from '../../core/bytes/base64.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import {
  BACKGROUND_NAME,
  VOID_NAME,
  createRegionCanvas,
} from '../../core/label-files/named-labels.ts'
import { regionPolygons } from '../../core/label-files/region-polygons.ts'
import type { RegionCanvas } from '../../core/label-files/named-labels.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { valuePlanes } from '../../core/label-files/value-planes.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { encodePng1 } from '../images/png1.ts'
import type { ExportedImage } from '../../services/ports/label-files.ts'
import { isSameSize, paintedLabels } from './label-codec.ts'
import type { EntryLabels, ExportWish, LabelCodec, LabelEntry } from './label-codec.ts'
import type { LabelSource } from './label-source.ts'
import { labelmePatch } from './labelme-shapes.ts'
import type { LabelmeShape } from './labelme-shapes.ts'
import { lastPart, parseJsonFile } from './read-json.ts'
import type { Size } from '../images/orientation.ts'

/** The labelme version whose files these are like. */
const VERSION = '5.5.0'
const BACKGROUND = '_background_'
const IGNORE = '__ignore__'

const shapeSchema = z.object({
  label: z.string(),
  points: z.array(z.tuple([z.number(), z.number()])),
  shape_type: z.string().nullish(),
  mask: z.string().nullish(),
})

const fileSchema = z.object({
  shapes: z.array(shapeSchema),
  imagePath: z.string(),
  /** Old files do not say the size. */
  imageWidth: z.int().min(1).nullish(),
  imageHeight: z.int().min(1).nullish(),
})

export const labelme: LabelCodec = {
  format: 'labelme',
  async open(source) {
    const all = source.main === null ? await source.files() : [source.main]
    const files = all.filter((file) => /\.json$/i.test(file))
    if (files.length === 0) {
      throw new StudioError(
        'invalidInput',
        said`${source.place}: expected JSON files of labelme, found none; choose the folder that holds them`,
      )
    }
    return files.map((file): LabelEntry => {
      return {
        name: imageNameOf(lastPart(file)),
        file,
        read: (photo) => readFile(source, file, photo),
      }
    })
  },
  write: writeLabelme,
}

async function readFile(source: LabelSource, file: string, photo: Size): Promise<EntryLabels> {
  const content = parseJsonFile(await source.read(file), file, fileSchema)
  const size = {
    width: content.imageWidth ?? photo.width,
    height: content.imageHeight ?? photo.height,
  }
  if (content.shapes.length === 0) return { kind: 'noLabels', notes: {} }
  if (!isSameSize(size, photo)) return { kind: 'otherSize', size }
  const canvas = createRegionCanvas(size.width, size.height)
  let shapesLeftOut = 0
  let filledPolygons = 0
  for (const [i, shape] of content.shapes.entries()) {
    const painted = await paintShape(canvas, shape, `${file}: shape ${i + 1}`)
    if (painted === 'leftOut') shapesLeftOut++
    if (painted === 'filled') filledPolygons++
  }
  return paintedLabels(canvas.finish(), { shapesLeftOut, filledPolygons })
}

async function paintShape(
  canvas: RegionCanvas,
  shape: LabelmeShape,
  where: string,
): Promise<'mask' | 'filled' | 'leftOut'> {
  const patch = await labelmePatch(shape, canvas, where)
  if (patch === null || !canvas.paintPatch(nameOf(shape.label), patch)) return 'leftOut'
  return shape.shape_type === 'mask' ? 'mask' : 'filled'
}

/** labelme's own two names (its examples' labels.txt). */
function nameOf(label: string): string {
  if (label === IGNORE) return VOID_NAME
  return label === BACKGROUND ? BACKGROUND_NAME : label
}

async function* writeLabelme(images: AsyncIterable<ExportedImage>, { choices, note }: ExportWish) {
  for await (const { name, photoFile, labelMap } of images) {
    const content = {
      version: VERSION,
      flags: {},
      shapes: choices.includes('polygons')
        ? polygonShapes(labelMap, note)
        : await maskShapes(labelMap),
      imagePath: photoFile,
      imageData: null,
      imageHeight: labelMap.height,
      imageWidth: labelMap.width,
    }
    yield { name: `${name}.json`, bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`) }
  }
}

/** labelme's own programs paint the shapes in their order, too. */
function polygonShapes(labelMap: LabelMap, note: ExportWish['note']): object[] {
  const polygons = regionPolygons(labelMap)
  note({ polygonsInHoles: polygons.filter(({ isInHole }) => isInHole).length })
  return polygons.map(({ value, corners }) => ({
    label: labelOf(value),
    points: corners.map(({ x, y }) => [x, y]),
    group_id: null,
    description: '',
    shape_type: 'polygon',
    flags: {},
    mask: null,
  }))
}

function labelOf(value: number): string | undefined {
  return value === 0 ? BACKGROUND : value === IGNORE_INDEX ? IGNORE : VOC_CLASSES[value]
}

/** As labelme writes them: one bit a pixel. */
async function maskShapes(labelMap: LabelMap): Promise<object[]> {
  // No shape means background; unless it is all there is, for it was labelled so.
  const planes = valuePlanes(labelMap, (value, valueCount) => value !== 0 || valueCount === 1)
  return Promise.all(
    planes.map(async ({ value, box, bits }) => ({
      label: labelOf(value),
      points: [
        [box.x, box.y],
        [box.x + box.width - 1, box.y + box.height - 1],
      ],
      group_id: null,
      description: '',
      shape_type: 'mask',
      flags: {},
      mask: encodeBase64(await encodePng1({ width: box.width, height: box.height, bits })),
    })),
  )
}
