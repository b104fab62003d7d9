// A desktop window as a person starts it, without a debugger that holds it back: only after its pictures
// are there does the bench connect and read when they came.

import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DoorPlace } from '../e2e/doors/door.ts'
import { chromiumSwitches, electronProgram, stateEnvironment } from '../e2e/doors/electron-door.ts'
import { paintTimes } from './paint-times.ts'
import type { PaintTimes } from './paint-times.ts'

const repository = join(import.meta.dirname, '../..')
/** Longer than a start takes; nothing disturbs it meanwhile. */
const UNDISTURBED_MS = 5000
const START_MS = 30_000

export interface MeasuredWindow {
  readonly times: PaintTimes
  close(): Promise<void>
}

export async function openStudioWindow({ root, stateFolder }: DoorPlace): Promise<MeasuredWindow> {
  const program = start([repository, '--root', root], stateFolder)
  try {
    const page = await connect(await debuggerAddress(program))
    return { times: await paintTimes(page), close: () => end(program) }
  } catch (error) {
    await end(program)
    throw error
  }
}

const PLAIN_MAIN = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1360, height: 880 })
  .loadURL('data:text/html,<h1>window</h1>'))`

/** Milliseconds from process start to the first paint of a window with one word in it. */
export async function openPlainWindow(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'pss-bench-window-'))
  writeFileSync(join(folder, 'package.json'), '{ "name": "plain", "main": "main.js" }')
  writeFileSync(join(folder, 'main.js'), PLAIN_MAIN)
  const started = Date.now()
  const program = start([folder], join(folder, 'state'))
  try {
    const page = await connect(await debuggerAddress(program))
    const painted = await page.evaluate(
      () => performance.timeOrigin + (performance.getEntriesByType('paint')[0]?.startTime ?? NaN),
    )
    return painted - started
  } finally {
    await end(program)
    rmSync(folder, { recursive: true, force: true })
  }
}

function start(args: readonly string[], stateFolder: string): ChildProcess {
  return spawn(electronProgram(), [...chromiumSwitches(), '--remote-debugging-port=0', ...args], {
    env: stateEnvironment(stateFolder),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
}

function debuggerAddress(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = ''
    const fail = (): void => reject(new Error(`no window came; the program said: ${seen}`))
    const timer = setTimeout(fail, START_MS)
    program.once('exit', fail)
    program.stderr?.setEncoding('utf8').on('data', (text: string) => {
      seen += text
      const address = /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(seen)?.[0]
      if (address === undefined) return
      clearTimeout(timer)
      resolve(address)
    })
  })
}

async function connect(address: string): Promise<Page> {
  await new Promise((resolve) => setTimeout(resolve, UNDISTURBED_MS))
  const browser = await chromium.connectOverCDP(address)
  const page = browser.contexts()[0]?.pages()[0]
  if (page === undefined) throw new Error('the program has no window')
  return page
}

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null) return
  const ended = new Promise((resolve) => program.once('exit', resolve))
  program.kill('SIGTERM')
  const patience = setTimeout(() => program.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(patience)
}
