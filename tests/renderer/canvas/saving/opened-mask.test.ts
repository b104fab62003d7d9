import { expect, test } from 'vitest'
import { encodeBase64 } from '../../../../src-main/core/bytes/base64.ts'
import { encodeRuns } from '../../../../src-main/core/bytes/run-length.ts'
import {
  JOURNAL_SIGNATURE,
  encodeRecords,
} from '../../../../src-main/core/journal/journal-bytes.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { PROVENANCE, createProvenance } from '../../../../src-main/core/labels/provenance.ts'
import { startPatchRecorder } from '../../../../src-main/core/patches/patch-recorder.ts'
import type { MaskCodec } from '../../../../src-renderer/canvas/saving/mask-codec.ts'
import type { MaskSource } from '../../../../src-renderer/canvas/saving/mask-source.ts'
import { openMask } from '../../../../src-renderer/canvas/saving/opened-mask.ts'

const SIZE = { width: 4, height: 2 }
const stored = () => ({
  labelMap: createLabelMap(SIZE.width, SIZE.height),
  provenance: createProvenance(SIZE.width, SIZE.height, PROVENANCE.human),
})

/** One stroke that the stored mask does not hold. */
function journal(): string {
  const before = stored()
  const { labelMap, provenance } = stored()
  const recorder = startPatchRecorder(labelMap, provenance)
  recorder.beforePaint({ x: 1, y: 0, width: 2, height: 1 })
  labelMap.data.fill(15, 1, 3)
  const patch = recorder.commit()
  if (patch === undefined) throw new Error('the stroke changed nothing')
  const moves = encodeRecords([
    {
      kind: 'snapshot',
      moves: 0,
      ...SIZE,
      labels: encodeRuns(before.labelMap.data),
      provenance: encodeRuns(before.provenance.data),
    },
    { kind: 'mark', revision: 'saved', moves: 0, isStored: true },
    { kind: 'step', name: 'brush', patch },
  ])
  return encodeBase64(Uint8Array.of(...JOURNAL_SIGNATURE, ...moves))
}

const source = (bytes: string | null) =>
  ({
    key: { user: 'id1', name: 'a' },
    open: () =>
      Promise.resolve({ isKnown: true, revision: 'saved', journal: { bytes, setAside: null } }),
  }) as unknown as MaskSource
const codec = {
  decode: () => Promise.reject(new Error('the labels were at hand')),
} as unknown as MaskCodec

test('labels that were read ahead are the very ones that are opened', async () => {
  const edited = stored()
  const opened = await openMask(source(null), codec, Promise.resolve({ stamp: 'a', edited }))
  expect(opened.labelMap).toBe(edited.labelMap)
})

test('what a journal adds is not added to labels that were seen as they are stored', async () => {
  const edited = stored()
  const ahead = Promise.resolve({ stamp: 'a', edited })
  const opened = await openMask(source(journal()), codec, ahead)
  expect(opened.unsavedMoves).toBe(1)
  expect([...opened.labelMap.data]).toEqual([0, 15, 15, 0, 0, 0, 0, 0])
  expect(opened.labelMap).not.toBe(edited.labelMap)
  expect(edited).toEqual(stored())
})
