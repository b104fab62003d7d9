import fc from 'fast-check'
import { encode } from 'fast-png'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { createImageCodec } from '../../../src-main/adapters/images/image-codec.ts'
import { decodeLabelPng, encodeLabelPng } from '../../../src-main/adapters/images/label-png.ts'
import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'

const labelMaps = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((data) => createLabelMap(width, height, data)),
  )

const palette = Array.from({ length: 256 }, (_, i) => [...VOC_PALETTE.subarray(i * 3, i * 3 + 3)])

const codec = createImageCodec()

test('a label map survives palette and grey PNG bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(labelMaps, async (labelMap) => {
      expect(await codec.decodeIndexedPng(await codec.encodePalettePng(labelMap))).toEqual(labelMap)
      expect(await codec.decodeGreyPng(await codec.encodeGreyPng(labelMap))).toEqual(labelMap)
    }),
    { numRuns: 60 },
  )
})

test('PNG files of another writer are read the same, whatever row filters it used', async () => {
  await fc.assert(
    fc.asyncProperty(labelMaps, async ({ width, height, data }) => {
      const theirs = encode({ width, height, data, channels: 1, depth: 8, palette })
      expect((await decodeLabelPng(theirs, 'm.png')).data).toEqual(data)
      const interlaced = encode({ width, height, data, channels: 1 }, { interlace: 'Adam7' })
      expect((await decodeLabelPng(interlaced, 'm.png')).data).toEqual(data)
    }),
    { numRuns: 40 },
  )
})

test('a palette PNG has the VOC colours for every other program', async () => {
  const png = await encodeLabelPng(createLabelMap(3, 1, Uint8Array.of(0, 15, 255)))
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  expect(info.channels).toBe(3)
  expect([...data]).toEqual([0, 0, 0, 192, 128, 128, 224, 224, 192])
})

test('an index image with another palette keeps its colours', async () => {
  const colours = new Uint8Array(768)
  colours.set([10, 20, 30], 3)
  const png = await codec.encodeIndexedPng(createLabelMap(1, 1, Uint8Array.of(1)), colours)
  expect([...(await sharp(png).raw().toBuffer())]).toEqual([10, 20, 30])
})

test('an index image may use VOC colours for something else', async () => {
  const colours = new Uint8Array(768)
  colours.set(VOC_PALETTE.subarray(6, 9), 3)
  const image = createLabelMap(2, 1, Uint8Array.of(0, 1))
  expect(await codec.decodeIndexedPng(await codec.encodeIndexedPng(image, colours))).toEqual(image)
})

test('a grey PNG written by sharp is an index mask', async () => {
  const data = Uint8Array.of(0, 3, 15, 255, 20, 7)
  const raw = { width: 3, height: 2, channels: 1 } as const
  const png = await sharp(data, { raw }).toColourspace('b-w').png().toBuffer()
  expect((await decodeLabelPng(png, 'm.png')).data).toEqual(data)
})

test('masks of 4 bits a pixel are unpacked', async () => {
  const raw = { width: 5, height: 1, channels: 3 } as const
  const png = await sharp(Buffer.alloc(15), { raw }).png({ palette: true, colours: 2 }).toBuffer()
  expect((await decodeLabelPng(png, 'm.png')).data).toEqual(new Uint8Array(5))
})

function rgbPng(labelMap: LabelMap, channels: 3 | 4): Uint8Array {
  const { width, height, data: values } = labelMap
  const data = new Uint8Array(width * height * channels).fill(255)
  values.forEach((value, i) => {
    data.set(VOC_PALETTE.subarray(value * 3, value * 3 + 3), i * channels)
  })
  return encode({ width, height, data, channels })
}

test.each([3, 4] as const)(
  'an RGB mask in VOC colours is refused with advice (%i channels)',
  async (n) => {
    const png = rgbPng(createLabelMap(2, 1, Uint8Array.of(0, 12)), n)
    await expect(decodeLabelPng(png, 'id1/a.png')).rejects.toMatchObject({
      kind: 'invalidInput',
      message:
        'id1/a.png: expected a palette mask whose values are classes, found an RGB image in the VOC ' +
        'colours; save it again as an 8-bit palette PNG with the VOC palette',
    })
  },
)

test('an RGB picture is refused without a guess', async () => {
  const png = encode({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3), channels: 3 })
  await expect(decodeLabelPng(png, 'a.png')).rejects.toThrow(
    'a.png: expected a palette mask whose values are classes, found an RGB image; save it again',
  )
})

test('a palette that lists the VOC colours in another order is refused', async () => {
  const reordered = palette.slice()
  ;[reordered[1], reordered[15]] = [palette[15]!, palette[1]!]
  const data = Uint8Array.of(0, 1)
  const png = encode({ width: 2, height: 1, data, channels: 1, depth: 8, palette: reordered })
  await expect(decodeLabelPng(png, 'a.png')).rejects.toMatchObject({
    kind: 'invalidInput',
    message:
      'a.png: expected the VOC palette, found its colours in another order, so that the values are ' +
      'not the classes; save it again as an 8-bit palette PNG with the VOC palette',
  })
})

test.each([
  ['cut inside its pixels', (png: Uint8Array) => png.subarray(0, png.length - 20)],
  ['without its end', (png: Uint8Array) => png.subarray(0, png.length - 12)],
  ['cut to its signature', (png: Uint8Array) => png.subarray(0, 8)],
  ['empty', () => new Uint8Array()],
  ['that is text', () => Buffer.from('not an image at all')],
  [
    'with a flipped bit',
    (png: Uint8Array) => png.map((byte, i) => (i === png.length - 25 ? byte ^ 4 : byte)),
  ],
])('a mask %s is corrupt, and the message names it', async (_, damage) => {
  const data = Uint8Array.from({ length: 2500 }, (_value, i) => (i * i) % 21)
  const png = await encodeLabelPng(createLabelMap(50, 50, data))
  await expect(decodeLabelPng(damage(png), 'id1/a.png')).rejects.toMatchObject({
    kind: 'corrupt',
    message: expect.stringMatching(
      /^id1\/a\.png: expected a complete PNG image, but .*; restore it from a backup or delete it$/,
    ) as string,
  })
})
