// The application menu: what the system expects, and the two ways to another root.

import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopWords } from './desktop-words.ts'

export interface MenuActions {
  readonly openFolder: () => void
  readonly openSample: () => void
  readonly showAbout: () => void
}

type Entry = MenuItemConstructorOptions

export function setMenu(actions: MenuActions, words: DesktopWords): void {
  const isMac = process.platform === 'darwin'
  const template: Entry[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: words.file,
      submenu: [
        { label: words.openFolder, accelerator: 'CmdOrCtrl+O', click: actions.openFolder },
        { label: words.openSample, click: actions.openSample },
        { type: 'separator' },
        isMac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit },
      ],
    },
    { label: words.edit, submenu: editing(words) },
    { label: words.view, submenu: viewing(words) },
    {
      role: 'window',
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close },
      ],
    },
    {
      role: 'help',
      label: words.help,
      submenu: [{ label: words.about, click: actions.showAbout }],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

function editing(words: DesktopWords): Entry[] {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { type: 'separator' },
    { role: 'selectAll', label: words.selectAll },
  ]
}

function viewing(words: DesktopWords): Entry[] {
  return [
    { role: 'reload', label: words.reload },
    { type: 'separator' },
    { role: 'resetZoom', label: words.resetZoom },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { role: 'togglefullscreen', label: words.fullScreen },
    { type: 'separator' },
    { role: 'toggleDevTools', label: words.developerTools },
  ]
}
