import { expect, test, vi } from 'vitest'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { memoryPorts } from '../services/memory-ports.ts'
import { DOORS } from './doors.ts'

const PHOTO = { user: 'id1', name: 'a', root: '/memory' }
const ANNA = { ...PHOTO, editor: { id: 'window0anna', who: 'Anna' } }
const BERT = { ...PHOTO, editor: { id: 'window0bert', who: '' } }

test.each(Object.entries(DOORS))(
  'through the %s door a photo is held while its editor listens, and free when it is gone',
  async (_name, connect) => {
    const ports = memoryPorts()
    const api = await connect(createRouter(await createStudio(ports, '/memory')))
    const leaving = new AbortController()
    const held = await api.labels.hold(ANNA, { signal: leaving.signal })
    expect(await held.next()).toMatchObject({ value: { holder: null } })
    const ended = held.next().catch(() => undefined)
    for (let second = 0; second < 600; second++) ports.machine.now()
    expect(await api.labels.holder(BERT)).toMatchObject({ holder: { who: 'Anna' } })
    for await (const { holder } of await api.labels.hold(BERT))
      expect(holder).toMatchObject({ who: 'Anna' })
    leaving.abort()
    await ended
    await vi.waitFor(async () => expect(await api.labels.holder(BERT)).toEqual({ holder: null }))
  },
)
