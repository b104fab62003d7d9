import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { PROVENANCE, UNLABELLED } from '../../../../src-main/core/labels/provenance.ts'
import {
  decodeLabelMap,
  decodeOpened,
  encodeEdited,
  encodeLabelMap,
  encodePacked,
  packLabels,
} from '../../../../src-renderer/canvas/saving/label-map-wire.ts'

test('a label map comes back from the wire as it went', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.uint8Array({ minLength: 20, maxLength: 400 }),
      (width, bytes) => {
        const height = Math.floor(bytes.length / width)
        const map = createLabelMap(width, height, bytes.slice(0, width * height))
        expect(decodeLabelMap(encodeLabelMap(map))).toEqual(map)
      },
    ),
  )
})

test('packed labels are those of the moment', () => {
  const sides = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
  const random = sides.chain(([width, height]) => {
    const plane = fc.uint8Array({ minLength: width * height, maxLength: width * height })
    return fc.record({
      labelMap: plane.map((data) => createLabelMap(width, height, data)),
      provenance: plane.map((data) => createLabelMap(width, height, data)),
    })
  })
  fc.assert(
    fc.property(random, ({ labelMap, provenance }) => {
      const [before, sources] = [labelMap.data.slice(), provenance.data.slice()]
      const packed = packLabels({ labelMap, provenance })
      labelMap.data.fill(7)
      provenance.data.fill(1)
      const sent = encodePacked(packed)
      const expected = before.map((value) => (value === UNLABELLED ? 0 : value))
      expect(decodeLabelMap(sent.labelMap).data).toEqual(expected)
      expect(decodeLabelMap(sent.provenance).data).toEqual(sources)
    }),
  )
})

const opened = {
  width: 2,
  height: 2,
  labelMap: null,
  provenance: null,
  provenanceNote: null,
  revision: null,
  isWritable: true,
}

test('a photo without a mask starts unlabelled, a mask alone was labelled by people', () => {
  const fresh = decodeOpened(opened)
  expect([...fresh.labelMap.data, ...fresh.provenance.data]).toEqual([
    ...new Array<number>(4).fill(UNLABELLED),
    ...new Array<number>(4).fill(PROVENANCE.unlabelled),
  ])
  const labelMap = createLabelMap(2, 2, Uint8Array.of(0, 7, 255, 0))
  const known = decodeOpened({ ...opened, labelMap: encodeLabelMap(labelMap) })
  expect(known.labelMap).toEqual(labelMap)
  expect([...known.provenance.data]).toEqual(new Array<number>(4).fill(PROVENANCE.human))
})

test('what is edited is saved as a mask and its provenance, and opens as it was', () => {
  const edited = {
    labelMap: createLabelMap(2, 2, Uint8Array.of(UNLABELLED, 7, 0, UNLABELLED)),
    provenance: { width: 2, height: 2, data: Uint8Array.of(0, 3, 1, 0) },
  }
  const saved = encodeEdited(edited)
  expect([...decodeLabelMap(saved.labelMap).data]).toEqual([0, 7, 0, 0])
  expect(decodeOpened({ ...opened, ...saved })).toEqual(edited)
})

test('runs that do not fill the map are refused as corrupt', () => {
  const encoded = encodeLabelMap(createLabelMap(4, 4))
  expect(() => decodeLabelMap({ ...encoded, height: 5 })).toThrow(/run-length/)
})
