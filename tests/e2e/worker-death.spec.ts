// A worker that dies, as one does when memory runs out, costs a run and nothing else.
import { runStatus, startRun } from './story/adapt.ts'
import { expect, test } from './test.ts'

test('killing the worker fails the run with a message and the studio goes on', async ({
  page,
  door,
}) => {
  await startRun(page, 'id1', { iterations: 10_000, checkpointEvery: 10_000 })
  await expect(runStatus(page, 'Running')).toBeVisible()
  // Looked for and killed at once: a list of processes that is read twice may differ.
  const killWorkers = (): number => {
    const pids = door.workerPids()
    for (const pid of pids) process.kill(pid, 'SIGKILL')
    return pids.length
  }
  await expect.poll(killWorkers).toBe(1)

  await expect(runStatus(page, 'Failed')).toBeVisible()
  await expect(page.getByText(/worker process .*killed from outside/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()

  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('link', { name: 'id2' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
})
