// Who may talk to the browser door: the right Host (against DNS rebinding), the right Origin (against other
// pages), the token (against other users of the machine). Tokens are compared in constant time.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname } from 'node:os'

export interface Access {
  readonly token: string
  /** The address the server listens on, such as "127.0.0.1". */
  readonly host: string
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}

/** The port is not compared: a tunnel may lead here from any. */
export function isAllowedHost(hostHeader: string | undefined, host: string): boolean {
  const name = (hostHeader ?? '').replace(/:\d+$/, '').toLowerCase()
  if (LOOPBACK_NAMES.includes(name)) return true
  if (isLoopback(host) || name === '') return false
  // An address literal cannot be rebound; a name only when it is ours.
  const isAddress = isIP(name.replace(/^\[|\]$/g, '')) !== 0
  return isAddress || name === host.toLowerCase() || name === hostname().toLowerCase()
}

/** Browsers send Origin with every WebSocket; other programs need not, they have the token. */
export function isAllowedOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  return origin === undefined || origin === `http://${host ?? ''}`
}

/** Cookies are shared between the ports of a host, so that the name tells the studio. */
export function cookieName(token: string): string {
  return `pss-${createHash('sha256').update(`name:${token}`).digest('hex').slice(0, 12)}`
}

export function tokenCookie(token: string): string {
  return `${cookieName(token)}=${token}; Path=/; HttpOnly; SameSite=Strict`
}

export function hasTokenCookie(request: IncomingMessage, token: string): boolean {
  const wanted = `${cookieName(token)}=`
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.some(
    (cookie) => cookie.startsWith(wanted) && isSameToken(cookie.slice(wanted.length), token),
  )
}

export function isSameToken(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}
