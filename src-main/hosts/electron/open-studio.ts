// Opens the studio behind the window on the asked root; when that cannot be, the person chooses another.

import { app, dialog } from 'electron'
import { join } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import type { Ports } from '../../services/ports.ts'
import { ensureSampleCopy } from '../launch/sample-root.mjs'
import { openStudioDoor } from '../studio-door.ts'
import type { StudioDoor } from '../studio-door.ts'
import type { DesktopWords } from './desktop-words.ts'

/** The folder of sample photos, weights and licences, beside the program. */
export function resourcesFolder(): string {
  return app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources')
}

/** A working copy: the shipped photos stay as they are. */
export function sampleRoot(): string {
  return ensureSampleCopy(join(resourcesFolder(), 'sample'))
}

/** Null opens the sample. Never resolves when the person prefers to quit. */
export async function openStudio(
  ports: Ports,
  root: string | null,
  words: DesktopWords,
): Promise<StudioDoor> {
  try {
    return await openStudioDoor(ports, root ?? sampleRoot())
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    ports.machine.log(error.message)
    return openStudio(ports, await askForRoot(error.message, words), words)
  }
}

async function askForRoot(detail: string, words: DesktopWords): Promise<string | null> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: words.cannotOpen,
    detail,
    buttons: [words.chooseAnother, words.sampleInstead, words.leaveStudio],
    cancelId: 2,
  })
  if (response === 1) return null
  if (response === 0) {
    const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory'] })
    return filePaths[0] ?? askForRoot(detail, words)
  }
  app.exit(1)
  return new Promise(() => undefined)
}
