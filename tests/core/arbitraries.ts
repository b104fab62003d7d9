// What fast-check may make up for the tests of core: label maps, points, photo names. Import `fc` from here:
// its seed is fixed, so that a test run repeats itself.

import fc from 'fast-check'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import type { PixelMask } from '../../src-main/core/geometry/pixel-mask.ts'

fc.configureGlobal({ seed: 20211011, numRuns: Number(process.env['FC_RUNS'] ?? 100) })

export { fc }

/** Patches of few values, as masks are, up to 40 x 40. */
export const labelMaps: fc.Arbitrary<LabelMap> = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 0, 0, 12, 15, 255), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((values) => createLabelMap(width, height, Uint8Array.from(values))),
  )

export const points = fc.record({
  x: fc.double({ min: -10, max: 50, noNaN: true }),
  y: fc.double({ min: -10, max: 50, noNaN: true }),
})

/** Names as people's photos have them: with dots, spaces and letters of any script. No slash, no dot in front. */
export const photoName = fc.stringMatching(/^[a-zA-Z0-9_ é旅-][a-zA-Z0-9_ .é旅-]{0,11}$/)

/** Different photo names, each with something. */
export function namedPhotos<T>(content: fc.Arbitrary<T>): fc.Arbitrary<[string, T][]> {
  return fc.uniqueArray(fc.tuple(photoName, content), { selector: ([name]) => name, maxLength: 60 })
}

/** Sets of pixels in a window, from nearly empty to nearly full. */
export const pixelMasks: fc.Arbitrary<PixelMask> = fc
  .tuple(
    fc.integer({ min: 1, max: 24 }),
    fc.integer({ min: 1, max: 24 }),
    fc.integer({ min: 1, max: 9 }),
  )
  .chain(([width, height, density]) =>
    fc
      .array(
        fc.integer({ min: 0, max: 9 }).map((value) => (value < density ? 1 : 0)),
        {
          minLength: width * height,
          maxLength: width * height,
        },
      )
      .map((values) => ({
        rect: { x: 0, y: 0, width, height },
        data: Uint8Array.from(values),
      })),
  )
