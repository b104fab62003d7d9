// Builds resources/sample from a folder of COCO photographs with VOC masks and a provenance table:
//   node tests/tools/build-sample.ts <folder with VOC2012> <target folder>
// Only photographs under CC BY 2.0 (COCO licence 4) are taken; anything else is an error.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { decodeLabelPng, encodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import type { ClassIndex } from '../../src-main/core/labels/classes.ts'
import {
  classPixelCounts,
  createLabelMap,
  resizeLabelMap,
} from '../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import {
  formatGroupedList,
  formatImageLabels,
  formatImageList,
  groupedImage,
} from '../../src-main/core/lists/pss-lists.ts'
import { drawSplit } from '../../src-main/core/lists/split.ts'
import { COOL_ACTION_CAMERA, WARM_PHONE } from './camera-looks.ts'
import type { CameraLook } from './camera-looks.ts'
import { attributionPage } from './sample-attribution.ts'
import type { SampleCredit } from './sample-attribution.ts'
import { HOME_PHOTOS, OUTDOOR_PHOTOS, SOURCE_PHOTOS } from './sample-photos.ts'
import { closeView, twoShots, wholeView } from './sample-views.ts'
import type { View } from './sample-views.ts'

const LONG_SIDE_PX = 512
const JPEG_QUALITY = 84
const SPLIT_SEED = 2021
/** A class is said to be in a photo when it covers at least this share of the pixels. */
const VISIBLE_SHARE = 0.002

interface Origin {
  readonly id: string
  readonly flickrUrl: string
}

interface Shot {
  readonly name: string
  readonly labelMap: LabelMap
  readonly credit: SampleCredit
}

const [dataFolder, target] = process.argv.slice(2)
if (dataFolder === undefined || target === undefined) {
  throw new Error('usage: node tests/tools/build-sample.ts <folder with VOC2012> <target folder>')
}
await rm(target, { recursive: true, force: true })
const origins = await readOrigins(dataFolder)
const credits = [
  ...(await buildSource()),
  ...(await buildUser('id1', HOME_PHOTOS, WARM_PHONE)),
  ...(await buildUser('id2', OUTDOOR_PHOTOS, COOL_ACTION_CAMERA)),
]
await write('ATTRIBUTION.md', attributionPage(credits, [WARM_PHONE, COOL_ACTION_CAMERA]))
await write(
  'pss-sample.json',
  JSON.stringify({ version: 1, name: 'PSS Studio sample', licence: 'CC-BY-2.0' }, null, 2) + '\n',
)
console.log(`${credits.length} photos from ${new Set(credits.map((c) => c.id)).size} photographs`)

async function buildSource(): Promise<SampleCredit[]> {
  const shots: Shot[] = []
  for (const id of SOURCE_PHOTOS) {
    const whole = await readMask(id)
    const views = [wholeView(whole), closeView(whole)].filter((view) => view !== null)
    for (const [index, view] of views.entries()) {
      const name = `coco_${id.slice(-6)}${'ab'.charAt(index)}`
      shots.push(await takeShot({ id, view, name, folder: 'VOC2012', look: null }))
    }
  }
  const pairs = shots.map(({ name }) => ({
    ...groupedImage(name, 0),
    maskPath: `/SegmentationClassAug/${name}.png`,
  }))
  await writeMasks('VOC2012/SegmentationClassAug', shots)
  await write('VOC2012/ImageSets/Segmentation/train_aug.txt', formatImageList(pairs, 'pairs'))
  return shots.map(({ credit }) => credit)
}

async function buildUser(
  user: string,
  photos: readonly string[],
  look: CameraLook,
): Promise<SampleCredit[]> {
  const folder = `personal/${user}`
  const shots: Shot[] = []
  for (const [index, id] of photos.entries()) {
    for (const [shot, view] of twoShots(await readMask(id)).entries()) {
      const name = `IMG_${String(1001 + index * 2 + shot)}`
      shots.push(await takeShot({ id, view, name, folder, look }))
    }
  }
  const names = shots.map(({ name }) => name)
  const byName = new Map(shots.map((shot) => [shot.name, shot]))
  const classesOf = (name: string): ClassIndex[] => visibleClasses(byName.get(name)!.labelMap)
  const { validation } = drawSplit(names, { seed: SPLIT_SEED, classesOf })
  await writeMasks(
    `${folder}/SegmentationClass`,
    validation.map((name) => byName.get(name)!),
  )
  const labels = shots.map(({ name, labelMap }) => ({
    name,
    imagePath: `/JPEGImages/${name}.jpg`,
    classes: visibleClasses(labelMap),
    isUnknown: false,
  }))
  await write(`${folder}/imgLabelList.txt`, formatImageLabels(labels))
  const list = formatGroupedList(validation.map((name) => groupedImage(name, 0)))
  await write(`${folder}/val_all.txt`, list)
  return shots.map(({ credit }) => credit)
}

interface ShotRequest {
  readonly id: string
  readonly view: View
  readonly name: string
  readonly folder: string
  readonly look: CameraLook | null
}

async function takeShot({ id, view, name, folder, look }: ShotRequest): Promise<Shot> {
  const origin = origins.get(id)
  if (origin === undefined) throw new Error(`${id} is not among the CC BY 2.0 photographs`)
  const scale = Math.min(1, LONG_SIDE_PX / Math.max(view.width, view.height))
  const width = Math.round(view.width * scale)
  const height = Math.round(view.height * scale)
  const { left, top } = view
  const cropped = await sharp(join(dataFolder!, 'VOC2012', 'JPEGImages', `${id}.jpg`))
    .toColourspace('srgb')
    .extract({ left, top, width: view.width, height: view.height })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .png()
    .toBuffer()
  const photo = look === null ? sharp(cropped) : look.apply(sharp(cropped), width, height)
  await write(
    `${folder}/JPEGImages/${name}.jpg`,
    await photo.removeAlpha().jpeg({ quality: JPEG_QUALITY, mozjpeg: true }).toBuffer(),
  )
  const labelMap = resizeLabelMap(crop(await readMask(id), view), width, height)
  const changes = [
    view.description,
    `${width}x${height}`,
    ...(look === null ? [] : ['camera look']),
  ]
  const file = `${folder}/JPEGImages/${name}.jpg`
  return { name, labelMap, credit: { id, file, flickrUrl: origin.flickrUrl, changes } }
}

function crop(labelMap: LabelMap, view: View): LabelMap {
  const cropped = createLabelMap(view.width, view.height)
  for (let y = 0; y < view.height; y++) {
    const start = (view.top + y) * labelMap.width + view.left
    cropped.data.set(labelMap.data.subarray(start, start + view.width), y * view.width)
  }
  return cropped
}

function visibleClasses(labelMap: LabelMap): ClassIndex[] {
  const least = labelMap.data.length * VISIBLE_SHARE
  const visible: ClassIndex[] = []
  classPixelCounts(labelMap).forEach((count, index) => {
    if (index > 0 && count >= least) visible.push(index as ClassIndex)
  })
  return visible
}

async function writeMasks(folder: string, shots: readonly Shot[]): Promise<void> {
  for (const { name, labelMap } of shots) {
    await write(`${folder}/${name}.png`, await encodeLabelPng(labelMap))
  }
}

async function readMask(id: string): Promise<LabelMap> {
  const file = join(dataFolder!, 'VOC2012', 'SegmentationClassAug', `${id}.png`)
  return decodeLabelPng(await readFile(file), file)
}

/** The photographs under COCO licence 4 (CC BY 2.0), by id. */
async function readOrigins(folder: string): Promise<Map<string, Origin>> {
  const text = await readFile(join(folder, 'VOC2012', 'coco_provenance.csv'), 'utf8')
  const [head, ...lines] = text.trim().split(/\r?\n/)
  const columns = head!.split(',')
  const column = (cells: readonly string[], name: string): string => cells[columns.indexOf(name)]!
  return new Map(
    lines
      .map((line) => line.split(','))
      .filter((cells) => column(cells, 'coco_license_id') === '4')
      .map((cells) => [
        column(cells, 'id'),
        { id: column(cells, 'id'), flickrUrl: column(cells, 'flickr_url') },
      ]),
  )
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  const path = join(target!, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
