// The family tree of a process, from /proc: which workers a studio has started.
import { readFileSync, readdirSync } from 'node:fs'

/** Ids of all descendants whose command line contains a word. */
export function descendants(ancestor: number, word: string): readonly number[] {
  const parents = parentsById()
  return [...parents.keys()].filter(
    (pid) => isBelow(pid, ancestor, parents) && commandLine(pid).includes(word),
  )
}

function parentsById(): ReadonlyMap<number, number> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return new Map(pids.map((pid) => [pid, parentOf(pid)]))
}

/** Zombies have no parent here: they have ended. */
function parentOf(pid: number): number {
  const stat = readOrEmpty(`/proc/${String(pid)}/stat`)
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return state === 'Z' ? 0 : Number(parent ?? 0)
}

function isBelow(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = parents.get(pid) ?? 0; at > 1; at = parents.get(at) ?? 0) {
    if (at === ancestor) return true
  }
  return false
}

function commandLine(pid: number): string {
  return readOrEmpty(`/proc/${String(pid)}/cmdline`).replaceAll('\0', ' ')
}

/** A process may end between listing and reading. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
