// The studio's one window: sandboxed, isolated, without Node, and shown when there is something to see.

import { BrowserWindow, dialog, nativeTheme } from 'electron'
import { join } from 'node:path'
import type { DesktopWords } from './desktop-words.ts'
import { START_PAGE } from './origin.ts'
import { visibleBounds } from './window-state.ts'
import type { WindowState } from './window-state.ts'

const DEFAULT_SIZE = { width: 1360, height: 880 }

export function createWindow(
  outFolder: string,
  state: WindowState,
  words: () => DesktopWords,
): BrowserWindow {
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...visibleBounds(state.bounds),
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload: join(outFolder, 'preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (state.isMaximized) window.maximize()
    window.show()
  })
  // Without this a page with unsaved labels could not be left at all, and would not say why.
  window.webContents.on('will-prevent-unload', (event) => {
    if (agreesToDiscard(window, words())) event.preventDefault()
  })
  void window.loadURL(START_PAGE)
  return window
}

function agreesToDiscard(window: BrowserWindow, words: DesktopWords): boolean {
  const choice = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: words.unsaved,
    detail: words.leaveAnyway,
    buttons: [words.stay, words.discard],
    defaultId: 0,
    cancelId: 0,
  })
  return choice === 1
}
