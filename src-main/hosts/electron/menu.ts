// The application menu: what the system expects, and the two ways to another root.

import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

export interface MenuActions {
  readonly openFolder: () => void
  readonly openSample: () => void
  readonly showAbout: () => void
}

export function setMenu(actions: MenuActions): void {
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: '&Open folder …', accelerator: 'CmdOrCtrl+O', click: actions.openFolder },
        { label: 'Open the &sample photos', click: actions.openSample },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: 'About PSS Studio', click: actions.showAbout }] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
