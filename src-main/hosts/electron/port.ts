// Connects the page's message port to the contract, and answers its one other wish: a folder to open.

import { BrowserWindow, dialog, ipcMain } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { RPCHandler } from '@orpc/server/message-port'
import type { StudioRouter } from '../../services/router.ts'
import { CHOOSE_FOLDER, CONNECT } from './channels.ts'
import type { InFlight } from './in-flight.ts'
import { isOwnPage } from './origin.ts'

/** A page may ask before the studio is ready: its port then waits. */
export function answerPages(router: Promise<StudioRouter>, inFlight: InFlight): void {
  const handler = router.then(
    (ready) =>
      new RPCHandler(ready, {
        interceptors: [({ next }) => inFlight.follow(Promise.resolve(next()))],
      }),
  )
  ipcMain.on(CONNECT, (event) => {
    const [port] = event.ports
    if (!isFromStudio(event) || port === undefined) return
    void handler.then((ready) => {
      ready.upgrade(port)
      port.start()
    })
  })
  ipcMain.handle(CHOOSE_FOLDER, (event) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (!isFromStudio(event) || window === null) return null
    return chooseFolder(window)
  })
}

export async function chooseFolder(window: Electron.BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a PSS root: the folder that contains "personal"',
    properties: ['openDirectory'],
  })
  return filePaths[0] ?? null
}

/** Only the top frame of an own page speaks to the studio. */
function isFromStudio(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}
