// Files as the tools themselves write them: what their documentation and examples show, in small.

import { zipSync } from 'fflate'
import { encode } from 'fast-png'
import { expect, test } from 'vitest'
import { encodePng8 } from '../../../src-main/adapters/images/png8.ts'
import { encodeRgbPng } from '../../../src-main/adapters/images/png-rgb.ts'
import { encodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelFormat } from '../../../src-main/core/label-files/formats.ts'
import { jsonFile, readAll } from './memory-source.ts'
import type { MemoryFile } from './memory-source.ts'

/** Names row by row, a dot for the background; or why there are none. */
async function readOne(format: LabelFormat, files: MemoryFile[], width: number, height: number) {
  const [image] = await readAll(format, files, () => ({ width, height }))
  if (image?.kind !== 'labels') return image?.kind === 'unreadable' ? image.problem.message : image
  const { names, data } = image.labels
  const text = Array.from(data, (index) => (index === 0 ? '.' : names[index]!))
  const rows = Array.from({ length: height }, (_, y) => text.slice(y * width, (y + 1) * width))
  return { ...image.notes, rows: rows.map((row) => row.join(' ')) }
}

function rgb(width: number, height: number, ...colours: [number, number, number][]) {
  return encodeRgbPng({ width, height, data: Uint8Array.from(colours.flat()) })
}

test('a VOC mask in colours instead of values is read by its colours', async () => {
  const bytes = await rgb(4, 1, [0, 0, 0], [192, 128, 128], [224, 224, 192], [1, 2, 3])
  const files = [{ name: 'VOC2012/SegmentationClass/a.png', bytes }]
  expect(await readOne('voc', files, 4, 1)).toEqual({ rows: ['. person void colour 1,2,3'] })
})

test('a VOC mask whose palette another program has sorted is read by its colours', async () => {
  const palette = VOC_PALETTE.slice()
  palette.copyWithin(3, 15 * 3, 15 * 3 + 3)
  const bytes = await encodePng8(createLabelMap(2, 1, Uint8Array.of(0, 1)), palette)
  expect(await readOne('voc', [{ name: 'a.png', bytes }], 2, 1)).toEqual({ rows: ['. person'] })
})

test('a value that no class has keeps its number as its name', async () => {
  const bytes = await encodePng8(createLabelMap(2, 1, Uint8Array.of(21, 255)), null)
  expect(await readOne('voc', [{ name: 'a.png', bytes }], 2, 1)).toEqual({
    rows: ['value 21 void'],
  })
})

test('masks with 1 bit a pixel and with alpha are read', async () => {
  const bits = encode({
    width: 3,
    height: 1,
    depth: 1,
    channels: 1,
    data: Uint8Array.of(0b10100000),
  })
  expect(await readOne('voc', [{ name: 'a.png', bytes: bits }], 3, 1)).toEqual({
    rows: ['aeroplane . aeroplane'],
  })
  const data = Uint8Array.of(0, 0, 0, 255, 128, 0, 0, 255)
  const alpha = encode({ width: 2, height: 1, channels: 4, data })
  expect(await readOne('voc', [{ name: 'a.png', bytes: alpha }], 2, 1)).toEqual({
    rows: ['. aeroplane'],
  })
})

// https://docs.cvat.ai/docs/dataset_management/formats/format-smask, the example of labelmap.txt.
const CVAT_LABEL_MAP = `# labelmap.txt
# label : color (RGB) : 'body' parts : actions
background:0,128,0::
aeroplane:10,10,128::
bicycle:10,128,0::
bird:0,108,128::
boat:108,0,100::
bottle:18,0,8::
bus:12,28,0::
`

test("CVAT's own example of labelmap.txt names the colours, and the values of grey masks", async () => {
  const colours = await rgb(5, 1, [0, 128, 0], [10, 10, 128], [12, 28, 0], [0, 0, 0], [9, 9, 9])
  const archive = (mask: Uint8Array, labelMap = CVAT_LABEL_MAP): MemoryFile[] => {
    const entries = {
      'task/labelmap.txt': Buffer.from(labelMap),
      'task/ImageSets/Segmentation/default.txt': Buffer.from('image1\n'),
      'task/SegmentationClass/image1.png': mask,
      'task/SegmentationObject/image1.png': mask,
    }
    return [{ name: 'task.zip', bytes: zipSync(entries) }]
  }
  expect(await readOne('cvat', archive(colours), 5, 1)).toEqual({
    rows: ['. aeroplane bus . colour 9,9,9'],
  })
  const grey = await encodePng8(createLabelMap(3, 1, Uint8Array.of(0, 5, 9)), null)
  expect(await readOne('cvat', archive(grey), 3, 1)).toEqual({ rows: ['. bottle value 9'] })
  // Datumaro, which CVAT exports with, calls VOC's void "ignored".
  const voc = 'background:0,0,0::\nignored:224,224,192::\nperson:192,128,128:hand,foot:jumping\n'
  const two = await rgb(2, 1, [224, 224, 192], [192, 128, 128])
  expect(await readOne('cvat', archive(two, voc), 2, 1)).toEqual({ rows: ['void person'] })
  const same = 'IGNORE:0,0,0::\nbackground:0,0,0::\nroad:38,166,91::\n'
  const black = await rgb(2, 1, [0, 0, 0], [38, 166, 91])
  expect(await readOne('cvat', archive(black, same), 2, 1)).toEqual({
    rows: ['IGNORE = background road'],
  })
  const broken = archive(black, 'person:192,128\n')
  await expect(readOne('cvat', broken, 2, 1)).rejects.toThrow(
    'task.zip: task/labelmap.txt: expected "name:R,G,B:parts:actions" in line 1',
  )
  const latin = jsonFile('labelmap.txt', 0)
  const mask = { name: 'SegmentationClass/a.png', bytes: black }
  await expect(
    readOne('cvat', [{ ...latin, bytes: Uint8Array.of(0x63, 0xe9) }, mask], 2, 1),
  ).rejects.toThrow('labelmap.txt: expected text in UTF-8')
})

test('without labelmap.txt, CVAT means the VOC classes', async () => {
  const bytes = await rgb(2, 1, [0, 0, 0], [128, 128, 128])
  const files = [{ name: 'SegmentationClass/a.png', bytes }]
  expect(await readOne('cvat', files, 2, 1)).toEqual({ rows: ['. car'] })
})

test('grey masks have the classes of their JSON file, whichever way round it is', async () => {
  const bytes = await encodePng8(createLabelMap(4, 1, Uint8Array.of(0, 7, 9, 255)), null)
  const mask = { name: 'SegmentationClass/a.png', bytes }
  const byValue = jsonFile('classes.json', { 0: 'background', 7: 'dog', 255: 'void' })
  expect(await readOne('grey', [mask, byValue], 4, 1)).toEqual({ rows: ['. dog value 9 void'] })
  const byName = jsonFile('any-name.json', { background: 0, dog: 7, cat: 9, void: 255 })
  expect(await readOne('grey', [mask, byName], 4, 1)).toEqual({ rows: ['. dog cat void'] })
  const two = jsonFile('classes.json', { background: 0, dog: 7, wolf: 7, cat: 9, void: 255 })
  expect(await readOne('grey', [mask, two], 4, 1)).toEqual({ rows: ['. dog = wolf cat void'] })
  await expect(readOne('grey', [mask], 4, 1)).rejects.toThrow('expected classes.json')
  const odd = jsonFile('classes.json', { 7: ['dog'] })
  await expect(readOne('grey', [mask, odd], 4, 1)).rejects.toThrow('is not as the format says')
})

const COCO_HEAD = {
  images: [{ id: 397133, file_name: 'val2017/a.jpg', width: 4, height: 3 }],
  categories: [
    { id: 1, name: 'person', supercategory: 'person' },
    { id: 63, name: 'couch', supercategory: 'furniture' },
  ],
}

test('COCO: compressed and plain run lengths, polygons, crowds and boxes in one image', async () => {
  const image = { image_id: 397133, iscrowd: 0 }
  const annotations = [
    { ...image, category_id: 1, segmentation: { size: [3, 4], counts: [0, 6, 6] }, iscrowd: 1 },
    { ...image, category_id: 63, segmentation: { size: [3, 4], counts: '525' } },
    { ...image, category_id: 1, segmentation: [[3, 0, 4, 0, 4, 3, 3, 3]] },
    { ...image, category_id: 1, bbox: [0, 0, 2, 2] },
  ]
  const files = [jsonFile('instances.json', { ...COCO_HEAD, annotations })]
  expect(await readOne('coco', files, 4, 3)).toEqual({
    rows: ['person person couch person', 'person person . person', 'person couch . person'],
    mergedObjects: 1,
    overlapPixels: 1,
    filledPolygons: 1,
    shapesLeftOut: 1,
  })
})

test('COCO: what does not fit is said of the image', async () => {
  const read = (segmentation: unknown, categoryId = 1) =>
    readOne(
      'coco',
      [jsonFile('x.json', { ...COCO_HEAD, annotations: [{ image_id: 397133, category_id: categoryId, segmentation }] })], // prettier-ignore
      4,
      3,
    )
  expect(await read({ size: [4, 3], counts: '525' })).toContain('x.json: a.jpg: a mask is 3x4')
  expect(await read({ size: [3, 4], counts: '5' })).toContain('run lengths of 12 pixels in all')
  expect(await read({ size: [3, 4], counts: '525' }, 9)).toContain('there is no category 9')
  await expect(read([[1, 2, 3]])).rejects.toThrow('annotations.0.segmentation')
  const empty = [jsonFile('x.json', { ...COCO_HEAD, annotations: [] })]
  expect(await readOne('coco', empty, 4, 3)).toMatchObject({ kind: 'noLabels' })
  for (const boxOrOutside of [null, [], [[9, 9, 12, 9, 12, 12]]])
    expect(await read(boxOrOutside)).toMatchObject({
      kind: 'noLabels',
      notes: { shapesLeftOut: 1 },
    })
  expect(await readAll('coco', empty, () => null)).toMatchObject([{ name: 'a', kind: 'noPhoto' }])
  const annotations = [{ image_id: 5, category_id: 1, segmentation: null }]
  const other = [jsonFile('x.json', { ...COCO_HEAD, annotations })]
  expect(await readAll('coco', other, (name) => (name === 'a' ? { width: 4, height: 3 } : null))).toMatchObject([{ name: 'a', kind: 'noLabels' }, { name: 'image_id 5', kind: 'noPhoto' }]) // prettier-ignore
})

test('COCO: ids that two images or two categories have tell nothing', async () => {
  const { images, categories } = COCO_HEAD
  const annotations = [{ image_id: 397133, category_id: 1, segmentation: { size: [3, 4], counts: [0, 12] } }] // prettier-ignore
  const read = (other: object) =>
    readOne('coco', [jsonFile('x.json', { ...COCO_HEAD, annotations, ...other })], 4, 3)
  expect(await read({ images: [...images, { ...images[0], file_name: 'b.jpg' }] })).toContain(
    'x.json: a.jpg: 2 images have the id 397133',
  )
  expect(await read({ categories: [...categories, { id: 1, name: 'dog' }] })).toMatchObject({
    rows: Array.from({ length: 3 }, () => Array(4).fill('person = dog').join(' ')),
  })
})

test('panoptic ids are R + 256 G + 65536 B, and 0 is void', async () => {
  // Ids and categories of panopticapi's example (tests/golden/label-files).
  const bytes = await rgb(4, 1, [220, 20, 60], [206, 179, 255], [0, 0, 0], [222, 0, 65])
  const segments = [
    { id: 3937500, category_id: 1, iscrowd: 0, area: 1, bbox: [0, 0, 1, 1] },
    { id: 16757710, category_id: 37, iscrowd: 0, area: 1, bbox: [1, 0, 1, 1] },
    { id: 222 + 65 * 65536, category_id: 1, iscrowd: 0, area: 1, bbox: [3, 0, 1, 1] },
  ]
  const content = {
    images: [{ id: 142238, file_name: '000000142238.jpg', width: 4, height: 1 }],
    categories: [
      { id: 1, name: 'person', isthing: 1 },
      { id: 37, name: 'sports ball', isthing: 1 },
    ],
    annotations: [{ image_id: 142238, file_name: '000000142238.png', segments_info: segments }],
  }
  const file = jsonFile('panoptic_val2017.json', content)
  const png = { name: 'panoptic_val2017/000000142238.png', bytes }
  expect(await readOne('coco-panoptic', [file, png], 4, 1)).toEqual({
    rows: ['person sports ball void person'],
    mergedObjects: 1,
  })
  const other = { ...content, annotations: [{ ...content.annotations[0], segments_info: [] }] }
  expect(await readOne('coco-panoptic', [jsonFile('x.json', other), png], 4, 1)).toContain(
    'segment 3937500 has no category',
  )
  expect(await readOne('coco-panoptic', [file], 4, 1)).toContain('found 0 files of that name')
})

test('labelme: every kind of shape, and its two names of no class', async () => {
  const mask = encodeBase64(await encodePng8(createLabelMap(2, 2, Uint8Array.of(1, 0, 0, 1)), null))
  const shapes = [
    { label: 'dog', points: [[0, 0], [2, 0], [2, 2], [0, 2]] }, // prettier-ignore
    { label: '__ignore__', points: [[4, 3], [3, 0]], shape_type: 'rectangle' }, // prettier-ignore
    { label: 'cat', points: [[-1, 1], [0, 2]], shape_type: 'mask', mask, group_id: 1 }, // prettier-ignore
    { label: 'person', points: [[2.5, 2.5], [2.5, 2.9]], shape_type: 'circle' }, // prettier-ignore
    { label: 'line', points: [[0, 0], [3, 3]], shape_type: 'line' }, // prettier-ignore
    { label: '_background_', points: [[0, 0], [1, 1]], shape_type: 'rectangle' }, // prettier-ignore
  ]
  const content = { version: '4.0.0', flags: {}, shapes, imagePath: 'a.jpg', imageData: null }
  const expected = {
    rows: ['. dog . void', 'dog dog . void', 'cat . person void'],
    mergedObjects: 0,
    overlapPixels: 1,
    filledPolygons: 4,
    shapesLeftOut: 1,
  }
  const sized = { ...content, imageHeight: 3, imageWidth: 4 }
  expect(await readOne('labelme', [jsonFile('a.json', sized)], 4, 3)).toEqual(expected)
  // Files of old versions do not say their size, and their shapes are polygons.
  const old = { shapes, imagePath: 'a.jpg', imageData: null, lineColor: [0, 255, 0, 128] }
  expect(await readOne('labelme', [jsonFile('a.json', old)], 4, 3)).toEqual(expected)
  expect(await readOne('labelme', [jsonFile('a.json', sized)], 8, 6)).toMatchObject({
    kind: 'otherSize',
    size: { width: 4, height: 3 },
  })
})

test.each([
  [{ points: [[0, 0]], shape_type: 'polygon' }, 'a.json: shape 1 has 1 corners'],
  [{ points: [[0, 0], [1, 1]], shape_type: 'mask', mask: '@@@@' }, 'a mask that is not base64'], // prettier-ignore
  [{ points: [[0, 0], [1, 1]], shape_type: 'mask' }, 'does not start like a PNG'], // prettier-ignore
  [{ points: [[0, 0]], shape_type: 'triangle' }, 'the shape type "triangle" is not known'],
])('labelme: a shape that is none is said: %j', async (shape, message) => {
  const content = { shapes: [{ label: 'dog', ...shape }], imagePath: 'a.jpg' }
  expect(await readOne('labelme', [jsonFile('a.json', content)], 4, 3)).toContain(message)
})
