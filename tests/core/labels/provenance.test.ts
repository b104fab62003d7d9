import { describe, expect, it } from 'vitest'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import {
  PROVENANCE,
  UNLABELLED,
  countProvenance,
  createProvenance,
  validateProvenance,
  withUnlabelled,
  withoutUnlabelled,
} from '../../../src-main/core/labels/provenance.ts'
import type { ProvenancePlane } from '../../../src-main/core/labels/provenance.ts'
import { fc, labelMaps } from '../arbitraries.ts'

/** A mask and a provenance that may belong to it: background where nobody has labelled. */
const masks = labelMaps.chain(({ width, height, data }) =>
  fc
    .uint8Array({ minLength: data.length, maxLength: data.length, max: 3 })
    .map((sources): { labelMap: LabelMap; provenance: ProvenancePlane } => ({
      labelMap: createLabelMap(
        width,
        height,
        data.map((value, i) => (sources[i] === PROVENANCE.unlabelled ? 0 : value)),
      ),
      provenance: { width, height, data: sources },
    })),
)

describe('unlabelled pixels', () => {
  it('have a value of their own while a map is edited, and are background again when it is saved', () => {
    fc.assert(
      fc.property(masks, ({ labelMap, provenance }) => {
        const edited = withUnlabelled(labelMap, provenance)
        edited.data.forEach((value, i) => {
          expect(value === UNLABELLED).toBe(provenance.data[i] === PROVENANCE.unlabelled)
        })
        expect(withoutUnlabelled(edited)).toEqual(labelMap)
      }),
    )
  })

  it('are counted apart from what people labelled, accepted and copied', () => {
    const provenance = { width: 6, height: 1, data: Uint8Array.of(0, 0, 1, 3, 3, 3) }
    expect(countProvenance(provenance)).toEqual({ unlabelled: 2, human: 1, assist: 0, copied: 3 })
  })
})

describe('a provenance that cannot be the mask’s', () => {
  const mask = createLabelMap(3, 1, Uint8Array.of(0, 7, 255))
  const refused = (plane: ProvenancePlane) => () => validateProvenance(plane, mask, 'a.png')

  it('is refused by its size, by a value that means nothing, and by a class that nobody gave', () => {
    expect(refused({ width: 3, height: 1, data: Uint8Array.of(0, 1, 2) })).not.toThrow()
    expect(refused(createProvenance(1, 3, PROVENANCE.human))).toThrow(
      'a.png: expected a provenance of 3x1 like its mask, got 1x3; open the photo again',
    )
    expect(refused({ ...mask, data: Uint8Array.of(1, 4, 1) })).toThrow('0 to 3, found 4')
    expect(refused({ ...mask, data: Uint8Array.of(0, 0, 1) })).toThrow('found class 7')
  })
})
