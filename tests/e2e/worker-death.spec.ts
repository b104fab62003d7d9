// A worker that dies, as one does when memory runs out, costs a run and nothing else.
import { runStatus, startRun } from './story/adapt.ts'
import { expect, test } from './test.ts'

test('killing the worker fails the run with a message and the studio goes on', async ({
  page,
  door,
}) => {
  await startRun(page, 'id1', { iterations: 10_000, checkpointEvery: 10_000 })
  await expect(runStatus(page, 'Running')).toBeVisible()
  // Another worker may be there for a moment, which tries the devices: killed alone it costs no run.
  await expect(async () => {
    for (const pid of door.workerPids()) process.kill(pid, 'SIGKILL')
    await expect(runStatus(page, 'Failed')).toBeVisible({ timeout: 1000 })
  }).toPass()

  await expect(page.getByText(/worker process .*killed from outside/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()

  await page.getByRole('link', { name: 'Library' }).click()
  await page.getByRole('link', { name: 'id2' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
})
