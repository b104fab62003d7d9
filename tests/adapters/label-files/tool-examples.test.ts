// Import against files that the tools' own public examples and documentation define
// (tests/golden/label-files/README.md).

import { encode } from 'fast-png'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encodePng8 } from '../../../src-main/adapters/images/png8.ts'
import { encodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { boundingBox, columnRuns } from '../../../src-main/core/label-files/coco-runs.ts'
import type { LabelFormat } from '../../../src-main/core/label-files/formats.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { ImageSize } from '../../../src-main/services/ports/label-files.ts'
import { jsonFile, readAll, writeAll } from './memory-source.ts'
import type { MemoryFile } from './memory-source.ts'

const GOLDEN = join(import.meta.dirname, '../../golden/label-files')

function golden(name: string): unknown {
  return JSON.parse(readFileSync(join(GOLDEN, name), 'utf8'))
}

/** The labels of the only image that is there, and a letter for each of its names. */
async function readOne(
  format: LabelFormat,
  files: MemoryFile[],
  photo: ImageSize & { name: string },
) {
  const read = await readAll(format, files, (name) => (name === photo.name ? photo : null))
  const image = read.find(({ name }) => name === photo.name)
  if (image?.kind !== 'labels') throw new Error(JSON.stringify(image))
  const { names, data, width } = image.labels
  const letters = Array.from(data, (index) => (index === 0 ? '.' : names[index]!.slice(0, 1)))
  const rows = letters.join('').match(new RegExp(`.{${width}}`, 'g'))
  return { labels: image.labels, notes: image.notes, rows }
}

describe('COCO instances', () => {
  interface Annotation {
    readonly id: number
    readonly image_id: number
    readonly bbox: [number, number, number, number]
    readonly area?: number
    readonly segmentation: number[][] | object
  }
  const file = golden('coco-instances.json') as {
    images: { id: number; file_name: string; width: number; height: number }[]
    annotations: Annotation[]
  }

  async function pixelsOf(annotation: Annotation) {
    const { file_name: path, width, height } = file.images.find(({ id }) => id === annotation.image_id)! // prettier-ignore
    const alone = [jsonFile('instances.json', { ...file, annotations: [annotation] })]
    const photo = { name: path.replace('.jpg', ''), width, height }
    const { labels, rows } = await readOne('coco', alone, photo)
    const runs = columnRuns(labels).get(1)!
    return { box: boundingBox(runs, height), area: labels.data.filter((index) => index === 1).length, rows } // prettier-ignore
  }

  test.each(file.annotations)(
    'the mask of annotation $id has the box and area that it states',
    async (annotation) => {
      const [x, y, width, height] = annotation.bbox
      const { box, area } = await pixelsOf(annotation)
      // A box is given to a hundredth of a pixel, a mask has whole ones.
      for (const [found, stated] of [
        [box[0], x],
        [box[1], y],
        [box[0] + box[2], x + width],
        [box[1] + box[3], y + height],
      ] as const) {
        expect(Math.abs(found - stated)).toBeLessThanOrEqual(1)
      }
      if (annotation.area === undefined) return
      const outline = Array.isArray(annotation.segmentation) ? width + height : 0
      expect(Math.abs(area - annotation.area)).toBeLessThanOrEqual(outline)
    },
  )

  test('the run lengths of the documentation are the pixels that it shows', async () => {
    const shown = ['..ppp.p', 'pppppp.']
    for (const [i, annotation] of file.annotations.slice(-2).entries()) {
      expect((await pixelsOf(annotation)).rows?.join('')).toBe(shown[i])
    }
  })

  test('an image of several instances of one class is one region of it', async () => {
    const photo = { name: 'COCO_val2014_000000000074', width: 640, height: 426 }
    const { notes } = await readOne('coco', [jsonFile('instances.json', file)], photo)
    expect(notes).toEqual({ mergedObjects: 3, overlapPixels: 0, filledPolygons: 0, shapesLeftOut: 0 }) // prettier-ignore
  })
})

describe('labelme', () => {
  test('a file of the semantic example: old, without size and kinds of shapes', async () => {
    const files = [jsonFile('labelme-old.json', golden('labelme-old.json'))]
    const photo = { name: 'labelme-old', width: 10, height: 6 }
    expect((await readOne('labelme', files, photo)).rows).toEqual([
      '..........',
      '.bbbbbb...',
      '.bbbbbcccb',
      '.bbbbbbccb',
      '.bbbbbb.c.',
      '..........',
    ])
  })

  test('a file of the instance example: groups are one object, and __ignore__ is void', async () => {
    const files = [jsonFile('labelme-instances.json', golden('labelme-instances.json'))]
    const { rows, notes } = await readOne('labelme', files, {
      name: 'labelme-instances',
      width: 10,
      height: 6,
    })
    expect(rows).toEqual([
      'ppp.......',
      'ppp...ppp.',
      'ppp...ppp.',
      'ppvvvvvpp.',
      'ppvvvvvpp.',
      '..vvvvv...',
    ])
    expect(notes).toMatchObject({ mergedObjects: 2, filledPolygons: 4 })
  })

  test.each([1, 8] as const)(
    'a mask of %i bit a pixel is laid at its first corner and cut by the image',
    async (depth) => {
      const bits = Uint8Array.of(0b10000000, 0b01000000)
      const png =
        depth === 1
          ? encode({ width: 2, height: 2, depth, channels: 1, data: bits })
          : await encodePng8(createLabelMap(2, 2, Uint8Array.of(1, 0, 0, 1)), null)
      const shape = { label: 'object', group_id: 1, shape_type: 'mask', points: [[-1, 1], [1, 3]], mask: encodeBase64(png) } // prettier-ignore
      const content = { shapes: [shape], imagePath: 'a.jpg', imageData: null }
      const photo = { name: 'a', width: 4, height: 4 }
      expect((await readOne('labelme', [jsonFile('a.json', content)], photo)).rows).toEqual([
        '....',
        '....',
        'o...',
        '....',
      ])
    },
  )
})

/** The development kit's VOClabelcolormap: the bits of a value dealt out to red, green and blue, highest places first. */
function colourOfKit(value: number): number[] {
  const colour = [0, 0, 0]
  for (let place = 7, rest = value; place >= 0; place--, rest >>= 3) {
    for (let channel = 0; channel < 3; channel++) {
      colour[channel]! |= ((rest >> channel) & 1) << place
    }
  }
  return colour
}

describe('PASCAL VOC', () => {
  const palette = Array.from({ length: 256 }, (_, value) => colourOfKit(value))

  test('every colour of the palette is that of the development kit', () => {
    expect([...VOC_PALETTE]).toEqual(palette.flat())
    expect([palette[15], palette[255]]).toEqual([[192, 128, 128], [224, 224, 192]]) // prettier-ignore
  })

  test('masks in the tree of the development kit are read, those of its objects are not', async () => {
    const mask = (...values: number[]) =>
      encode({
        width: 5,
        height: 1,
        channels: 1,
        data: Uint8Array.from(values),
        palette: palette.map(([red, green, blue]) => [red!, green!, blue!]),
      })
    const tree = [
      ['ImageSets/Segmentation/train.txt', Buffer.from('2007_000032\n')],
      ['ImageSets/Segmentation/val.txt', Buffer.from('2007_000033\n')],
      ['SegmentationClass/2007_000032.png', mask(0, 255, 1, 15, 255)],
      ['SegmentationClass/2007_000033.png', mask(0, 0, 0, 20, 255)],
      ['SegmentationObject/2007_000032.png', mask(0, 255, 1, 2, 255)],
    ] as const
    const files = tree.map(([name, bytes]) => ({ name: `VOCdevkit/VOC2012/${name}`, bytes }))
    const read = await readAll('voc', files, () => ({ width: 5, height: 1 }))
    expect(read.map(({ name, kind }) => [name, kind])).toEqual([
      ['2007_000032', 'labels'],
      ['2007_000033', 'labels'],
    ])
    const photo = { name: '2007_000032', width: 5, height: 1 }
    expect((await readOne('voc', files, photo)).rows).toEqual(['.vapv'])
  })

  test('the list that an export writes is one of the development kit: a name a line', async () => {
    const labelMap = createLabelMap(1, 1)
    const files = await writeAll('voc', { b: labelMap, a: labelMap })
    const list = files.find(({ name }) => name === 'ImageSets/Segmentation/trainval.txt')
    expect(Buffer.from(list!.bytes).toString()).toBe('b\na\n')
  })
})
