// The renderer's one way to ask: a typed client of the contract over a MessagePort (Electron) or a
// WebSocket (browser). Connections come and go; the client stays. It holds no answers.

import { DynamicLink, createORPCClient } from '@orpc/client'
import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { readonly, shallowRef } from 'vue'
import type { InjectionKey, Ref } from 'vue'
import { inject } from 'vue'
import type { Contract } from '../src-main/contract/contract.ts'
import { StudioError, invariant } from '../src-main/core/errors.ts'
import { said } from '../src-main/core/said.ts'
import { studioDesktop } from './page/desktop.ts'

export type StudioClient = ContractRouterClient<Contract>

/** `waiting`: it was there, and is tried again. */
export type ConnectionState = 'connecting' | 'open' | 'waiting'

export interface StudioApi {
  readonly client: StudioClient
  readonly connection: Readonly<Ref<ConnectionState>>
}

export const studioApiKey: InjectionKey<StudioApi> = Symbol('studio api')

/** What the page posts, with one port, to the preload script (src-main/hosts/electron/channels.ts). */
export const CONNECT_MESSAGE = 'pss-connect'

export function useStudioApi(): StudioApi {
  const api = inject(studioApiKey)
  invariant(api !== undefined, 'the studio api is provided before any component asks for it')
  return api
}

type Link = ClientLink<ClientContext>

/** Longest wait of a call for a connection, in milliseconds. */
const CALL_PATIENCE_MS = 15_000
/** The studio of the desktop lives as long as its window: there is no longer wait to come. */
const PORT_RETRY_MS = 250

export function connectStudio(): StudioApi {
  return studioDesktop() === null ? connectBySocket(socketAddress(location)) : connectByPort()
}

function connectByPort(): StudioApi {
  const slot = createLinkSlot()
  connect()
  return slot.api

  function connect(): void {
    const { port1, port2 } = new MessageChannel()
    slot.set(new PortLink({ port: port1 }))
    port1.addEventListener('close', () => {
      slot.clear('waiting')
      setTimeout(connect, PORT_RETRY_MS)
    })
    port1.start()
    window.postMessage(CONNECT_MESSAGE, '*', [port2])
  }
}

/** The address of the contract beside this page; the door knows the page by its cookie. */
export function socketAddress(page: Pick<Location, 'protocol' | 'host'>): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/rpc`
}

function connectBySocket(address: string): StudioApi {
  const slot = createLinkSlot()
  let attempt = 0
  connect()
  return slot.api

  function connect(): void {
    const websocket = new WebSocket(address)
    websocket.binaryType = 'arraybuffer'
    // Hears of the end before those whose calls it forgets: one that is given up then is not sent.
    const link = new SocketLink({ websocket })
    websocket.addEventListener('open', () => {
      attempt = 0
      slot.set(link)
    })
    websocket.addEventListener('close', () => {
      slot.clear('waiting')
      attempt += 1
      setTimeout(connect, Math.min(5_000, 250 * 2 ** attempt))
    })
  }
}

interface LinkSlot {
  readonly api: StudioApi
  set(link: Link): void
  clear(state: ConnectionState): void
}

function createLinkSlot(): LinkSlot {
  const connection = shallowRef<ConnectionState>('connecting')
  let link: Link | null = null
  let waiting: ((link: Link) => void)[] = []

  function currentLink(): Link | Promise<Link> {
    if (link !== null) return link
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(unreachable()), CALL_PATIENCE_MS)
      waiting.push((found) => {
        clearTimeout(timer)
        resolve(found)
      })
    })
  }

  return {
    api: {
      client: createORPCClient<StudioClient>(new DynamicLink<ClientContext>(currentLink)),
      connection: readonly(connection),
    },
    set(next) {
      link = next
      connection.value = 'open'
      for (const resume of waiting) resume(next)
      waiting = []
    },
    clear(state) {
      link = null
      connection.value = state
    },
  }
}

function unreachable(): StudioError {
  return new StudioError(
    'io',
    said`The studio does not answer. Check that its window or server is still running, then try again.`,
  )
}
