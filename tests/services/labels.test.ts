// Labels and the settings about them, as every door asks for them.

import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { encodeLabelMap } from '../../src-main/services/labels.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { leftHalf, memoryPorts } from './memory-ports.ts'

async function openStudio() {
  const ports = memoryPorts()
  const api = createRouterClient(createRouter(await createStudio(ports, '/memory')))
  return { api, artifacts: ports.artifacts }
}

test('who labelled what is saved and opened with the mask', async () => {
  const { api } = await openStudio()
  const key = { user: 'id1', name: 'a' }
  const opened = await api.labels.open(key)
  expect(opened).toMatchObject({ provenance: null, provenanceNote: null })
  const labels = { labelMap: encodeLabelMap(leftHalf(15)), provenance: encodeLabelMap(leftHalf(3)) }
  await api.labels.save({ ...key, ...labels, revision: opened.revision })
  expect(await api.labels.open(key)).toMatchObject(labels)
})

test('a root remembers whether copying is allowed on validation photos; it is not at first', async () => {
  const { api, artifacts } = await openStudio()
  const careful = { isCopyOnValidationAllowed: false, isSingleAnnotator: false, secondShare: 0.05, secondSeed: 1 } // prettier-ignore
  expect((await api.root.summary()).settings).toEqual(careful)
  const allowed = { ...careful, isCopyOnValidationAllowed: true }
  expect(await api.root.configure({ isCopyOnValidationAllowed: true })).toEqual(allowed)
  expect(await api.root.configure({})).toEqual(allowed)
  expect((await api.root.summary()).settings).toEqual(allowed)
  artifacts.files.set('settings.json', new TextEncoder().encode('{"isCopyOnValidationAllowed":1}'))
  await expect(api.root.summary()).rejects.toMatchObject({ code: 'corrupt' })
})
