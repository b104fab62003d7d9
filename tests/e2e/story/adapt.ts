// Fills the form of a run as a person would, with a budget of seconds.
import type { Locator, Page } from '@playwright/test'

export interface TinyBudget {
  readonly iterations: number
  readonly checkpointEvery: number
}

/** Starts a run for a user, coming from the library; the page of the run opens. */
export async function startRun(
  page: Page,
  user: string,
  { iterations, checkpointEvery }: TinyBudget,
): Promise<void> {
  await page.getByRole('link', { name: user }).click()
  await page.waitForURL(/#\/users\//)
  await page.getByRole('main').getByRole('button', { name: 'Adapt…' }).click()
  const numbers = {
    'Iterations a stage': iterations,
    'Batch size a domain': 2,
    'Training crop, px': 64,
    'Evaluation short side, px': 64,
    'Evaluate every … iterations': iterations,
    'Checkpoint every … iterations': checkpointEvery,
    'Groups of the user (K)': 4,
    'Groups of the source (K)': 4,
  }
  for (const [label, value] of Object.entries(numbers))
    await page.getByLabel(label, { exact: true }).fill(String(value))
  await page.getByRole('button', { name: 'Start' }).click()
  await page.waitForURL(/#\/runs\//)
}

/** The badge beside the run's name. */
export function runStatus(page: Page, status: 'Running' | 'Finished' | 'Failed'): Locator {
  return page.getByRole('main').locator('header').getByText(status, { exact: true })
}
