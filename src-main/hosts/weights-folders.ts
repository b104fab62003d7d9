// Where weights lie: those that come with the studio, and those that the person added.

import { join, resolve } from 'node:path'
import { createWeightsLibrary } from '../adapters/weights/weights-library.ts'
import type { WeightsLibrary } from '../services/ports.ts'
import { userDataFolder } from './launch/paths.mjs'

export function openWeightsLibrary(resourcesFolder: string): WeightsLibrary {
  return createWeightsLibrary({
    shipped: join(resourcesFolder, 'weights'),
    added: addedWeightsFolder(),
  })
}

/** PSS_STUDIO_WEIGHTS puts it elsewhere, such as on a disk that many machines share. */
export function addedWeightsFolder(): string {
  const given = process.env['PSS_STUDIO_WEIGHTS']
  if (given !== undefined && given !== '') return resolve(given)
  return join(userDataFolder(), 'weights')
}
