import { expect, test } from 'vitest'
import { LookAhead } from '../../src-main/core/look-ahead.ts'
import { fc } from './arbitraries.ts'

/** Work that ends when it is told to. */
function controlled() {
  const begun: number[] = []
  const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  const begin = (position: number): Promise<number> => {
    begun.push(position)
    return new Promise((resolve, reject) => {
      ends.set(position, { resolve: () => resolve(position), reject })
    })
  }
  return { begun, ends, begin }
}

test('results come in order whatever is done first, and no more is begun than the depth', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 12 }),
      fc.array(fc.nat()),
      async (depth, count, picks) => {
        const { begun, ends, begin } = controlled()
        const ahead = new LookAhead({ first: 3, last: 2 + count, depth, begin })
        const taken: number[] = []
        for (let i = 0; i < count; i++) {
          expect(begun.length).toBe(Math.min(count, i + depth))
          const next = ahead.take()
          while (ends.size > 0) {
            const open = [...ends.keys()]
            const done = open[(picks.pop() ?? 0) % open.length]!
            ends.get(done)?.resolve()
            ends.delete(done)
          }
          taken.push(await next)
        }
        expect(taken).toEqual(Array.from({ length: count }, (_, i) => i + 3))
      },
    ),
    { numRuns: 50 },
  )
})

test('a failure is told at its turn, and what fails untaken is nobody’s', async () => {
  const { ends, begin } = controlled()
  const ahead = new LookAhead({ first: 0, last: 9, depth: 3, begin })
  ends.get(1)?.reject(new Error('photo 1'))
  ends.get(2)?.reject(new Error('photo 2'))
  ends.get(0)?.resolve()
  expect(await ahead.take()).toBe(0)
  await expect(ahead.take()).rejects.toThrow('photo 1')
  ends.get(3)?.resolve()
  await ahead.settle()
})

test('taking more than there is is a fault', async () => {
  const ahead = new LookAhead({ first: 1, last: 0, depth: 1, begin: (n) => Promise.resolve(n) })
  await expect(ahead.take()).rejects.toThrow('everything was taken')
})
