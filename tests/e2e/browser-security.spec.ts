// The browser door opens to whoever has the token, from the machine's own address, and to no one else.
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { expect, test } from './test.ts'

const PHOTO = '/media/thumbnail/id1/IMG_1012/192'

test('pages, pictures and the contract ask for the token', async ({ page }) => {
  const { origin } = new URL(page.url())
  for (const path of ['/', '/index.html', PHOTO, `${PHOTO}?token=wrong`]) {
    const response = await fetch(`${origin}${path}`, { redirect: 'manual' })
    expect(response.status, path).toBe(401)
    expect(await response.text()).not.toContain('<div')
  }
  expect(await upgradeStatus(`${origin}/rpc`, {})).toBe(401)
})

test('another host name and another origin are refused even with the token', async ({ page }) => {
  const { origin } = new URL(page.url())
  const cookies = await page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  expect(await upgradeStatus(`${origin}/rpc`, { cookie, origin: 'http://evil.example' })).toBe(403)
  expect(await upgradeStatus(`${origin}/rpc`, { cookie, host: 'evil.example' })).toBe(403)
  expect(await upgradeStatus(`${origin}/rpc`, { cookie, origin })).toBe(101)
})

test('the token leaves the address bar, and its cookie is out of reach of scripts', async ({
  page,
}) => {
  expect(page.url()).not.toContain('token')
  expect(await page.evaluate(() => document.cookie)).toBe('')
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
})

test('every answer carries the content security policy', async ({ page }) => {
  for (const path of ['/', PHOTO]) {
    const headers = await page.evaluate(async (address) => {
      const response = await fetch(address)
      return Object.fromEntries(response.headers)
    }, path)
    expect(headers['content-security-policy'], path).toContain("script-src 'self'")
    expect(headers['x-content-type-options'], path).toBe('nosniff')
  }
})

/** The status of a WebSocket handshake with these headers. */
function upgradeStatus(address: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const handshake = request(address, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      },
    })
    const answer = (response: IncomingMessage): void => {
      resolve(response.statusCode ?? 0)
      handshake.destroy()
    }
    handshake.once('response', answer).once('upgrade', answer).once('error', reject).end()
  })
}
