// The command line's door: the same router as everywhere, called in this process.

import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { resolve } from 'node:path'
import type { Contract } from '../../contract/contract.ts'
import type { DoctorReport } from '../../contract/system.ts'
import type { Ports } from '../../services/ports.ts'
import { composePorts } from '../compose.ts'
import { openStudioDoor } from '../studio-door.ts'
import type { StudioDoor } from '../studio-door.ts'
import { createNodeLauncher } from '../worker/node-launcher.ts'
import { RESOURCES_FOLDER, WORKER_ENTRY, readVersion } from './installation.ts'
import type { Output } from './output.ts'

export type Api = ContractRouterClient<Contract>

export interface Client {
  readonly api: Api
  readonly door: StudioDoor
}

export function composeCliPorts(output: Output, host: DoctorReport['host'] = 'cli'): Ports {
  const log = (message: string): void => output.note(message)
  return composePorts({
    host,
    version: readVersion(),
    resourcesFolder: RESOURCES_FOLDER,
    workers: createNodeLauncher({ entry: WORKER_ENTRY, log }),
    log,
  })
}

/** A listing that is over by then needs no word. */
const PATIENCE_MS = 1000

/** Opens the root for the time of `work`, and closes it whatever happens. */
export async function withClient<T>(
  rootPath: string,
  output: Output,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const door = await openStudioDoor(composeCliPorts(output), resolve(rootPath))
  const api = createRouterClient(door.router)
  const patience = setTimeout(() => void tellOfMasks(api, output), PATIENCE_MS)
  try {
    return await work({ api, door })
  } finally {
    clearTimeout(patience)
    await door.close()
  }
}

/** A root whose masks were never read keeps waiting whoever lists them. Until the root is closed. */
async function tellOfMasks(api: Api, output: Output): Promise<void> {
  for await (const { done, total } of await api.root.masksRead()) {
    output.progress(`reading masks ${done}/${total}`)
  }
}
