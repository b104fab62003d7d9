// Chromium as people run it: steered through its debugging port by the few messages that a bench sends. Playwright
// listens to the network, for which Chromium keeps up to 200 MB of what was loaded in the page's own memory.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumProgram } from '../e2e/doors/browser-door.ts'
import { WINDOW_SIZE } from '../e2e/doors/door.ts'
import { chromiumSwitches } from '../e2e/doors/electron-door.ts'

const START_MS = 30_000
const ENDING_MS = 10_000

export interface PlainPage {
  /** The value of an expression, as JSON has it. Throws when it throws. */
  evaluate(expression: string): Promise<unknown>
  /** Until the expression is true, for half a minute at most. */
  waitFor(expression: string): Promise<void>
  /** Turns the wheel over the middle of the window, in pixels. */
  wheel(deltaY: number): Promise<void>
  /** Of the process that runs the page. */
  pid(): Promise<number>
  close(): Promise<void>
}

export async function openPlainChromium(url: string): Promise<PlainPage> {
  const profile = mkdtempSync(join(tmpdir(), 'pss-chromium-'))
  const size = `--window-size=${WINDOW_SIZE.width},${WINDOW_SIZE.height}`
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, size]
  const switches = [...chromiumSwitches(), ...own, '--lang=en-US', '--no-first-run']
  const program = spawn(chromiumProgram(), [...switches, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const browser = await connect(await debuggingAddress(program))
  const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', { url })
  const attached = { targetId, flatten: true }
  const { sessionId } = await browser.send<{ sessionId: string }>('Target.attachToTarget', attached)

  async function evaluate(expression: string): Promise<unknown> {
    const asked = { expression, returnByValue: true, awaitPromise: true }
    const answer = await browser.send<Evaluated>('Runtime.evaluate', asked, sessionId)
    if (answer.exceptionDetails) throw new Error(`${expression}: ${answer.exceptionDetails.text}`)
    return answer.result.value
  }

  return {
    evaluate,
    async waitFor(expression) {
      const deadline = performance.now() + START_MS
      let found: unknown
      while (found !== true) {
        if (performance.now() > deadline) {
          throw new Error(`waited in vain for ${expression}`, { cause: found })
        }
        await new Promise((resolve) => setTimeout(resolve, 100))
        // Before the page has begun, there is nothing to ask.
        found = await evaluate(expression).catch((error: unknown) => error)
      }
    },
    async wheel(deltaY) {
      const at = { x: WINDOW_SIZE.width / 2, y: WINDOW_SIZE.height / 2 }
      const turned = { type: 'mouseWheel', ...at, deltaX: 0, deltaY }
      await browser.send('Input.dispatchMouseEvent', turned, sessionId)
    },
    async pid() {
      const { processInfo } = await browser.send<Processes>('SystemInfo.getProcessInfo', {})
      const renderers = processInfo.filter(({ type }) => type === 'renderer')
      // One shows the studio; the others are spare or show the empty page that Chromium starts with.
      const busiest = renderers.reduce((most, each) => (each.cpuTime > most.cpuTime ? each : most))
      return busiest.id
    },
    async close() {
      const ended = new Promise((resolve) => program.once('exit', resolve))
      await browser.send('Browser.close', {}).catch(() => undefined)
      const patience = setTimeout(() => program.kill('SIGKILL'), ENDING_MS)
      await ended
      clearTimeout(patience)
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

interface Evaluated {
  readonly result: { readonly value: unknown }
  readonly exceptionDetails?: { readonly text: string }
}

interface Processes {
  readonly processInfo: readonly {
    readonly type: string
    readonly id: number
    readonly cpuTime: number
  }[]
}

function debuggingAddress(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const fail = (why: string): void => reject(new Error(`chromium ${why}; it said: ${seen}`))
    const timer = setTimeout(() => fail('opened no debugging port'), START_MS)
    program.once('exit', (code) => fail(`ended with ${String(code)}`))
    program.stderr?.setEncoding('utf8').on('data', (text: string) => {
      seen += text
      const address = /DevTools listening on (ws:\S+)/.exec(seen)?.[1]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

interface Connection {
  send<T>(method: string, params: object, sessionId?: string): Promise<T>
}

interface Reply {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** Requests and their answers; events are not listened to. */
async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(address)
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    if (reply.id === undefined) return
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  socket.addEventListener('close', () => {
    for (const answer of waiting.values()) answer({ error: { message: 'chromium is gone' } })
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error(`no answer from ${address}`)))
  })
  return {
    send: <T>(method: string, params: object, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        const id = ++last
        waiting.set(id, ({ result, error }) => {
          if (error) reject(new Error(`${method}: ${error.message}`))
          else resolve(result as T)
        })
        socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }))
      }),
  }
}
