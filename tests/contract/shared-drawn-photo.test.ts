// Two people, each with a client of one studio, open the same drawn photo that nobody has begun.

import { expect, test, vi } from 'vitest'
import { encodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { encodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { encodeRecords } from '../../src-main/core/journal/journal-bytes.ts'
import { UNLABELLED } from '../../src-main/core/labels/provenance.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { HEIGHT, WIDTH, memoryPorts } from '../services/memory-ports.ts'
import { DOORS } from './doors.ts'

const ROOT = '/memory'
const ANN = { user: 'id1', name: 'b', editor: { id: 'window0ann0', who: 'ann' } }

function blind(annotator: string) {
  return { user: 'id1', name: 'b', blindBy: annotator, editor: { id: `window0${annotator}0`, who: annotator } } // prettier-ignore
}

const rect = { x: 0, y: 0, width: WIDTH, height: HEIGHT }
const runs = (value: number) => encodeRuns(new Uint8Array(WIDTH * HEIGHT).fill(value))
const patch = { rect, before: runs(UNLABELLED), after: runs(3) }
const STROKE = encodeBase64(encodeRecords([{ kind: 'step', name: 'fill', patch }]))

test.each(Object.entries(DOORS))(
  'through the %s door the second of them looks, is told who has it, and paints when that one is gone',
  async (_name, connect) => {
    const router = createRouter(await createStudio(memoryPorts(), ROOT))
    const [bobs, eves] = [await connect(router), await connect(router)]
    await bobs.root.configure({ secondShare: 1 })
    expect(await bobs.labels.open(blind('bob'))).toMatchObject({ isWritable: true, holder: null })
    const leaving = new AbortController()
    const held = await bobs.labels.hold({ ...blind('bob'), root: ROOT }, { signal: leaving.signal })
    expect(await held.next()).toMatchObject({ value: { holder: null } })

    const looking = { isWritable: false, labelMap: null, holder: { who: 'bob' } }
    expect(await eves.labels.open(blind('eve'))).toMatchObject(looking)
    const asking = { ...blind('eve'), root: ROOT }
    const stroke = { ...asking, from: 0, moves: STROKE }
    await expect(eves.labels.keep(stroke)).rejects.toThrow(/bob, in another window, has this photo/)
    expect(await eves.labels.holder(asking)).toMatchObject({ holder: { who: 'bob' } })
    // The first mask has a lease of its own, in which nobody's name is told.
    expect(await eves.labels.open(ANN)).toMatchObject({ isWritable: true, holder: null })

    leaving.abort()
    await bobs.labels.release({ ...blind('bob'), root: ROOT })
    await vi.waitFor(async () => expect(await eves.labels.holder(asking)).toEqual({ holder: null }))
    expect(await eves.labels.open(blind('eve'))).toMatchObject({ isWritable: true, holder: null })
    expect(await eves.labels.keep(stroke)).toEqual({ moves: 1 })
    await expect(bobs.labels.open(blind('bob'))).rejects.toThrow('labelled a second time by eve')
  },
)

test('a page that outlived its studio has its drawn photo as before, and not beside another person', async () => {
  const ports = memoryPorts()
  const router = createRouter(await createStudio(ports, ROOT))
  const [bobs, eves] = [await DOORS['direct']!(router), await DOORS['direct']!(router)]
  await bobs.root.configure({ secondShare: 1 })
  const leaving = new AbortController()
  const held = await bobs.labels.hold({ ...blind('bob'), root: ROOT }, { signal: leaving.signal })
  await held.next()
  expect(await eves.labels.open(blind('eve'))).toMatchObject({ isWritable: false })
  leaving.abort()
})
