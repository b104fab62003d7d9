// What a person sees when a process of the desktop window dies under it.
import type { ElectronApplication } from '@playwright/test'
import type { ElectronDoor } from './doors/electron-door.ts'
import { changedPixels, readMask } from './story/label-map-file.ts'
import { openPhoto, stageOf } from './story/open-photo.ts'
import { drawStroke, withStroke } from './story/stroke.ts'
import { expect, test } from './test.ts'

const USER = 'id1'
const PHOTO = 'IMG_1012'
const STROKE = { from: { x: 60.5, y: 60.5 }, to: { x: 180.5, y: 60.5 }, value: 15 }

test('a lost graphics process costs no picture', async ({ page, door }) => {
  const { app } = door as ElectronDoor
  await openPhoto(page, USER, PHOTO)
  await page.mouse.move(10, 10)
  const before = await stageOf(page).screenshot()
  const lost = await graphicsPid(app)
  process.kill(lost, 'SIGKILL')
  await expect.poll(() => graphicsPid(app)).not.toBe(lost)
  await expect
    .poll(async () => before.equals(await stageOf(page).screenshot()), { timeout: 8_000 })
    .toBe(true)
})

test('a lost page is told, and comes back with all its steps', async ({ page, door, root }) => {
  const { app } = door as ElectronDoor
  await app.evaluate(({ dialog }) => {
    const asked: object[] = []
    Object.assign(globalThis, { asked })
    Object.assign(dialog, {
      showMessageBox: (_window: object, options: object) => {
        asked.push(options)
        return new Promise((answer) => setTimeout(answer, 200, { response: 0 }))
      },
    })
  })
  const before = readMask(root, USER, PHOTO)
  await openPhoto(page, USER, PHOTO)
  await drawStroke(page, before, STROKE)
  await expect(page.locator('[data-state="unsaved"]')).toBeVisible()
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: object[] }).asked)
  await expect
    .poll(asked)
    .toMatchObject([{ message: 'The page of the studio has ended unexpectedly' }])
  await expect.poll(() => wordsOfWindow(app)).toContain(PHOTO)
  expect(await wordsOfWindow(app)).not.toContain('Another window')
  const expected = withStroke(before, STROKE)
  await expect.poll(() => changedPixels(expected, readMask(root, USER, PHOTO)).length).toBe(0)
})

function graphicsPid(app: ElectronApplication): Promise<number> {
  return app.evaluate(
    ({ app: program }) => program.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0,
  )
}

/** Playwright's own page has died with the one it showed. */
function wordsOfWindow(app: ElectronApplication): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return ''
    return String(await contents.executeJavaScript('document.body.innerText'))
  })
}
