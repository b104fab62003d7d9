// Tasks in a line: order, urgency, withdrawal.

import { expect, test } from 'vitest'
import { TaskLine } from '../../../src-main/services/assist/task-line.ts'

function openLine() {
  const line = new TaskLine()
  const begun: string[] = []
  const finish = new Map<string, (error?: Error) => void>()
  const run = (name: string, options: { isUrgent?: boolean; signal?: AbortSignal } = {}) => {
    const task = () =>
      new Promise<string>((resolve, reject) => {
        begun.push(name)
        finish.set(name, (error) => (error === undefined ? resolve(name) : reject(error)))
      })
    return line.run(task, { signal: options.signal, isUrgent: options.isUrgent ?? false })
  }
  return { begun, finish, run }
}

test('one task at a time, urgent ones before those that wait', async () => {
  const { begun, finish, run } = openLine()
  const results = [run('a'), run('b'), run('c', { isUrgent: true }), run('d', { isUrgent: true })]
  for (const name of ['a', 'c', 'd', 'b']) {
    expect(begun.at(-1)).toBe(name)
    finish.get(name)!()
    await Promise.resolve()
    await new Promise(setImmediate)
  }
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd'])
})

test('what waits can be withdrawn, what has begun is seen through', async () => {
  const { begun, finish, run } = openLine()
  const control = new AbortController()
  const { signal } = control
  const first = run('a', { signal })
  const second = run('b', { signal })
  control.abort()
  await expect(second).rejects.toMatchObject({ kind: 'cancelled' })
  await expect(run('c', { signal })).rejects.toMatchObject({ kind: 'cancelled' })
  finish.get('a')!()
  expect(await first).toBe('a')
  expect(begun).toEqual(['a'])
})

test('a task that fails does not stop the line', async () => {
  const { finish, run } = openLine()
  const [bad, good] = [run('a'), run('b')]
  finish.get('a')!(new Error('no'))
  await expect(bad).rejects.toThrow('no')
  await new Promise(setImmediate)
  finish.get('b')!()
  expect(await good).toBe('b')
})
