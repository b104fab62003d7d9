// A served studio that is killed without a word and started again at the same address.
import type { ChildProcess } from 'node:child_process'
import { addressOf, startServer, stopServer } from './browser-door.ts'
import type { DoorPlace } from './door.ts'

export interface MortalStudio {
  readonly url: string
  /** SIGKILL: it writes nothing more. */
  kill(): Promise<void>
  start(): Promise<void>
  /** An orderly end. */
  stop(): Promise<void>
}

const TOKEN = ['--token', 'a-token-that-outlives-it']

export async function startMortalStudio(place: DoorPlace): Promise<MortalStudio> {
  let server = startServer(place, ['--port', '0', ...TOKEN])
  const url = await addressOf(server)
  return {
    url,
    kill: () => killed(server),
    async start() {
      server = startServer(place, ['--port', new URL(url).port, ...TOKEN])
      await addressOf(server)
    },
    stop: () => stopServer(server),
  }
}

async function killed(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGKILL')
  await ended
}
