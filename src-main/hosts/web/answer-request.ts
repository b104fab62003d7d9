// One HTTP request of the browser door: the first page with its token, pictures, built files.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { MEDIA_PREFIX } from '../../contract/media.ts'
import { StudioError } from '../../core/errors.ts'
import type { StudioDoor } from '../studio-door.ts'
import { hasTokenCookie, isAllowedHost, isSameToken, tokenCookie } from './access.ts'
import type { Access } from './access.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { readStaticFile } from './static-files.ts'

export interface WebDoor extends Access {
  readonly studio: Pick<StudioDoor, 'media' | 'log'>
  readonly rendererFolder: string
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

export async function answerRequest(
  door: WebDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await answerOrFault(door, request)
  const isHead = request.method === 'HEAD'
  response.writeHead(answer.status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...SECURITY_HEADERS,
    ...answer.headers,
    'Content-Length': Buffer.byteLength(answer.body ?? ''),
  })
  response.end(isHead ? undefined : answer.body)
}

async function answerOrFault(door: WebDoor, request: IncomingMessage): Promise<Answer> {
  try {
    return await answerTo(door, request)
  } catch (error) {
    if (error instanceof StudioError) {
      return text(error.kind === 'notFound' ? 404 : 500, error.message)
    }
    door.studio.log(error)
    return text(500, 'a fault of the studio; its log says more')
  }
}

async function answerTo(door: WebDoor, request: IncomingMessage): Promise<Answer> {
  if (!isAllowedHost(request.headers.host, door.host)) return text(403, 'unknown host')
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'GET or HEAD only')
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const given = new URLSearchParams(query).get('token')
  if (given !== null && isSameToken(given, door.token)) {
    // The token leaves the address bar at once.
    const target = path.startsWith('//') ? '/' : path
    return { status: 303, headers: { Location: target, 'Set-Cookie': tokenCookie(door.token) } }
  }
  if (!hasTokenCookie(request, door.token)) {
    return text(401, 'open the address with the token that `pss serve` printed')
  }
  return path.startsWith(MEDIA_PREFIX) ? mediaAnswer(door, path) : fileAnswer(door, path)
}

async function mediaAnswer(door: WebDoor, path: string): Promise<Answer> {
  const file = await door.studio.media(path)
  return {
    status: 200,
    headers: { 'Content-Type': file.contentType, 'Cache-Control': 'private, no-cache' },
    body: file.bytes,
  }
}

async function fileAnswer(door: WebDoor, path: string): Promise<Answer> {
  const file = await readStaticFile(door.rendererFolder, path)
  if (file === null) {
    const isPage = (await readStaticFile(door.rendererFolder, '/')) === null
    return isPage
      ? text(503, 'the pages are not built yet; run `npm run build`')
      : text(404, 'no such file')
  }
  const caching = file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-store'
  const headers = { 'Content-Type': file.contentType, 'Cache-Control': caching }
  return { status: 200, headers, body: file.bytes }
}

function text(status: number, body: string): Answer {
  return { status, body: `${body}\n` }
}
