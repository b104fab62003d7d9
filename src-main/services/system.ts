// What this installation is and can do.

import type { DoctorReport } from '../contract/system.ts'
import type { Machine } from './ports.ts'

export async function doctor(machine: Machine): Promise<DoctorReport> {
  return { version: machine.version, host: machine.host, checks: [...(await machine.checks())] }
}
