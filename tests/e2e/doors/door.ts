// What a story needs of a door: its page, its worker processes, and an end.
import type { Page } from '@playwright/test'

export interface Door {
  readonly page: Page
  /** Process ids of the workers that live now. */
  workerPids(): readonly number[]
  close(): Promise<void>
}

export interface DoorPlace {
  /** The PSS root to open. */
  readonly root: string
  /** A folder for the program's own state, fresh for each test. */
  readonly stateFolder: string
}

export const WINDOW_SIZE = { width: 1360, height: 880 }
