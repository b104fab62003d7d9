// Every stretch of active time on a photo, as it came: one JSON line each in .pss-studio/active-time/<user>/<name>.jsonl,
// which only grows. The record has the sums and does without; deleting the log loses when, not how long.

import { loggedStretchSchema } from '../../contract/label-records.ts'
import type { WorkLog } from '../../contract/label-records.ts'
import type { WorkStretch } from '../../core/labels/active-time.ts'
import { readLines } from '../artifact-json.ts'
import type { RootPorts } from '../ports.ts'

interface ImageKey {
  readonly user: string
  readonly name: string
}

export interface Worked {
  readonly by: string | null
  readonly work: readonly WorkStretch[]
}

/**
 * Logged before the record is written: what fails between them is sent again and logged twice, which reading makes good.
 * Error: io.
 */
export async function logWork(
  { artifacts }: Pick<RootPorts, 'artifacts'>,
  key: ImageKey,
  { by, work }: Worked,
): Promise<void> {
  for (const { startedAt, seconds, tool, isAssisted, gestures } of work) {
    const line = JSON.stringify({ startedAt, seconds, tool, isAssisted, gestures, by })
    await artifacts.appendLine(logKey(key), line)
  }
}

/** Oldest first. A line that a crash has cut is counted and left out. Error: io. */
export async function readWorkLog(
  { artifacts }: Pick<RootPorts, 'artifacts'>,
  key: ImageKey,
): Promise<WorkLog> {
  const stretches = new Map<string, WorkLog['stretches'][number]>()
  let damagedLines = 0
  for (const line of await readLines(artifacts, logKey(key))) {
    const parsed = loggedStretchSchema.safeParse(parseJson(line))
    if (!parsed.success) damagedLines++
    else stretches.set(JSON.stringify(parsed.data), parsed.data)
  }
  const sorted = [...stretches.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
  return { stretches: sorted, damagedLines }
}

function logKey({ user, name }: ImageKey): string {
  return `active-time/${user}/${name}.jsonl`
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
