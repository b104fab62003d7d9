// What happens to requests that are being answered when a real root is closed.

import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { smallRoot } from '../adapters/pss-root/small-root.ts'
import { memoryPorts } from './memory-ports.ts'

async function openStudio() {
  const ports = {
    ...memoryPorts(),
    openRoot: (folder: string) => openRoot(folder, { as: 'studio' }),
  }
  const studio = await createStudio(ports, await smallRoot())
  return { studio, ports, api: createRouterClient(createRouter(studio)) }
}

test('the studio closes after the requests that came before', async () => {
  const { studio, ports, api } = await openStudio()
  const answers = Array.from({ length: 4 }, () => api.root.summary())
  const refused = api.labels.open({ user: 'id1', name: 'nothing' })
  await Promise.all([studio.close(), expect(refused).rejects.toMatchObject({ code: 'notFound' })])
  expect((await Promise.all(answers)).map(({ users }) => users.length)).toEqual([1, 1, 1, 1])
  expect(ports.machine.lines).toEqual([])
})

test('another root is opened beside requests of the one before', async () => {
  const { studio, ports, api } = await openStudio()
  onTestFinished(() => studio.close())
  const first = studio.opened().root.path
  const answers = Array.from({ length: 4 }, () => api.images.list({ user: 'id1' }))
  const { path } = await api.root.open({ path: await smallRoot() })
  expect(path).not.toBe(first)
  expect((await Promise.all(answers)).every((images) => images.length > 0)).toBe(true)
  expect(ports.machine.lines).toEqual([])
})
