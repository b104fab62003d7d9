// Connects the page's message port to the contract, and answers its two other wishes: a folder or a
// file of labels to open.

import { BrowserWindow, dialog, ipcMain } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { RPCHandler } from '@orpc/server/message-port'
import type { StudioRouter } from '../../services/router.ts'
import { CHOOSE_FOLDER, CHOOSE_LABEL_FILE, CONNECT } from './channels.ts'
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
  answerWish(CHOOSE_FOLDER, chooseFolder)
  answerWish(CHOOSE_LABEL_FILE, chooseLabelFile)
}

function answerWish(
  channel: string,
  answer: (window: Electron.BrowserWindow) => Promise<string | null>,
): void {
  ipcMain.handle(channel, (event) => {
    const window = BrowserWindow.fromWebContents(event.sender)
    if (!isFromStudio(event) || window === null) return null
    return answer(window)
  })
}

export async function chooseFolder(window: Electron.BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a PSS root: the folder that contains "personal"',
    properties: ['openDirectory'],
  })
  return filePaths[0] ?? null
}

async function chooseLabelFile(window: Electron.BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a file of labels',
    properties: ['openFile'],
    filters: [{ name: 'Label files', extensions: ['zip', 'json'] }],
  })
  return filePaths[0] ?? null
}

/** Only the top frame of an own page speaks to the studio. */
function isFromStudio(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}
