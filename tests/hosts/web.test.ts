// The browser door: who gets in, what is served, and the contract over its WebSocket.

import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Contract } from '../../src-main/contract/contract.ts'
import { mediaPath } from '../../src-main/contract/media.ts'
import { openStudioDoor } from '../../src-main/hosts/studio-door.ts'
import { serveStudio } from '../../src-main/hosts/web/serve.ts'
import type { WebServer } from '../../src-main/hosts/web/serve.ts'
import { memoryPorts } from '../services/memory-ports.ts'

const TOKEN = 'a-token-for-tests'

interface Reply {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

async function serve(): Promise<{ server: WebServer; get: typeof get; cookie: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'pss-web-'))
  const rendererFolder = join(folder, 'renderer')
  await mkdir(join(rendererFolder, 'assets'), { recursive: true })
  await writeFile(join(rendererFolder, 'index.html'), '<title>studio</title>')
  await writeFile(join(rendererFolder, 'assets/app-1a2b.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  const studio = await openStudioDoor(memoryPorts(), '/memory')
  const server = await serveStudio({ studio, rendererFolder, port: 0, token: TOKEN })
  onTestFinished(async () => {
    await server.close()
    await studio.close()
    await rm(folder, { recursive: true })
  })
  const get = (path: string, headers: Record<string, string> = {}): Promise<Reply> =>
    fetchRaw(server.port, path, headers)
  const first = await get(`/?token=${TOKEN}`)
  const cookie = String(first.headers['set-cookie']?.[0]).split(';')[0]!
  return { server, get, cookie }
}

function fetchRaw(port: number, path: string, headers: Record<string, string>): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => (body += text))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

function openSocket(
  port: number,
  headers: Record<string, string>,
  path = '/rpc',
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', reject)
  })
}

test('the printed address sets a cookie and leaves the token behind', async () => {
  const { server, get } = await serve()
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/?token=${TOKEN}`)
  const reply = await get(`/?token=${TOKEN}`)
  expect(reply).toMatchObject({ status: 303, headers: { location: '/' } })
  expect(reply.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/)
})

test('without the token nothing is shown', async () => {
  const { get } = await serve()
  for (const path of ['/', '/?token=wrong', '/assets/app-1a2b.js', '/media/image/id1/a']) {
    expect((await get(path)).status).toBe(401)
  }
})

test('with the cookie pages, assets and pictures come with strict headers', async () => {
  const { get, cookie } = await serve()
  const page = await get('/library/id1', { cookie })
  expect(page).toMatchObject({ status: 200, body: '<title>studio</title>' })
  expect(page.headers['content-security-policy']).toContain("script-src 'self';")
  expect(page.headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(page.headers['cross-origin-embedder-policy']).toBe('require-corp')
  const asset = await get('/assets/app-1a2b.js', { cookie })
  expect(asset.headers['cache-control']).toContain('immutable')
  const path = mediaPath({ kind: 'label-map', user: 'id1', name: 'a' })
  expect(await get(path, { cookie })).toMatchObject({
    status: 200,
    headers: { 'content-type': 'image/png' },
  })
})

test('paths that leave the folder of the pages are no files', async () => {
  const { get, cookie } = await serve()
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/%00.txt',
    '/%zz.txt',
  ]
  for (const path of paths) expect((await get(path, { cookie })).status).toBe(404)
})

test('a picture that does not exist is 404 with a reason', async () => {
  const { get, cookie } = await serve()
  const reply = await get('/media/label-map/id1/b', { cookie })
  expect(reply).toMatchObject({ status: 404, body: 'image b of id1 has no mask yet\n' })
  expect((await get('/media/image/id1/..%2fa', { cookie })).status).toBe(404)
})

test('a foreign Host is refused, a tunnel to localhost is not', async () => {
  const { get, cookie } = await serve()
  expect((await get('/', { cookie, host: 'evil.example' })).status).toBe(403)
  expect((await get('/', { cookie, host: 'localhost:9000' })).status).toBe(200)
})

test('the socket wants the token, our origin and its path', async () => {
  const { server, cookie } = await serve()
  const origin = `http://127.0.0.1:${server.port}`
  await expect(openSocket(server.port, { origin })).rejects.toThrow('401')
  await expect(openSocket(server.port, { cookie, origin: 'http://evil.example' })).rejects.toThrow(
    '403',
  )
  await expect(openSocket(server.port, { cookie, origin }, '/other')).rejects.toThrow('404')
  const socket = await openSocket(server.port, { cookie, origin })
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  const api: ContractRouterClient<Contract> = createORPCClient(link)
  expect((await api.root.summary()).users).toHaveLength(2)
  socket.terminate()
})

/** Answers pings, as a browser does by itself, unless told not to. */
async function holdPhoto(port: number, cookie: string, autoPong: boolean) {
  const origin = `http://127.0.0.1:${port}`
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers: { cookie, origin }, autoPong }) // prettier-ignore
  await new Promise((resolve) => socket.once('open', resolve))
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })
  const api: ContractRouterClient<Contract> = createORPCClient(link)
  const editor = { id: `editor0${String(autoPong)}`, who: '' }
  const name = autoPong ? 'a' : 'b'
  const held = await api.labels.hold({ user: 'id1', name, editor, root: '/memory' })
  expect(await held.next()).toMatchObject({ value: { holder: null } })
  void held.next().catch(() => undefined)
  return { socket, api }
}

test('a connection without a word is ended and its photo free, one that answers pings is kept', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { server, cookie } = await serve()
  const answering = await holdPhoto(server.port, cookie, true)
  const silent = await holdPhoto(server.port, cookie, false)
  const closed = new Promise((resolve) => silent.socket.once('close', resolve))
  for (let beat = 0; beat < 6; beat++) {
    const pinged = new Promise((resolve) => answering.socket.once('ping', resolve))
    vi.advanceTimersByTime(5_000)
    await pinged
    // Time for the answer to arrive.
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await closed
  const other = { user: 'id1', root: '/memory', editor: { id: 'editor0other', who: '' } }
  await vi.waitFor(async () =>
    expect(await answering.api.labels.holder({ ...other, name: 'b' })).toEqual({ holder: null }),
  )
  expect(await answering.api.labels.holder({ ...other, name: 'a' })).not.toEqual({ holder: null })
  answering.socket.terminate()
})

test('a taken port says what to do', async () => {
  const { server } = await serve()
  const studio = await openStudioDoor(memoryPorts(), '/memory')
  const second = serveStudio({ studio, rendererFolder: '/', port: server.port })
  await expect(second).rejects.toThrow('is taken by another program; choose another --port')
})
