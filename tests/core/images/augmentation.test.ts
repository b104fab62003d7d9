import { describe, expect, it } from 'vitest'
import type { AugmentationPlan } from '../../../src-main/core/images/augmentation.ts'
import {
  augmentImage,
  augmentLabels,
  drawAugmentation,
  imagenetNormalisation,
} from '../../../src-main/core/images/augmentation.ts'
import { createLabelMap, resizeLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fc, labelMaps } from '../arbitraries.ts'

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 5000 }),
  height: fc.integer({ min: 1, max: 5000 }),
})

describe('a drawn augmentation', () => {
  it('has a long side of 160 to 640, keeps the aspect and crops inside the padded image', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (image, seed) => {
        const plan = drawAugmentation(createRandom(seed), image)
        const long = Math.max(plan.resizeWidth, plan.resizeHeight)
        expect(long).toBeGreaterThanOrEqual(160)
        expect(long).toBeLessThanOrEqual(640)
        const scale = long / Math.max(image.width, image.height)
        expect(Math.abs(plan.resizeWidth - Math.max(1, image.width * scale))).toBeLessThanOrEqual(
          0.5,
        )
        expect(Math.abs(plan.resizeHeight - Math.max(1, image.height * scale))).toBeLessThanOrEqual(
          0.5,
        )
        expect(plan.cropX + 320).toBeLessThanOrEqual(plan.resizeWidth + plan.padRight)
        expect(plan.cropY + 320).toBeLessThanOrEqual(plan.resizeHeight + plan.padBottom)
        expect(Math.min(plan.cropX, plan.cropY)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('uses the same amount of randomness for every image', () => {
    const [one, other] = [createRandom(5), createRandom(5)]
    drawAugmentation(one, { width: 4000, height: 30 })
    drawAugmentation(other, { width: 200, height: 300 })
    expect(one.state()).toEqual(other.state())
  })

  it('reaches both ends of the range and flips half of the time', () => {
    const random = createRandom(1)
    const plans = Array.from({ length: 6000 }, () =>
      drawAugmentation(random, { width: 9, height: 9 }),
    )
    const sides = new Set(plans.map(({ resizeWidth }) => resizeWidth))
    expect([sides.has(160), sides.has(640), sides.size]).toEqual([true, true, 481])
    const flips = plans.filter(({ isFlipped }) => isFlipped).length / plans.length
    expect(flips).toBeCloseTo(0.5, 1)
  })
})

const settings = { cropSize: 12, minScale: 0.5, maxScale: 2, flipProbability: 0.5 }

/** Where a pixel of the crop comes from in the resized image, by the definition. */
function sourceOf(
  plan: AugmentationPlan,
  x: number,
  y: number,
): readonly [number, number] | undefined {
  const column = plan.cropX + (plan.isFlipped ? plan.cropSize - 1 - x : x)
  const row = plan.cropY + y
  return column < plan.resizeWidth && row < plan.resizeHeight ? [column, row] : undefined
}

describe('an applied augmentation', () => {
  it('moves labels as the definition says, with void padding, and nothing outside its slice', () => {
    fc.assert(
      fc.property(labelMaps, fc.nat(), (labels, seed) => {
        const plan = drawAugmentation(createRandom(seed), labels, settings)
        const resized = resizeLabelMap(labels, plan.resizeWidth, plan.resizeHeight)
        const out = new Int32Array(3 * 144).fill(-1)
        augmentLabels(labels, plan, { out, offset: 144 })
        expect(out.subarray(0, 144).every((v) => v === -1)).toBe(true)
        expect(out.subarray(288).every((v) => v === -1)).toBe(true)
        for (let i = 0; i < 144; i++) {
          const source = sourceOf(plan, i % 12, Math.floor(i / 12))
          const expected =
            source === undefined ? 255 : resized.data[source[1] * plan.resizeWidth + source[0]]
          expect(out[144 + i]).toBe(expected)
        }
      }),
    )
  })

  it('moves pixels the same way, normalised, with the mean colour as padding', () => {
    const table = imagenetNormalisation()
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const plan = drawAugmentation(createRandom(seed), { width: 40, height: 30 }, settings)
        const { resizeWidth: width, resizeHeight: height } = plan
        const data = Uint8Array.from(
          { length: width * height * 3 },
          (_, i) => (i * 31 + seed) % 256,
        )
        const out = new Float32Array(3 * 144 + 5).fill(9)
        augmentImage({ width, height, data }, plan, { out, offset: 5, table })
        expect(out[4]).toBe(9)
        const [mean, std] = [0.406, 0.225]
        for (let i = 0; i < 144; i++) {
          const source = sourceOf(plan, i % 12, Math.floor(i / 12))
          const blue =
            source === undefined ? undefined : data[(source[1] * width + source[0]) * 3 + 2]!
          const expected = blue === undefined ? 0 : (blue / 255 - mean) / std
          expect(out[5 + 288 + i]).toBeCloseTo(expected, 5)
        }
      }),
    )
  })

  it('refuses an image of another size than planned', () => {
    const plan = drawAugmentation(createRandom(1), { width: 40, height: 30 }, settings)
    const image = { width: 1, height: 1, data: new Uint8Array(3) }
    const target = { out: new Float32Array(432), offset: 0, table: imagenetNormalisation() }
    expect(() => augmentImage(image, plan, target)).toThrow(/the image is 1x1/)
  })

  it('is the identity for a photo of exactly the crop size', () => {
    const labels = createLabelMap(
      12,
      12,
      Uint8Array.from({ length: 144 }, (_, i) => i % 21),
    )
    const still = { ...settings, minScale: 1, maxScale: 1, flipProbability: 0 }
    const out = new Int32Array(144)
    augmentLabels(labels, drawAugmentation(createRandom(1), labels, still), { out, offset: 0 })
    expect([...out]).toEqual([...labels.data])
  })
})
