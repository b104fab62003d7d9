import fc from 'fast-check'
import { expect, test } from 'vitest'
import { levelSizes } from '../../../../src-renderer/canvas/photo/photo-levels.ts'
import { createPhoto, levelAt } from '../../../../src-renderer/canvas/photo/photo.ts'
import type { Photo } from '../../../../src-renderer/canvas/photo/photo.ts'

const bitmap = (width: number, height: number): ImageBitmap => ({
  width,
  height,
  close: () => undefined,
})
const filed = (whole: ImageBitmap) => ({ file: new Blob(), whole })
const side = fc.integer({ min: 1, max: 20_000 })

async function photoOf(width: number, height: number): Promise<Photo> {
  const smaller = levelSizes(width, height).map((size) => bitmap(size.width, size.height))
  const photo = createPhoto(filed(bitmap(width, height)), () => Promise.resolve(smaller))
  expect(photo.levels.value).toEqual([photo.whole])
  await Promise.resolve()
  return photo
}

test('a photo of 12 megapixels is drawn from as many pixels as the zoom shows', async () => {
  const photo = await photoOf(4000, 3000)
  expect(photo.levels.value.map(({ width }) => width)).toEqual([4000, 2000, 1000, 500])
  const widthAt = (scale: number): number => levelAt(photo, scale).width
  expect([4, 1, 0.51, 0.5, 0.25, 0.2, 0.02].map(widthAt)).toEqual([4000, 4000, 4000, 2000, 1000, 1000, 500]) // prettier-ignore
})

test('every level has enough pixels, and the next smaller one would not', async () => {
  await fc.assert(
    fc.asyncProperty(
      side,
      side,
      fc.double({ min: 0.02, max: 4, noNaN: true }),
      async (width, height, scale) => {
        const photo = await photoOf(width, height)
        const level = levelAt(photo, scale)
        const at = photo.levels.value.indexOf(level)
        expect(at === 0 || level.width >= 0.999 * width * scale).toBe(true)
        const smaller = photo.levels.value[at + 1]
        expect(smaller === undefined || smaller.width < 0.999 * width * scale).toBe(true)
      },
    ),
  )
})

test('closing a photo closes all of it, also what is made only then', async () => {
  const closed: number[] = []
  const noting = (width: number): ImageBitmap => ({
    width,
    height: 1,
    close: () => closed.push(width),
  })
  const photo = createPhoto(filed(noting(4)), () => Promise.resolve([noting(2)]))
  photo.close()
  await Promise.resolve()
  expect(closed).toEqual([4, 2])
})

test('small photos have one level, and so has one that cannot be made smaller', async () => {
  expect(levelSizes(500, 375)).toEqual([])
  const photo = createPhoto(filed(bitmap(4, 4)), () => Promise.reject(new Error('no memory')))
  await Promise.resolve()
  expect(levelAt(photo, 0.1)).toBe(photo.whole)
})
