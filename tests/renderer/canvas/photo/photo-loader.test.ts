import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPhotoLoader } from '../../../../src-renderer/canvas/photo/photo-loader.ts'

const KEY = { user: 'id1', name: 'a' }
let asked = 0

beforeEach(() => {
  vi.useFakeTimers()
  asked = 0
  vi.stubGlobal('fetch', (_url: string, { signal }: RequestInit) =>
    signal?.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve(new Response('jpeg')),
  )
  vi.stubGlobal('createImageBitmap', async () => ({
    width: 4000,
    height: 3000,
    close: () => undefined,
  }))
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      postMessage(): void {
        asked++
      }
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a photo that stays is made smaller, a moment after it is there', async () => {
  await createPhotoLoader().load(KEY)
  expect(asked).toBe(0)
  await vi.advanceTimersByTimeAsync(2000)
  expect(asked).toBe(1)
})

test('somebody who flips on makes no worker decode what was left', async () => {
  const loader = createPhotoLoader()
  for (let i = 0; i < 5; i++) {
    const photo = await loader.load(KEY)
    await vi.advanceTimersByTimeAsync(200)
    photo.close()
  }
  await vi.advanceTimersByTimeAsync(2000)
  expect(asked).toBe(0)
})

test('a photo that is no longer wanted is not fetched', async () => {
  const stop = AbortSignal.abort()
  await expect(createPhotoLoader().load(KEY, stop)).rejects.toMatchObject({ kind: 'io' })
})
