// pss serve: the studio in a browser, on this machine.

import { resolve } from 'node:path'
import { openStudioDoor } from '../../studio-door.ts'
import { isLoopback } from '../../web/access.ts'
import { serveStudio } from '../../web/serve.ts'
import { ROOT_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { RENDERER_FOLDER } from '../installation.ts'
import { composeCliPorts } from '../open-client.ts'
import { untilInterrupted } from '../until-interrupted.ts'
import { UsageError } from '../usage-error.ts'

const DEFAULT_PORT = 8377

export const serve: Command = {
  name: 'serve',
  summary: 'open the studio in a browser',
  details: [
    'The printed address holds a token: whoever has it may use the studio.',
    'From another machine, tunnel: ssh -L 8377:127.0.0.1:8377 <this machine>',
  ].join('\n'),
  options: {
    ...ROOT_OPTION,
    port: { value: 'N', description: `the port (${DEFAULT_PORT}; 0 takes a free one)` },
    host: { value: 'ADDRESS', description: 'the address to listen on (127.0.0.1)' },
    token: {
      value: 'TEXT',
      description: 'the token instead of a fresh one, 16 characters or more',
    },
  },
  async run(values, output) {
    const port = values.number('port', DEFAULT_PORT)
    const token = values.optionalText('token')
    const host = values.optionalText('host') ?? '127.0.0.1'
    if (!Number.isInteger(port) || port < 0 || port > 65_535) {
      throw new UsageError(`--port is 0 to 65535, not ${port}`, 'serve')
    }
    if (token !== undefined && !/^[\w-]{16,}$/.test(token)) {
      throw new UsageError('--token is 16 or more letters, digits, "-" and "_"', 'serve')
    }
    const ports = composeCliPorts(output, 'web')
    const studio = await openStudioDoor(ports, resolve(values.text('root')))
    try {
      const server = await serveStudio({
        studio,
        rendererFolder: RENDERER_FOLDER,
        port,
        host,
        ...(token === undefined ? {} : { token }),
      })
      if (!isLoopback(host)) output.note(`warning: ${host} can be reached from other machines`)
      output.print(`PSS Studio: ${server.url}`)
      await untilInterrupted()
      output.note(
        'closing; a running job stops at its next iteration (press Ctrl-C again to kill it)',
      )
      void untilInterrupted().then(() => studio.abort())
      await server.close()
    } finally {
      await studio.close()
    }
  },
}
