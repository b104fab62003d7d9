import { describe, expect, it } from 'vitest'
import {
  addImage,
  confusionOf,
  createConfusion,
  sumConfusions,
} from '../../../src-main/core/metrics/confusion.ts'
import type { FiouVariant } from '../../../src-main/core/metrics/fiou.ts'
import { EMPTY_POLICIES, FIOU_VARIANTS, imageFiou } from '../../../src-main/core/metrics/fiou.ts'
import {
  MIOU_VARIANTS,
  classIous,
  meanIou,
  pixelAccuracy,
} from '../../../src-main/core/metrics/miou.ts'
import { fc } from '../arbitraries.ts'

const DOG = 12
const CAT = 8
const VOID = 255

const truthAndPrediction = fc.integer({ min: 1, max: 200 }).chain((length) => {
  const size = { minLength: length, maxLength: length }
  return fc.tuple(
    fc.array(fc.constantFrom(0, 0, 8, 12, 15, 255, 40), size).map((v) => Uint8Array.from(v)),
    fc.array(fc.constantFrom(0, 0, 8, 12, 15, 20), size).map((v) => Uint8Array.from(v)),
  )
})

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

function fiou(truth: Uint8Array, prediction: Uint8Array, variant: FiouVariant): number | null {
  return imageFiou(confusionOf(truth, prediction), { variant, empty: 'zero' })
}

describe('FIoU of one image', () => {
  it.each([
    ['all dog, found', [DOG, DOG], [DOG, DOG], 1],
    ['all dog, called cat', [DOG, DOG], [CAT, CAT], 0],
    ['half of the dog found', [DOG, DOG], [DOG, 0], 0.5],
    ['no foreground anywhere', [0, 0], [0, 0], 0],
    ['void counts as foreground that nothing matches', [DOG, VOID], [DOG, 0], 0.5],
  ])('official: %s', (_, truth, prediction, expected) => {
    expect(fiou(bytes(...truth), bytes(...prediction), 'official')).toBe(expected)
  })

  it('reads the same image in four ways', () => {
    const truth = bytes(DOG, DOG, CAT, 0, VOID, VOID)
    const prediction = bytes(DOG, CAT, CAT, DOG, 0, DOG)
    expect(FIOU_VARIANTS.map((variant) => fiou(truth, prediction, variant))).toEqual([
      2 / 6,
      2 / 4,
      3 / 4,
      expect.closeTo((1 / 3 + 1 / 2) / 2),
    ])
  })

  it('treats an empty image by the policy', () => {
    const empty = confusionOf(bytes(0, 0), bytes(0, 0))
    for (const variant of FIOU_VARIANTS) {
      expect(EMPTY_POLICIES.map((policy) => imageFiou(empty, { variant, empty: policy }))).toEqual([
        0,
        null,
        1,
      ])
    }
  })

  it('scores an invented object 0', () => {
    expect(FIOU_VARIANTS.map((variant) => fiou(bytes(0, 0), bytes(DOG, 0), variant))).toEqual([
      0, 0, 0, 0,
    ])
  })

  it('equals a pixel-by-pixel count of the official formula', () => {
    fc.assert(
      fc.property(truthAndPrediction, ([truth, prediction]) => {
        let [inter, union] = [0, 0]
        truth.forEach((gt, i) => {
          if (prediction[i] === gt && gt > 0) inter++
          if (prediction[i]! > 0 || gt > 0) union++
        })
        expect(fiou(truth, prediction, 'official')).toBe(union === 0 ? 0 : inter / union)
      }),
    )
  })
})

describe('mIoU', () => {
  it('counts an absent class 0 under official and skips it under present and voc', () => {
    const image = confusionOf(bytes(0, 0, DOG, DOG), bytes(0, 0, DOG, CAT))
    const [background, dog] = [1, 1 / 2]
    expect(MIOU_VARIANTS.map((variant) => meanIou(image, variant))).toEqual([
      expect.closeTo((background + dog) / 21, 12),
      expect.closeTo((background + dog) / 2, 12),
      expect.closeTo((background + dog + 0) / 3, 12),
      expect.closeTo(dog / 20, 12),
    ])
  })

  it('drops void pixels', () => {
    const plain = confusionOf(bytes(0, DOG), bytes(0, DOG))
    const withVoid = confusionOf(bytes(0, DOG, VOID, 21), bytes(0, DOG, CAT, CAT))
    expect(withVoid.counts).toEqual(plain.counts)
  })

  it('of nothing is 0 under official, and undefined where no class qualifies', () => {
    expect(MIOU_VARIANTS.map((v) => meanIou(createConfusion(), v))).toEqual([0, null, null, 0])
    expect(pixelAccuracy(createConfusion())).toBeNull()
  })

  it('is symmetric in truth and prediction per class, and within 0 and 1', () => {
    fc.assert(
      fc.property(truthAndPrediction, ([truth, prediction]) => {
        const valid = truth.map((value) => (value > 20 ? 0 : value))
        const forth = classIous(confusionOf(valid, prediction)).map(({ iou }) => iou)
        const back = classIous(confusionOf(prediction, valid)).map(({ iou }) => iou)
        expect(forth).toEqual(back)
        for (const variant of MIOU_VARIANTS) {
          const value = meanIou(confusionOf(truth, prediction), variant)
          if (value !== null) expect(value).toSatisfy((v: number) => v >= 0 && v <= 1)
        }
      }),
    )
  })

  it('of a perfect prediction is 1 over the present classes', () => {
    fc.assert(
      fc.property(truthAndPrediction, ([, prediction]) => {
        const image = confusionOf(prediction, prediction)
        expect(meanIou(image, 'present')).toBeCloseTo(1, 12)
        expect(pixelAccuracy(image)).toBe(1)
      }),
    )
  })
})

describe('a confusion', () => {
  it('adds up over images, in one or in parts', () => {
    fc.assert(
      fc.property(fc.array(truthAndPrediction, { maxLength: 5 }), (images) => {
        const whole = createConfusion()
        for (const [truth, prediction] of images) addImage(whole, truth, prediction)
        expect(sumConfusions(images.map(([t, p]) => confusionOf(t, p)))).toEqual(whole)
        const pixels = [...whole.counts, ...whole.voidByPrediction].reduce((a, b) => a + b, 0)
        expect(pixels).toBe(images.reduce((sum, [truth]) => sum + truth.length, 0))
      }),
    )
  })

  it('refuses void in a prediction, and images of different sizes', () => {
    expect(() => confusionOf(bytes(0, 255), bytes(255, 0))).toThrow(/found 255 at 1 pixels/)
    expect(() => confusionOf(bytes(0), bytes(0, 0))).toThrow(/1 pixels, prediction 2/)
  })
})
