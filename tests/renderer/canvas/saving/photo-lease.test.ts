import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Holder } from '../../../../src-main/contract/label-editing.ts'
import { createPhotoLease } from '../../../../src-renderer/canvas/saving/photo-lease.ts'

const BERT: Holder = { who: 'Bert', since: '2026-01-01T00:00:00.000Z' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A page and its connection, which comes and goes; `holder` is who else has the photo. */
function openPage(options: { readonly isWritable: boolean; readonly holder: Holder | null }) {
  const studio = { isThere: true, holder: options.holder, listeners: 0, cut: (): void => undefined }
  const lost: Holder[] = []
  async function* listen(signal: AbortSignal) {
    yield { holder: studio.holder }
    if (studio.holder !== null) return
    studio.listeners++
    try {
      await new Promise<void>((resolve, reject) => {
        studio.cut = () => reject(new Error('the connection is gone'))
        signal.addEventListener('abort', () => resolve())
      })
    } finally {
      studio.listeners--
    }
  }
  const answer = async <T>(value: () => T): Promise<T> => {
    if (!studio.isThere) throw new Error('unreachable')
    return value()
  }
  const lease = createPhotoLease({
    ...options,
    hold: (signal) => answer(() => listen(signal)),
    ask: () => answer(() => ({ holder: studio.holder })),
    lost: (holder) => lost.push(holder),
  })
  return { lease, studio, lost, soon: () => vi.advanceTimersByTimeAsync(10_000) }
}

test('a page that paints listens without a timer until it leaves', async () => {
  const { lease, studio, soon } = openPage({ isWritable: true, holder: null })
  await vi.advanceTimersByTimeAsync(0)
  expect([studio.listeners, vi.getTimerCount()]).toEqual([1, 0])
  lease.stop()
  await soon()
  expect([studio.listeners, vi.getTimerCount()]).toEqual([0, 0])
})

test('after a lost connection it holds its photo again', async () => {
  const { lease, studio, lost, soon } = openPage({ isWritable: true, holder: null })
  await vi.advanceTimersByTimeAsync(0)
  studio.isThere = false
  studio.cut()
  await soon()
  expect(studio.listeners).toBe(0)
  studio.isThere = true
  await soon()
  expect([studio.listeners, lost, lease.holder]).toEqual([1, [], null])
  lease.stop()
})

test('a photo that another page took meanwhile is lost, and told once', async () => {
  const { lease, studio, lost, soon } = openPage({ isWritable: true, holder: null })
  await vi.advanceTimersByTimeAsync(0)
  studio.holder = BERT
  studio.cut()
  await soon()
  expect([lost, lease.holder]).toEqual([[BERT], BERT])
  studio.holder = null
  await soon()
  expect(studio.listeners).toBe(0)
})

test('a page that reads learns when the other one is gone, and takes nothing', async () => {
  const { lease, studio, lost, soon } = openPage({ isWritable: false, holder: BERT })
  await soon()
  expect(lease.holder).toEqual(BERT)
  studio.holder = null
  await soon()
  expect([lease.holder, studio.listeners, lost]).toEqual([null, 0, []])
  lease.stop()
  expect(vi.getTimerCount()).toBe(0)
})
