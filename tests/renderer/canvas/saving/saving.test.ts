import { expect, test, vi } from 'vitest'
import { StudioError } from '../../../../src-main/core/errors.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { createSaving } from '../../../../src-renderer/canvas/saving/saving.ts'
import type { Saving } from '../../../../src-renderer/canvas/saving/saving.ts'

interface Desk {
  readonly saving: Saving
  edit(): void
  readonly revisions: (string | null)[]
}

function openDesk(store?: () => Promise<void>): Desk {
  let edits = 0
  const revisions: (string | null)[] = []
  const saving = createSaving({
    labelMap: createLabelMap(2, 2),
    revision: null,
    isStored: true,
    editCount: () => edits,
    prepare: () => Promise.resolve(),
    async store(_, revision) {
      revisions.push(revision)
      await store?.()
      return { revision: `r${revisions.length}` }
    },
  })
  const edit = (): void => {
    edits += 1
    saving.touch()
  }
  return { saving, edit, revisions }
}

test('an edit is unsaved until it is stored, and each save builds on the last revision', async () => {
  const { saving, edit, revisions } = openDesk()
  expect(saving.state).toBe('saved')
  edit()
  expect(saving.state).toBe('unsaved')
  expect(await saving.save()).toBe(true)
  expect(saving.state).toBe('saved')
  edit()
  await saving.save()
  expect(revisions).toEqual([null, 'r1'])
})

test('an edit made while saving stays unsaved', async () => {
  let finish = (): void => undefined
  const { saving, edit, revisions } = openDesk(() => new Promise((resolve) => (finish = resolve)))
  edit()
  const done = saving.save()
  expect(saving.state).toBe('saving')
  await vi.waitFor(() => expect(revisions).toHaveLength(1))
  edit()
  finish()
  await done
  saving.touch()
  expect(saving.state).toBe('unsaved')
})

test('two saves at once are one request', async () => {
  const { saving, edit, revisions } = openDesk()
  edit()
  await Promise.all([saving.save(), saving.save()])
  expect(revisions).toHaveLength(1)
})

test('a failed save keeps the edits and says why', async () => {
  const { saving, edit } = openDesk(() => Promise.reject(new StudioError('io', 'the disk is full')))
  edit()
  expect(await saving.save()).toBe(false)
  expect(saving.state).toBe('failed')
  expect(saving.failure).toEqual({ kind: 'io', message: 'the disk is full' })
})

test('a conflict stays one until the stored revision is taken as the base', async () => {
  let isChanged = true
  const { saving, edit } = openDesk(() =>
    isChanged ? Promise.reject(new StudioError('conflict', 'newer on disk')) : Promise.resolve(),
  )
  edit()
  await saving.save()
  expect(saving.state).toBe('conflict')
  edit()
  expect(saving.state).toBe('conflict')
  isChanged = false
  saving.rebase('theirs')
  expect(await saving.save()).toBe(true)
  expect(saving.state).toBe('saved')
})

test('a photo that was taken over is replaced when told to, and lost when it is taken over again', async () => {
  const { saving, revisions } = openDesk()
  const taken = new StudioError('conflict', 'another window took it over')
  saving.refuse(taken)
  expect([await saving.save(), saving.state]).toEqual([false, 'conflict'])
  saving.rebase('theirs')
  saving.refuse(taken)
  expect(saving.state).toBe('unsaved')
  expect([await saving.save(), await saving.save(), revisions]).toEqual([
    true,
    true,
    ['theirs', 'r1'],
  ])
  saving.refuse(taken)
  expect([await saving.save(), saving.state]).toEqual([false, 'conflict'])
})
