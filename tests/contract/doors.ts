// The doors of the studio that a test can open by itself.

import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { RPCHandler as SocketHandler } from '@orpc/server/ws'
import { MessageChannel } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { Contract } from '../../src-main/contract/contract.ts'
import type { createRouter } from '../../src-main/services/router.ts'

export type Api = ContractRouterClient<Contract>
type Router = ReturnType<typeof createRouter>

export const DOORS: Record<string, (router: Router) => Promise<Api>> = {
  direct: (router) => Promise.resolve(createRouterClient(router)),
  'message port': overPort,
  'web socket': overSocket,
}

function overPort(router: Router): Promise<Api> {
  const { port1, port2 } = new MessageChannel()
  new PortHandler(router).upgrade(port1)
  port1.start()
  port2.start()
  onTestFinished(() => {
    port1.close()
  })
  return Promise.resolve(createORPCClient(new PortLink({ port: port2 })))
}

async function overSocket(router: Router): Promise<Api> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const handler = new SocketHandler(router)
  server.on('connection', (socket) => void handler.upgrade(socket))
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  onTestFinished(() => {
    socket.terminate()
    server.close()
  })
  return createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }))
}
