// The own scheme app://studio: the built renderer and, below /media/, pixels. It serves nothing else and
// reads no path outside its folder.

import { protocol } from 'electron'
import type { Session } from 'electron'
import { MEDIA_PREFIX } from '../../contract/media.ts'
import { StudioError } from '../../core/errors.ts'
import { inEnglish } from '../../core/said.ts'
import type { MediaFile } from '../../services/ports/media-file.ts'
import { SECURITY_HEADERS } from '../web/security-headers.ts'
import { readStaticFile } from '../web/static-files.ts'
import type { InFlight } from './in-flight.ts'
import { ORIGIN } from './origin.ts'

export interface SchemeSource {
  /** The built renderer. */
  readonly folder: string
  /** The bytes behind a media path. Errors: StudioError, of which notFound is a 404. */
  readonly media: (path: string) => Promise<MediaFile>
  readonly log: (error: unknown) => void
  readonly inFlight: InFlight
}

/** Must run before the app is ready: makes the scheme as capable as https. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true }
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
}

export function serveScheme(session: Session, source: SchemeSource): void {
  session.protocol.handle('app', (request) => {
    if (source.inFlight.isDraining) return answer(503, 'the studio is closing')
    return source.inFlight.follow(answerRequest(source, request))
  })
}

async function answerRequest(source: SchemeSource, request: Request): Promise<Response> {
  const address = new URL(request.url)
  const isPage = `${address.protocol}//${address.host}` === ORIGIN
  if (!isPage || request.method !== 'GET') return answer(404, 'not found')
  try {
    return await answerTo(source, address.pathname)
  } catch (error) {
    if (error instanceof StudioError)
      return answer(error.kind === 'notFound' ? 404 : 500, inEnglish(error.words))
    source.log(error)
    return answer(500, 'a fault of the studio; its log says more')
  }
}

async function answerTo(source: SchemeSource, path: string): Promise<Response> {
  const file = path.startsWith(MEDIA_PREFIX)
    ? await source.media(path)
    : await readStaticFile(source.folder, path)
  return file === null ? answer(404, 'no such file') : answer(200, file.bytes, file.contentType)
}

function answer(
  status: number,
  body: Uint8Array | string,
  contentType = 'text/plain; charset=utf-8',
): Response {
  const headers = { ...SECURITY_HEADERS, 'Content-Type': contentType, 'Cache-Control': 'no-store' }
  return new Response(typeof body === 'string' ? body : Buffer.from(body), { status, headers })
}
