// The browser door: one HTTP server with the pages, the pictures and the contract over a WebSocket.

import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { StudioError } from '../../core/errors.ts'
import type { StudioDoor } from '../studio-door.ts'
import { hasTokenCookie, isAllowedHost, isAllowedOrigin } from './access.ts'
import { answerRequest } from './answer-request.ts'
import type { WebDoor } from './answer-request.ts'
import { endSilentSockets } from './silent-sockets.ts'

export interface ServeOptions {
  readonly studio: StudioDoor
  /** The built renderer. */
  readonly rendererFolder: string
  /** 0 takes a free one. */
  readonly port: number
  /** Loopback unless told otherwise. */
  readonly host?: string
  /** A fresh one unless given. */
  readonly token?: string
}

export interface WebServer {
  /** The address to open, token included. */
  readonly url: string
  readonly port: number
  /** Ends all connections; the studio stays open. */
  close(): Promise<void>
}

const RPC_PATH = '/rpc'
/** A 65,535 x 65,535 label map never fits; a noisy one of 40 megapixels does. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024

/** Error: conflict when the port is taken. */
export async function serveStudio(options: ServeOptions): Promise<WebServer> {
  const { studio, rendererFolder, host = '127.0.0.1' } = options
  const token = options.token ?? randomBytes(24).toString('base64url')
  const door: WebDoor = { studio, rendererFolder, host, token }
  const server = createServer((request, response) => void answerRequest(door, request, response))
  const sockets = acceptSockets(server, door, studio)
  await listen(server, options.port, host)
  const { port } = server.address() as AddressInfo
  const shown = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host
  return {
    url: `http://${shown}:${port}/?token=${token}`,
    port,
    close: () => closeServer(server, sockets),
  }
}

function acceptSockets(server: Server, door: WebDoor, studio: StudioDoor): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES })
  const handler = new RPCHandler(studio.router)
  const silent = endSilentSockets()
  sockets.on('close', () => silent.stop())
  sockets.on('connection', (socket: WebSocket, connection: Duplex) => {
    socket.on('error', (error) => studio.log(error))
    silent.watch(socket, connection)
    void handler.upgrade(socket)
  })
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, door)
    if (refusal === null) {
      sockets.handleUpgrade(request, connection, head, (socket) =>
        sockets.emit('connection', socket, connection),
      )
    } else {
      connection.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    }
  })
  return sockets
}

function refusalOf(request: IncomingMessage, door: WebDoor): string | null {
  if (!isAllowedHost(request.headers.host, door.host)) return '403 Forbidden'
  if (request.url?.split('?')[0] !== RPC_PATH) return '404 Not Found'
  if (!isAllowedOrigin(request)) return '403 Forbidden'
  return hasTokenCookie(request, door.token) ? null : '401 Unauthorized'
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)))
    server.listen(port, host, resolve)
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const place = `${host}:${port}`
  if (error.code === 'EADDRINUSE') {
    return new StudioError(
      'conflict',
      `${place} is taken by another program; choose another --port`,
    )
  }
  return new StudioError('io', `cannot listen on ${place}: ${error.message}`, { cause: error })
}

async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
