// The sandboxed bridge: hands the page's message port to the studio and offers the system's dialogs.
// It must never expose Node, ipcRenderer or a path the person did not choose.

import { contextBridge, ipcRenderer } from 'electron'
import { CHOOSE_FOLDER, CHOOSE_LABEL_FILE, CONNECT, SPEAK } from './channels.ts'

/** What this script needs of the page; the rest of the DOM is not its business. */
interface Page {
  addEventListener(
    type: 'message',
    listener: (event: {
      readonly source: unknown
      readonly data: unknown
      /** The DOM's MessagePorts, a type that programs for Node lack. */
      readonly ports: readonly never[]
    }) => void,
  ): void
}

const page = globalThis as unknown as Page

page.addEventListener('message', ({ source, data, ports }) => {
  if (source === page && data === CONNECT) ipcRenderer.postMessage(CONNECT, null, [...ports])
})

contextBridge.exposeInMainWorld('studioDesktop', {
  /** The folder a person chose in the system's dialog, or null. */
  chooseFolder: (): Promise<unknown> => ipcRenderer.invoke(CHOOSE_FOLDER),
  /** The zip archive or JSON file a person chose in the system's dialog, or null. */
  chooseLabelFile: (): Promise<unknown> => ipcRenderer.invoke(CHOOSE_LABEL_FILE),
  /** Menu and dialogs speak the language of the interface from now on. */
  speak: (language: unknown): void => ipcRenderer.send(SPEAK, language),
})
