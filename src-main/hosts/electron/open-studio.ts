// Opens the studio behind the window on the asked root; when that cannot be, the person chooses another.

import { app, dialog } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ioError } from '../../adapters/files/io-error.ts'
import { StudioError, wordsOfError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Ports } from '../../services/ports.ts'
import { describeError } from '../../services/rpc-errors.ts'
import { ensureSampleCopy } from '../launch/sample-root.mjs'
import { openStudioDoor } from '../studio-door.ts'
import type { StudioDoor } from '../studio-door.ts'
import type { SpokenLanguage } from './desktop-words.ts'

/** The folder of sample photos, weights and licences, beside the program. */
export function resourcesFolder(): string {
  return app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources')
}

/** A working copy: the shipped photos stay as they are. Errors: notFound, io. */
export function sampleRoot(): string {
  const shipped = join(resourcesFolder(), 'sample')
  try {
    return ensureSampleCopy(shipped)
  } catch (error) {
    if (existsSync(shipped)) throw ioError(error, 'write', app.getPath('userData'))
    const words = said`${shipped}: the sample photos are missing; install PSS Studio again`
    throw new StudioError('notFound', words, { cause: error })
  }
}

/** Null opens the sample. Never resolves when the person prefers to quit. */
export async function openStudio(
  ports: Ports,
  root: string | null,
  language: SpokenLanguage,
): Promise<StudioDoor> {
  try {
    return await openStudioDoor(ports, root ?? sampleRoot())
  } catch (error) {
    ports.machine.log(describeError(error))
    const why = await language.sentence(wordsOfError(error))
    return openStudio(ports, await askForRoot(why, language), language)
  }
}

async function askForRoot(why: string, language: SpokenLanguage): Promise<string | null> {
  const words = language.words()
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: words.cannotOpen,
    detail: why,
    buttons: [words.chooseAnother, words.sampleInstead, words.leaveStudio],
    cancelId: 2,
  })
  if (response === 1) return null
  if (response === 0) {
    const { filePaths } = await dialog.showOpenDialog({
      title: words.chooseRoot,
      properties: ['openDirectory'],
    })
    return filePaths[0] ?? askForRoot(why, language)
  }
  app.exit(1)
  return new Promise(() => undefined)
}
