import { expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { decodeRuns, encodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { encodeRecords } from '../../src-main/core/journal/journal-bytes.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { HEIGHT, WIDTH, memoryPorts } from '../services/memory-ports.ts'
import { DOORS } from './doors.ts'
import type { Api } from './doors.ts'

const PHOTO = { user: 'id1', name: 'b' }
const ANNA = { id: 'window0anna', who: 'Anna' }
const PIXELS = WIDTH * HEIGHT

/** Anna labels the left column by hand and the next one with an assist, then a program writes another mask. */
async function replaceMask(api: Api): Promise<void> {
  const { root } = await api.labels.open({ ...PHOTO, editor: ANNA })
  const column = (x: number, value: number, source: number) => {
    const rect = { x, y: 0, width: 1, height: HEIGHT }
    const runs = (v: number): Uint8Array => encodeRuns(new Uint8Array(HEIGHT).fill(v))
    const provenance = { before: runs(0), after: runs(source) }
    return { rect, before: runs(253), after: runs(value), provenance }
  }
  const moves = encodeRecords([
    { kind: 'step', name: 'brush', patch: column(0, 3, 1) },
    { kind: 'step', name: 'wand', patch: column(1, 4, 2) },
  ])
  const editor = ANNA
  await api.labels.keep({ ...PHOTO, editor, root, from: 0, moves: encodeBase64(moves) })
  await api.labels.release({ ...PHOTO, editor, root })
  const labelMap = encodeLabelMap(createLabelMap(WIDTH, HEIGHT))
  await api.labels.save({ ...PHOTO, labelMap, provenance: null, revision: null })
}

test.each(Object.entries(DOORS))(
  'through the %s door the mask of a journal put aside is had whole, and nothing changes',
  async (_name, connect) => {
    const api = await connect(createRouter(await createStudio(memoryPorts(), '/memory')))
    await replaceMask(api)
    const { journal, revision } = await api.labels.open({ ...PHOTO, editor: ANNA })
    expect(journal.setAside).toMatchObject({ moves: 2, canReturn: true })
    const { path } = journal.setAside!
    for (const time of ['first', 'second']) {
      const { labelMap, provenance } = await api.labels.setAside({ ...PHOTO, path })
      const rows = [labelMap, provenance].map(({ runLengths }) =>
        [...decodeRuns(decodeBase64(runLengths), PIXELS)].slice(-WIDTH),
      )
      expect([time, ...rows]).toEqual([time, [3, 4, 0, 0], [1, 2, 0, 0]])
    }
    expect((await api.labels.open(PHOTO)).revision).toBe(revision)
    const found = async () => (await api.labels.open({ ...PHOTO, editor: ANNA })).journal.setAside
    expect(await found()).toEqual(journal.setAside)
    await api.labels.dismissSetAside({ ...PHOTO, path })
    expect(await found()).toBeNull()
    await expect(api.labels.setAside({ ...PHOTO, name: 'a', path })).rejects.toThrow(
      /id1\/a: expected a journal that was put aside .* found none at/,
    )
  },
)
