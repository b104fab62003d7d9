// The system's own menu speaks the language of the interface, as soon as that changes.
import { expect, test } from './test.ts'
import type { ElectronDoor } from './doors/electron-door.ts'

test('menu and interface change their language together', async ({ door, page }) => {
  const menu = (): Promise<readonly string[]> =>
    (door as ElectronDoor).app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
    )
  await expect.poll(menu).toContain('&File')
  await page.getByRole('button', { name: '切换为中文' }).click()
  await expect.poll(menu).toContain('文件(&F)')
})
