import { expect, it } from 'vitest'
import { findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { createPredictionRegions } from '../../../src-main/core/painting/prediction-regions.ts'
import { fc, labelMaps } from '../arbitraries.ts'

it('each pixel has the region that a flood fill finds, and all pixels of a region the same one', () => {
  fc.assert(
    fc.property(labelMaps, fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (map, picks) => {
      const regions = createPredictionRegions(map)
      for (const pick of picks) {
        const at = pick % map.data.length
        const [x, y] = [at % map.width, Math.floor(at / map.width)]
        const region = regions.at(x, y)
        const { rect, value, pixelCount } = findRegion(map, x, y)
        expect(region).toMatchObject({ rect, value, pixelCount })
        const [keyX, keyY] = [region.key % map.width, Math.floor(region.key / map.width)]
        expect(regions.at(keyX, keyY)).toBe(region)
        expect(createPredictionRegions(map).at(x, y).key).toBe(region.key)
      }
    }),
  )
})
