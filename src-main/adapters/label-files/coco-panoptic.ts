// COCO panoptic: a PNG for each image whose colour is a segment's id (R + 256 G + 65536 B, 0 = void) and a JSON
// file that says each segment's category (cocodataset.org, "Panoptic segmentation"; panopticapi, utils.py).

import { z } from 'zod'
import { IGNORE_INDEX, VOC_CLASSES, VOC_PALETTE } from '../../core/labels/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { said } from '../../core/said.ts'
import { nameOfValue } from '../../core/label-files/class-table.ts'
import { boundingBox, columnRuns, insidePixels } from '../../core/label-files/coco-runs.ts'
import { VOID_NAME } from '../../core/label-files/named-labels.ts'
import type { RgbImage } from '../../services/ports.ts'
import type { ExportedImage } from '../../services/ports/label-files.ts'
import { readPng } from '../images/png8.ts'
import { decodeRgbPng, encodeRgbPng, isRgbPng } from '../images/png-rgb.ts'
import { findCocoFile } from './find-coco-file.ts'
import { isSameSize, namesByKey } from './label-codec.ts'
import type { EntryLabels, LabelCodec } from './label-codec.ts'
import type { LabelSource } from './label-source.ts'
import { nameColours } from './mask-names.ts'
import { paintColours } from './paint-colours.ts'
import { lastPart, parseJsonFile } from './read-json.ts'

const JSON_FILE = 'panoptic.json'
const PNG_FOLDER = 'panoptic'
/** Black is void, so that the background needs a colour of its own. */
const BACKGROUND_ID = 0xff_ff_ff

const annotationSchema = z.object({
  file_name: z.string(),
  segments_info: z.array(z.object({ id: z.int(), category_id: z.int() })),
})

const fileSchema = z.object({
  categories: z.array(z.object({ id: z.int(), name: z.string() })),
  annotations: z.array(annotationSchema),
})

type Annotation = z.infer<typeof annotationSchema>

export const cocoPanoptic: LabelCodec = {
  format: 'coco-panoptic',
  async open(source) {
    const file = await findCocoFile(source)
    const content = parseJsonFile(await source.read(file), file, fileSchema)
    const names = namesByKey(content.categories.map(({ id, name }) => [id, name]))
    const masks = (await source.files()).filter((path) => /\.png$/i.test(path))
    return content.annotations.map((annotation) => ({
      name: imageNameOf(lastPart(annotation.file_name)),
      file: lastPart(annotation.file_name),
      async read(photo) {
        const path = findMask(masks, { json: file, png: annotation.file_name })
        const image = await readIds(source, path)
        const size = { width: image.width, height: image.height }
        return isSameSize(size, photo)
          ? nameSegments(image, { annotation, names, path })
          : { kind: 'otherSize', size }
      },
    }))
  },
  write: writePanoptic,
}

/** COCO puts the masks of panoptic_x.json into the folder panoptic_x; else there must be one of that name. */
function findMask(masks: readonly string[], name: { json: string; png: string }): string {
  const png = lastPart(name.png)
  const folder = lastPart(name.json).replace(/\.json$/i, '')
  const found = masks.filter((path) => lastPart(path) === png)
  const beside = found.filter((path) => path.split('/').at(-2) === folder)
  const [only] = beside.length > 0 ? beside : found
  if (only !== undefined && (beside.length === 1 || found.length === 1)) return only
  throw new StudioError(
    'notFound',
    said`${png}: expected it in the folder ${folder} beside ${name.json}, found ${found.length} files of that name;
      put the masks there`,
  )
}

async function readIds(source: LabelSource, path: string): Promise<RgbImage> {
  const chunks = readPng(await source.read(path), path)
  if (isRgbPng(chunks.header)) return decodeRgbPng(chunks, path)
  throw new StudioError(
    'invalidInput',
    said`${path}: expected a colour PNG whose colours are segment ids; choose the format that the file has`,
  )
}

interface PanopticMask {
  readonly annotation: Annotation
  readonly names: ReadonlyMap<number, string>
  readonly path: string
}

function nameSegments(image: RgbImage, { annotation, names, path }: PanopticMask): EntryLabels {
  const segments = annotation.segments_info
  const categories = new Map(segments.map(({ id, category_id: category }) => [id, category]))
  const ofColour = (colour: number): string => {
    // The red byte is the lowest of an id.
    const id = (colour >>> 16) + (colour & 0xff00) + (colour & 0xff) * 65_536
    if (id === 0) return VOID_NAME
    const name = names.get(categories.get(id) ?? NaN)
    if (name !== undefined) return name
    throw new StudioError(
      'corrupt',
      said`${path}: segment ${id} has no category in the JSON file; export both again`,
    )
  }
  const labels = nameColours(image, { ofColour })
  const used = new Set(segments.map(({ category_id: category }) => category))
  const notes = { mergedObjects: segments.length - used.size }
  return { kind: 'labels', labels, notes, remarks: [] }
}

/** The colour of each value's segment id. */
const ID_COLOURS = Uint8Array.from(
  { length: 256 * 3 },
  (_, i) => rgbOf(segmentId(Math.floor(i / 3)))[i % 3]!,
)

async function* writePanoptic(images: AsyncIterable<ExportedImage>) {
  const listed: object[] = []
  const annotations: object[] = []
  for await (const { name, photoFile, labelMap } of images) {
    const { width, height } = labelMap
    const image = listed.push({ id: listed.length + 1, file_name: photoFile, width, height })
    const segments = [...columnRuns(labelMap)].filter(([value]) => value !== IGNORE_INDEX)
    annotations.push({
      image_id: image,
      file_name: `${name}.png`,
      segments_info: segments.map(([value, runs]) => ({
        id: segmentId(value),
        category_id: value,
        area: insidePixels(runs),
        bbox: boundingBox(runs, height),
        iscrowd: 0,
      })),
    })
    yield {
      name: `${PNG_FOLDER}/${name}.png`,
      bytes: await encodeRgbPng(paintColours(labelMap, ID_COLOURS)),
    }
  }
  const categories = [...VOC_CLASSES.keys()].map((value) => ({
    id: value,
    name: nameOfValue(value),
    supercategory: '',
    // A segment is all of a class, as panoptic files have it for stuff.
    isthing: 0,
    color: rgbOf(segmentId(value)),
  }))
  const content = { info: { description: 'PSS Studio' }, licenses: [], images: listed, annotations, categories } // prettier-ignore
  yield { name: JSON_FILE, bytes: Buffer.from(`${JSON.stringify(content)}\n`) }
}

/** The id whose colour is the class's own. */
function segmentId(value: number): number {
  if (value === IGNORE_INDEX) return 0
  if (value === 0) return BACKGROUND_ID
  const [red, green, blue] = VOC_PALETTE.subarray(value * 3, value * 3 + 3)
  return red! + green! * 256 + blue! * 65_536
}

function rgbOf(id: number): number[] {
  return [id & 255, (id >>> 8) & 255, id >>> 16]
}
