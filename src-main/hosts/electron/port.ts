// Connects the page's message port to the contract, and answers its other wishes: a folder or a file of labels to
// open, and the language to say so in.

import { BrowserWindow, dialog, ipcMain } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'
import { RPCHandler } from '@orpc/server/message-port'
import type { StudioRouter } from '../../services/router.ts'
import { CHOOSE_FOLDER, CHOOSE_LABEL_FILE, CONNECT, SPEAK } from './channels.ts'
import type { DesktopWords, SpokenLanguage } from './desktop-words.ts'
import type { InFlight } from './in-flight.ts'
import { isOwnPage } from './origin.ts'

/** A page may ask before the studio is ready: its port then waits. */
export function answerPages(
  router: Promise<StudioRouter>,
  inFlight: InFlight,
  language: SpokenLanguage,
): void {
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
  ipcMain.on(SPEAK, (event, wanted) => {
    if (isFromStudio(event)) language.choose(wanted)
  })
  answerWish(CHOOSE_FOLDER, (window) => chooseFolder(window, language.words()))
  answerWish(CHOOSE_LABEL_FILE, (window) => chooseLabelFile(window, language.words()))
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

export async function chooseFolder(
  window: Electron.BrowserWindow,
  { chooseRoot }: DesktopWords,
): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: chooseRoot,
    properties: ['openDirectory'],
  })
  return filePaths[0] ?? null
}

async function chooseLabelFile(
  window: Electron.BrowserWindow,
  { chooseLabels, labelFiles }: DesktopWords,
): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: chooseLabels,
    properties: ['openFile'],
    filters: [{ name: labelFiles, extensions: ['zip', 'json'] }],
  })
  return filePaths[0] ?? null
}

/** Only the top frame of an own page speaks to the studio. */
function isFromStudio(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && isOwnPage(frame.url)
}
