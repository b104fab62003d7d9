// Where the window was, which root was open and in which language, kept between sessions in the person's data folder.

import { app, screen } from 'electron'
import type { BrowserWindow, Rectangle } from 'electron'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { DESKTOP_LANGUAGES } from './desktop-words.ts'

const stateSchema = z.object({
  bounds: z
    .object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
    .nullable(),
  isMaximized: z.boolean(),
  lastRoot: z.string().nullable(),
  /** Of the interface; a page tells it only after a dialog may have been needed. */
  language: z.enum(DESKTOP_LANGUAGES).nullish(),
})

export type WindowState = z.infer<typeof stateSchema>

const NOTHING: WindowState = { bounds: null, isMaximized: false, lastRoot: null }
/** Less of a window than this on some screen counts as lost. */
const VISIBLE_PX = 100

/** A missing or damaged file means a first start: the window's place is no one's data. */
export function readWindowState(): WindowState {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(stateFile(), 'utf8')))
  } catch {
    return NOTHING
  }
}

export function saveWindowState(
  window: BrowserWindow,
  opened: Pick<WindowState, 'lastRoot' | 'language'>,
): void {
  const state: WindowState = {
    bounds: window.getNormalBounds(),
    isMaximized: window.isMaximized(),
    ...opened,
  }
  const temporary = `${stateFile()}.tmp`
  mkdirSync(dirname(temporary), { recursive: true })
  writeFileSync(temporary, JSON.stringify(state))
  renameSync(temporary, stateFile())
}

/** The bounds if a person can still see and grab the window there. */
export function visibleBounds(bounds: Rectangle | null): Rectangle | null {
  if (bounds === null) return null
  const isVisible = screen.getAllDisplays().some(({ workArea }) => {
    const width = overlap(bounds.x, bounds.width, workArea.x, workArea.width)
    const height = overlap(bounds.y, bounds.height, workArea.y, workArea.height)
    return width >= VISIBLE_PX && height >= VISIBLE_PX
  })
  return isVisible ? bounds : null
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b)
}

function stateFile(): string {
  return join(app.getPath('userData'), 'window.json')
}
