// Reads a view the way axe does; a finding is printed with its place, so that it can be mended.
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

export async function expectAccessible(page: Page, view: string): Promise<void> {
  // Colours that are still fading have a contrast of their own.
  await page.waitForFunction(() => document.getAnimations().length === 0)
  // Electron has no second page in which axe could put its findings together.
  const isDesktop = page.url().startsWith('app:')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(isDesktop).analyze()
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')}`),
  )
  expect.soft(findings, `accessibility of ${view}`).toEqual([])
}
