import { ORPCError } from '@orpc/client'
import { flushPromises } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { watch } from 'vue'
import { StudioError } from '../../src-main/core/errors.ts'
import { CONNECT_MESSAGE, connectStudio, socketAddress } from '../../src-renderer/api.ts'
import { failureOf } from '../../src-renderer/page/failure.ts'
import { mediaUrl, thumbnailSizeFor } from '../../src-renderer/page/media.ts'

test('the contract is reached beside the page, encrypted where the page is', () => {
  expect(socketAddress({ protocol: 'http:', host: '127.0.0.1:4100' })).toBe(
    'ws://127.0.0.1:4100/rpc',
  )
  expect(socketAddress({ protocol: 'https:', host: 'gpu.lab' })).toBe('wss://gpu.lab/rpc')
})

test('a desktop window whose port to the studio closes connects again', async () => {
  const ports: MessagePort[] = []
  vi.stubGlobal('studioDesktop', {})
  vi.stubGlobal('postMessage', (message: unknown, _origin: string, [port]: MessagePort[]) => {
    if (message === CONNECT_MESSAGE && port !== undefined) ports.push(port)
  })
  try {
    const { connection } = connectStudio()
    expect(connection.value).toBe('open')
    ports[0]?.close()
    await vi.waitFor(() => expect(connection.value).toBe('waiting'))
    await vi.waitFor(() => expect(connection.value).toBe('open'))
    expect(ports).toHaveLength(2)
  } finally {
    ports.at(-1)?.close()
    vi.unstubAllGlobals()
  }
})

test('what is given up because the connection went is not sent along it', async () => {
  const sockets: (EventTarget & { readyState: number })[] = []
  class Socket extends EventTarget {
    readyState = 1
    readonly send = vi.fn()
    constructor() {
      super()
      sockets.push(this)
    }
  }
  vi.stubGlobal('WebSocket', Socket)
  const { client, connection } = connectStudio()
  const [socket] = sockets
  socket?.dispatchEvent(new Event('open'))
  const stop = new AbortController()
  watch(connection, () => stop.abort(), { flush: 'sync' })
  const asked = client.root.summary(undefined, { signal: stop.signal })
  await flushPromises()
  Object.assign(socket ?? {}, { readyState: 3 })
  // A message that cannot be sent would fail where nobody listens, and this run with it.
  socket?.dispatchEvent(new Event('close'))
  await expect(asked).rejects.toThrow()
  vi.unstubAllGlobals()
})

test('pixels have addresses below the same origin, percent-encoded, new for a new revision', () => {
  const request = { kind: 'label-map', user: 'ada', name: 'a b#1' } as const
  expect(mediaUrl(request)).toBe('/media/label-map/ada/a%20b%231')
  expect(mediaUrl(request, 'r/2')).toBe('/media/label-map/ada/a%20b%231?v=r%2F2')
})

test('a thumbnail is as large as the screen needs and no larger', () => {
  expect(thumbnailSizeFor(110, 1)).toBe(192)
  expect(thumbnailSizeFor(203, 1)).toBe(192)
  expect(thumbnailSizeFor(203, 2)).toBe(384)
  expect(thumbnailSizeFor(600, 2)).toBe(1024)
})

test('errors of the studio keep their kind over every door', () => {
  const rpc = new ORPCError('conflict', { message: 'newer on disk', data: { kind: 'conflict' } })
  expect(failureOf(rpc)).toEqual({ kind: 'conflict', message: 'newer on disk' })
  const bad = new ORPCError('BAD_REQUEST', { message: 'no', data: { kind: 'invalidInput' } })
  expect(failureOf(bad).kind).toBe('invalidInput')
  expect(failureOf(new ORPCError('INTERNAL', { message: 'oops' })).kind).toBe('internal')
  expect(failureOf(new StudioError('io', 'disk full'))).toEqual({
    kind: 'io',
    message: 'disk full',
  })
  expect(failureOf('text')).toEqual({ kind: 'internal', message: 'text' })
  // What a call gets whose connection closes before its answer.
  const lost = new DOMException('Queue[3] was closed', 'AbortError')
  expect(failureOf(lost)).toMatchObject({
    kind: 'io',
    message: expect.stringMatching(/^The connection to the studio was lost/) as string,
  })
})
