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

test('why a folder cannot be opened is said in the language of the interface', async ({
  door,
  page,
}) => {
  const { app } = door as ElectronDoor
  await page.getByRole('button', { name: '切换为中文' }).click()
  await expect(page.getByRole('button', { name: 'Switch to English' })).toBeVisible()
  const said = app.evaluate(async ({ dialog, Menu }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/nowhere'] })
    const shown = new Promise<unknown>((resolve) => {
      dialog.showMessageBox = (...args: readonly unknown[]) => {
        resolve(args.at(-1))
        return Promise.resolve({ response: 0, checkboxChecked: false })
      }
    })
    Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.click()
    return shown
  })
  expect(await said).toMatchObject({
    message: '无法打开此文件夹',
    detail: '/nowhere：没有这个文件夹；请选择已有的文件夹',
  })
})
