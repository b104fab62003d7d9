// Labels and the settings about them, as every door asks for them.

import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { createLabelReader, encodeLabelMap } from '../../src-main/services/labels.ts'
import { createRouter } from '../../src-main/services/router.ts'
import { createStudio } from '../../src-main/services/studio.ts'
import { leftHalf, memoryPorts, memoryRoot } from './memory-ports.ts'

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

test('labels are read again only when their files are others', async () => {
  const root = memoryRoot()
  const reads: string[] = []
  const reader = createLabelReader({
    ...memoryPorts(),
    root: {
      ...root,
      readLabelMap(image) {
        reads.push(image.name)
        return root.readLabelMap(image)
      },
    },
  })
  const a = { domain: 'user', user: 'id1', name: 'a' } as const
  const first = await reader.open(a)
  expect(await reader.open(a)).toEqual(first)
  expect(reads).toEqual(['a'])
  await root.saveLabelMap(a, { labelMap: leftHalf(3), provenance: null }, first.revision)
  expect((await reader.open(a)).labelMap).toEqual(encodeLabelMap(leftHalf(3)))
  expect(reads).toEqual(['a', 'a'])
})

test('a root remembers whether copying is allowed on validation photos; it is not at first', async () => {
  const { api, artifacts } = await openStudio()
  const careful = { isCopyOnValidationAllowed: false, isBlindOnValidation: true, isSingleAnnotator: false, secondShare: 0.05, secondSeed: 1 } // prettier-ignore
  expect((await api.root.summary()).settings).toEqual(careful)
  const allowed = { ...careful, isCopyOnValidationAllowed: true }
  expect(await api.root.configure({ isCopyOnValidationAllowed: true })).toEqual(allowed)
  expect(await api.root.configure({})).toEqual(allowed)
  expect((await api.root.summary()).settings).toEqual(allowed)
  artifacts.files.set('settings.json', new TextEncoder().encode('{"isCopyOnValidationAllowed":1}'))
  await expect(api.root.summary()).rejects.toMatchObject({ code: 'corrupt' })
})
