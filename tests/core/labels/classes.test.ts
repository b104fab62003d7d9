import { describe, expect, it } from 'vitest'
import {
  CLASS_COUNT,
  VOC_CLASSES,
  VOC_PALETTE,
  classIndexOf,
  isLabelValue,
} from '../../../src-main/core/labels/classes.ts'

describe('the VOC classes', () => {
  it('know their index by name', () => {
    expect([VOC_CLASSES.length, classIndexOf('background'), classIndexOf('tvmonitor')]).toEqual([
      CLASS_COUNT,
      0,
      20,
    ])
  })

  it('refuse an unknown name and list the known ones', () => {
    expect(() => classIndexOf('Dog')).toThrow(/"Dog".*cat, chair, cow, diningtable, dog/)
  })

  it('allow 0 to 20 and 255 in a mask', () => {
    expect([0, 20, 21, 254, 255, 1.5, -1].map(isLabelValue)).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
      false,
    ])
  })
})

describe('the VOC palette', () => {
  it.each([
    [0, [0, 0, 0]],
    [1, [128, 0, 0]],
    [2, [0, 128, 0]],
    [8, [64, 0, 0]],
    [12, [64, 0, 128]],
    [15, [192, 128, 128]],
    [20, [0, 64, 128]],
    [255, [224, 224, 192]],
  ])('paints %i as %j', (index, colour) => {
    expect([...VOC_PALETTE.subarray(index * 3, index * 3 + 3)]).toEqual(colour)
  })
})
