// Compiled programs by key, the least recently used of which is let go when there are too many:
// each holds the memory of one run.

import type { Executor, Program } from '../executor/executor.ts'
import type { Graph } from '../graph/graph.ts'

export class ProgramCache {
  readonly #executor: Executor
  readonly #capacity: number
  readonly #programs = new Map<string, Program>()

  constructor(executor: Executor, capacity: number) {
    this.#executor = executor
    this.#capacity = capacity
  }

  async get(key: string, build: () => Graph): Promise<Program> {
    const program = this.#programs.get(key) ?? (await this.#executor.compile(build()))
    this.#programs.delete(key)
    this.#programs.set(key, program)
    for (const [oldest, old] of this.#programs) {
      if (this.#programs.size <= this.#capacity) break
      this.#programs.delete(oldest)
      await old.dispose()
    }
    return program
  }

  async dispose(): Promise<void> {
    const programs = [...this.#programs.values()]
    this.#programs.clear()
    for (const program of programs) await program.dispose()
  }
}
