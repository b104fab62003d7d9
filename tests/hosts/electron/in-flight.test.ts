import { expect, test } from 'vitest'
import { trackInFlight } from '../../../src-main/hosts/electron/in-flight.ts'

test('draining waits for all that is under way, also for what fails', async () => {
  const inFlight = trackInFlight()
  const done: string[] = []
  const good = Promise.withResolvers<undefined>()
  const bad = Promise.withResolvers<undefined>()
  const first = inFlight.follow(good.promise).then(() => done.push('good'))
  const second = inFlight.follow(bad.promise).catch(() => done.push('bad'))
  const drained = inFlight.drain().then(() => done.push('drained'))

  expect(inFlight.isDraining).toBe(true)
  good.resolve(undefined)
  await first
  bad.reject(new Error('damaged photo'))
  await second
  await drained
  expect(done).toEqual(['good', 'bad', 'drained'])
})

test('draining with nothing under way ends at once', async () => {
  await expect(trackInFlight().drain()).resolves.toBeUndefined()
})
