// A page of the desktop window has no more power than a page in a browser, and no way to another page.
import { expect, test } from './test.ts'

test('the page has no Node and one small bridge', async ({ page }) => {
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'electron'].filter(
      (name) => name in globalThis,
    ),
    bridge: Object.keys((globalThis as unknown as { studioDesktop: object }).studioDesktop),
    isIsolated: crossOriginIsolated,
  }))
  expect(found).toEqual({
    globals: [],
    bridge: ['chooseFolder', 'chooseLabelFile', 'speak'],
    isIsolated: true,
  })
})

test('every answer carries the content security policy, and it holds', async ({ page }) => {
  for (const path of ['/index.html', '/media/thumbnail/id1/IMG_1012/192', '/nowhere.js']) {
    const policy = await page.evaluate(async (address) => {
      const response = await fetch(address)
      return response.headers.get('content-security-policy')
    }, path)
    expect(policy, path).toContain("script-src 'self'")
  }
  // Later, because what runs inside evaluate itself is let through.
  const blocked = await page.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        setTimeout(() => {
          try {
            resolve((0, eval)('1 + 1'))
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      }),
  )
  expect(blocked).toBe('EvalError')
})

test('nothing outside is reached: no site, no file, no parent folder', async ({ page }) => {
  const answers = await page.evaluate(() =>
    Promise.all(
      [
        'https://example.com/',
        'file:///etc/hostname',
        '/%2e%2e/%2e%2e/package.json',
        '/..%2fpackage.json',
      ].map((address) =>
        fetch(address).then(
          (response) => response.status,
          () => 'refused',
        ),
      ),
    ),
  )
  expect(answers).toEqual(['refused', 'refused', 404, 404])
})

test('navigation away and new windows are denied', async ({ page, door }) => {
  // The router sets the part after # when it is ready, which is no navigation.
  const address = (): Promise<string> => page.evaluate(() => location.href.replace(/#.*$/, ''))
  await page.getByRole('main').waitFor()
  const start = await address()
  for (const stranger of ['https://example.com/', 'app://elsewhere/index.html'])
    await page.evaluate((url) => location.assign(url), stranger)
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
  expect(await page.evaluate(() => document.querySelector('main') !== null)).toBe(true)
  expect(await address()).toBe(start)
  expect(door.page.context().pages()).toHaveLength(1)
})

test('permissions are denied', async ({ page }) => {
  const states = await page.evaluate(async () => ({
    notification: await Notification.requestPermission(),
    geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'denied',
    ),
  }))
  expect(states).toEqual({ notification: 'denied', geolocation: 'denied', camera: 'denied' })
})
