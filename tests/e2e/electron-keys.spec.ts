// Keys that the system's window has an eye on: Alt, let go of, hands the keyboard to its menu.
import type { ElectronDoor } from './doors/electron-door.ts'
import { openPhoto, stageOf } from './story/open-photo.ts'
import { expect, test } from './test.ts'

test('Alt over the canvas is a key of gestures: the keyboard stays with the photo', async ({
  page,
  door,
}) => {
  const { app } = door as ElectronDoor
  await openPhoto(page, 'id1', 'IMG_1012')
  await expect(stageOf(page)).toBeFocused()
  const hasKeyboard = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.focus()
    for (const type of ['keyDown', 'keyUp'] as const) {
      window?.webContents.sendInputEvent({ type, keyCode: 'Alt' })
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    return window?.webContents.isFocused()
  })
  expect(hasKeyboard).toBe(true)
})
