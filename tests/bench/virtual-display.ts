// A display for desktop windows where there is none: Xvfb, started and ended here.

import { spawn } from 'node:child_process'
import { platform } from 'node:process'

export async function withDisplay(work: () => Promise<void>): Promise<void> {
  if (platform !== 'linux' || process.env['DISPLAY'] !== undefined) return work()
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  try {
    const number = await new Promise<string>((resolve, reject) => {
      server.once('error', () => reject(new Error('Xvfb does not start; `npm test` installs it')))
      server.once('exit', (code) => reject(new Error(`Xvfb ended with ${String(code)}`)))
      server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
    })
    process.env['DISPLAY'] = `:${number}`
    await work()
  } finally {
    delete process.env['DISPLAY']
    server.kill()
  }
}
