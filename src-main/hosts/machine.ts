// The process this studio runs in: clock, ids, memory, log and what the doctor looks at.

import { randomInt } from 'node:crypto'
import type { Check, DoctorReport } from '../contract/system.ts'
import type { Machine } from '../services/ports.ts'

export interface MachineOptions {
  readonly version: string
  readonly host: DoctorReport['host']
  readonly checks: () => Promise<readonly Check[]>
  /** Where log lines go; stderr unless given. */
  readonly log?: (message: string) => void
}

const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

export function createMachine({ version, host, checks, log }: MachineOptions): Machine {
  return {
    version,
    host,
    now: () => new Date(),
    randomId: () => Array.from({ length: 8 }, randomLetter).join(''),
    checks,
    peakMemoryBytes: () => process.resourceUsage().maxRSS * 1024,
    log: log ?? ((message) => void process.stderr.write(`${message}\n`)),
  }
}

function randomLetter(): string {
  return ID_LETTERS.charAt(randomInt(ID_LETTERS.length))
}
