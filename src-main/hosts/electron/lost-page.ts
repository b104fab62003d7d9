// A page that ends by itself - out of memory, killed, a fault of Chromium - leaves an empty window that says nothing.
// The person is told what is kept, and gets the page back where it was.

import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import type { DesktopWords } from './desktop-words.ts'

export interface LostPageTarget {
  readonly window: BrowserWindow
  words(): DesktopWords
  /** Nobody listens to the studio any more: what the page held is free. */
  lost(): void
  log(message: string): void
}

export function bringBackLostPage({ window, words, lost, log }: LostPageTarget): void {
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log(`the page has ended: ${reason}, exit code ${exitCode}`)
    lost()
    void askToOpenAgain(window, words()).then((isWished) => {
      if (isWished) window.webContents.reload()
      else app.quit()
    })
  })
}

async function askToOpenAgain(window: BrowserWindow, words: DesktopWords): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: words.pageLost,
    detail: words.pageLostDetail,
    buttons: [words.openAgain, words.leaveStudio],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 0
}
