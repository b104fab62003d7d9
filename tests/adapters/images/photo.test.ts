import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import {
  decodePhoto,
  encodeThumbnail,
  verifyPhoto,
} from '../../../src-main/adapters/images/photo.ts'
import { createImageCodec } from '../../../src-main/adapters/images/image-codec.ts'
import { readJpegHeader } from '../../../src-main/adapters/images/jpeg-header.ts'
import { turnUpright } from '../../../src-main/adapters/images/orientation.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { photoBytes } from '../photos.ts'

const HEIC = join(import.meta.dirname, 'fixtures', 'four-colours.heic')

test.each(['jpeg', 'png', 'webp'] as const)('a %s photo becomes RGB', async (format) => {
  const image = await decodePhoto(await photoBytes({ width: 20, height: 10, format }), 'a')
  expect([image.width, image.height, image.data.length]).toEqual([20, 10, 600])
  expect(Math.abs(image.data[0]! - 20)).toBeLessThan(4)
})

test('a HEIC photo becomes RGB', async () => {
  const image = await decodePhoto(await readFile(HEIC), 'a.heic')
  expect([image.width, image.height]).toEqual([64, 48])
  const corners = [
    [10, 10, 200, 30, 30],
    [50, 10, 30, 180, 40],
    [10, 40, 40, 60, 200],
    [50, 40, 220, 220, 60],
  ] as const
  for (const [x, y, ...colour] of corners) {
    const start = (y * 64 + x) * 3
    colour.forEach((value, channel) => {
      expect(Math.abs(image.data[start + channel]! - value)).toBeLessThan(4)
    })
  }
})

test('a cut HEIC photo is corrupt', async () => {
  const bytes = (await readFile(HEIC)).subarray(0, 600)
  await expect(decodePhoto(bytes, 'id1/a.heic')).rejects.toMatchObject({
    kind: 'corrupt',
    message: expect.stringMatching(/^id1\/a\.heic: expected a complete HEIC image/) as string,
  })
})

test('grey, CMYK and transparent photos become RGB', async () => {
  const grey = await sharp(Buffer.alloc(12, 90), { raw: { width: 4, height: 3, channels: 1 } })
    .toColourspace('b-w')
    .jpeg()
    .toBuffer()
  const cmyk = await sharp(await photoBytes({ width: 4, height: 3 }))
    .toColourspace('cmyk')
    .jpeg()
    .toBuffer()
  const transparent = await sharp(Buffer.alloc(48, 90), {
    raw: { width: 4, height: 3, channels: 4 },
  })
    .png()
    .toBuffer()
  for (const bytes of [grey, cmyk, transparent]) {
    expect((await decodePhoto(bytes, 'a')).data.length).toBe(36)
  }
})

test('a photo turned by EXIF comes upright', async () => {
  const bytes = await photoBytes({ width: 20, height: 10, orientation: 6 })
  const image = await decodePhoto(bytes, 'a.jpg')
  expect([image.width, image.height]).toEqual([10, 20])
  expect(image.data[0]!).toBeLessThan(60)
  expect(image.data.at(-1)!).toBeGreaterThan(160)
})

test('a photo is resized to exactly the asked size after it was turned', async () => {
  const bytes = await photoBytes({ width: 40, height: 20, orientation: 8 })
  const image = await decodePhoto(bytes, 'a.jpg', { width: 7, height: 31 })
  expect([image.width, image.height, image.data.length]).toEqual([7, 31, 7 * 31 * 3])
})

test('a truncated JPEG is corrupt, not half a picture', async () => {
  const noise = Buffer.from(Array.from({ length: 120 * 90 * 3 }, (_, i) => (i * 7919) % 251))
  const whole = await sharp(noise, { raw: { width: 120, height: 90, channels: 3 } })
    .jpeg()
    .toBuffer()
  const cut = whole.subarray(0, whole.length / 2)
  const expected = {
    kind: 'corrupt',
    message: expect.stringMatching(
      /^id1\/a\.jpg: expected a complete image, but it cannot be decoded \(.+\); replace it by an intact copy$/,
    ) as string,
  }
  await expect(decodePhoto(cut, 'id1/a.jpg')).rejects.toMatchObject(expected)
  await expect(verifyPhoto(cut, 'id1/a.jpg')).rejects.toMatchObject(expected)
  await expect(encodeThumbnail(cut, 'id1/a.jpg', 320)).rejects.toMatchObject(expected)
})

test('a truncated JPEG is found out among many that are looked at together', async () => {
  const whole = await photoBytes({ width: 200, height: 100 })
  const cut = whole.subarray(0, whole.length - 200)
  const looks = await Promise.allSettled(
    Array.from({ length: 200 }, () => verifyPhoto(new Uint8Array(cut), 'id1/a.jpg')),
  )
  expect(looks.filter(({ status }) => status === 'fulfilled')).toHaveLength(0)
})

test('text with a photo name is corrupt', async () => {
  await expect(decodePhoto(Buffer.from('hello'), 'id1/a.jpg')).rejects.toMatchObject({
    kind: 'corrupt',
    message:
      'id1/a.jpg: expected a JPEG, PNG, WebP or HEIC image, found other data; replace it by an intact copy',
  })
})

test('thumbnails are WebP of the asked long side and never enlarged', async () => {
  const large = await sharp(
    await encodeThumbnail(await photoBytes({ width: 400, height: 300 }), 'a', 160),
  ).metadata()
  expect([large.format, large.width, large.height]).toEqual(['webp', 160, 120])
  const small = await sharp(
    await encodeThumbnail(await photoBytes({ width: 40, height: 30 }), 'a', 160),
  ).metadata()
  expect([small.width, small.height]).toEqual([40, 30])
})

test('JPEG encoding keeps the size', async () => {
  const bytes = await createImageCodec().encodeJpeg(
    { width: 5, height: 4, data: new Uint8Array(60) },
    90,
  )
  const { format, width, height } = await sharp(bytes).metadata()
  expect([format, width, height]).toEqual(['jpeg', 5, 4])
})

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'orientation %i: header and label map agree with the decoder',
  async (orientation) => {
    const stored = createLabelMap(
      6,
      4,
      Uint8Array.from({ length: 24 }, (_, i) => i * 10),
    )
    const raw = { width: 6, height: 4, channels: 1 } as const
    const png = await sharp(stored.data, { raw })
      .toColourspace('b-w')
      .withMetadata({ orientation })
      .png()
      .toBuffer()
    const upright = await sharp(png).autoOrient().toColourspace('b-w').raw().toBuffer()
    expect([...turnUpright(stored, orientation).data]).toEqual([...upright])

    const jpeg = await photoBytes({ width: 6, height: 4, orientation })
    const readAt = (at: number, length: number): Promise<Uint8Array> =>
      Promise.resolve(jpeg.subarray(at, at + length))
    expect(await readJpegHeader(readAt, 'a.jpg')).toEqual({ width: 6, height: 4, orientation })
  },
)
