// The worker's line to the studio: process.send under Node, process.parentPort under Electron.

import type { WorkerEvent, WorkerRequest } from '../../services/ports.ts'
import { workerRequestSchema } from './messages.ts'

export interface ParentLink {
  send(event: WorkerEvent): Promise<void>
  onRequest(listener: (request: WorkerRequest) => void): void
  /** The studio is gone. */
  onLost(listener: () => void): void
}

/** What of Electron's utility process is used here; its types live in hosts/electron alone. */
interface ElectronParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

export function openParentLink(): ParentLink {
  const { parentPort } = process as { readonly parentPort?: ElectronParentPort }
  return parentPort === undefined ? nodeLink() : electronLink(parentPort)
}

function electronLink(port: ElectronParentPort): ParentLink {
  return {
    send(event) {
      port.postMessage(event)
      return Promise.resolve()
    },
    onRequest: (listener) =>
      port.on('message', ({ data }) => listener(workerRequestSchema.parse(data))),
    // Electron ends its utility processes with itself.
    onLost: () => undefined,
  }
}

function nodeLink(): ParentLink {
  return {
    // Resolves when the message is on its way, so that the last word is not lost at the end.
    send: (event) =>
      new Promise((resolve) => {
        if (process.send === undefined || !process.connected) resolve()
        else process.send(event, () => resolve())
      }),
    onRequest: (listener) =>
      process.on('message', (message) => listener(workerRequestSchema.parse(message))),
    onLost: (listener) => process.on('disconnect', listener),
  }
}
