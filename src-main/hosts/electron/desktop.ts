// Puts the parts of the desktop program together: scheme, studio, window, menu, and an orderly end.

import { app, dialog } from 'electron'
import type { BrowserWindow, Session } from 'electron'
import { join } from 'node:path'
import { wordsOfError } from '../../core/errors.ts'
import { describeError } from '../../services/rpc-errors.ts'
import type { StudioDoor } from '../studio-door.ts'
import { trackInFlight } from './in-flight.ts'
import type { InFlight } from './in-flight.ts'
import { lockDownSession } from './lock-down.ts'
import { createLog } from './log.ts'
import { createSpokenLanguage } from './desktop-words.ts'
import type { SpokenLanguage } from './desktop-words.ts'
import { bringBackLostPage } from './lost-page.ts'
import { setMenu } from './menu.ts'
import type { MenuActions } from './menu.ts'
import { openStudio, sampleRoot } from './open-studio.ts'
import { START_PAGE } from './origin.ts'
import { answerPages, chooseFolder } from './port.ts'
import { composeDesktopPorts } from './ports.ts'
import { serveScheme } from './scheme.ts'
import { createWindow } from './window.ts'
import { readWindowState, saveWindowState } from './window-state.ts'

/** How long a running job may take to reach its next iteration before the program ends without it. */
const CLOSE_PATIENCE_MS = 15_000

export function startDesktop(session: Session, requestedRoot: string | null): void {
  const outFolder = join(app.getAppPath(), 'out')
  const log = createLog(app.getPath('logs'))
  const state = readWindowState()
  const ports = composeDesktopPorts(outFolder, log)
  const language = createSpokenLanguage(state.language ?? app.getLocale(), () => showMenu())
  const opening = openStudio(ports, requestedRoot ?? state.lastRoot, language)
  opening.catch((error: unknown) => endUnopened(error, language, log))
  lockDownSession(session)
  const inFlight = trackInFlight()
  serveScheme(session, {
    folder: join(outFolder, 'renderer'),
    media: async (path) => (await opening).media(path),
    log: (error) => void opening.then((door) => door.log(error)),
    inFlight,
  })
  answerPages(
    opening.then(({ router }) => router),
    inFlight,
    language,
  )
  const window = createWindow(outFolder, state, language.words)
  const desk = { window, opening, language }
  const showMenu = (): void => setMenu(menuActions(desk), language.words())
  showMenu()
  followSecondInstance(desk)
  bringBackLostPage({
    window,
    words: language.words,
    lost: () => void opening.then(({ studio }) => studio.opened().desk.leases.releaseAll()),
    log,
  })
  endOrderly(desk, inFlight)
}

/** Without a studio the window would wait for one for ever. */
async function endUnopened(
  error: unknown,
  language: SpokenLanguage,
  log: (message: string) => void,
): Promise<void> {
  log(describeError(error))
  const why = await language.sentence(wordsOfError(error))
  dialog.showErrorBox(language.words().cannotStart, why)
  app.exit(1)
}

interface Desk {
  readonly window: BrowserWindow
  readonly opening: Promise<StudioDoor>
  readonly language: SpokenLanguage
}

function menuActions(desk: Desk): MenuActions {
  return {
    openFolder: () => void pickRoot(desk),
    openSample: () => void switchRoot(desk, sampleRoot),
    showAbout: () => void desk.window.loadURL(`${START_PAGE}#/about`),
  }
}

/** A second start brings this window forward, on the root it asked for. */
function followSecondInstance(desk: Desk): void {
  const { window } = desk
  app.on('second-instance', (_event, _args, _folder, data) => {
    if (window.isMinimized()) window.restore()
    window.focus()
    const root = (data as { readonly root?: unknown } | null)?.root
    if (typeof root === 'string') void switchRoot(desk, () => root)
  })
}

async function pickRoot(desk: Desk): Promise<void> {
  const folder = await chooseFolder(desk.window, desk.language.words())
  if (folder !== null) await switchRoot(desk, () => folder)
}

/** The page starts afresh on another root: nothing it shows is true any more. */
async function switchRoot({ window, opening, language }: Desk, root: () => string): Promise<void> {
  const { studio } = await opening
  try {
    // Leaves what is unsaved only when the person agrees (window.ts).
    if (!(await hasLeft(window))) return
    await studio.open(root())
    window.webContents.reload()
  } catch (error) {
    const detail = await language.sentence(wordsOfError(error))
    const message = language.words().cannotOpen
    await dialog.showMessageBox(window, { type: 'error', message, detail })
  }
}

/** To the first page; false when the person stays where unsaved labels are. */
async function hasLeft(window: BrowserWindow): Promise<boolean> {
  return window.loadURL(START_PAGE).then(
    () => true,
    () => false,
  )
}

/** Closing the window pauses a running job at its next iteration; it can be resumed. */
function endOrderly({ window, opening, language }: Desk, inFlight: InFlight): void {
  let door: StudioDoor | null = null
  let isClosing = false
  let isClosed = false
  void opening.then((opened) => {
    door = opened
  })
  window.on('close', () => {
    if (door === null) return
    const lastRoot = door.studio.opened().root.path
    saveWindowState(window, { lastRoot, language: language.name() })
  })
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    if (isClosed || door === null) return
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    void closeAll(door, inFlight).finally(() => {
      isClosed = true
      app.quit()
    })
  })
}

async function closeAll(door: StudioDoor, inFlight: InFlight): Promise<void> {
  const patience = setTimeout(() => door.abort(), CLOSE_PATIENCE_MS)
  const lastResort = setTimeout(() => app.exit(1), 2 * CLOSE_PATIENCE_MS)
  await inFlight.drain()
  await door.close()
  clearTimeout(patience)
  clearTimeout(lastResort)
}
