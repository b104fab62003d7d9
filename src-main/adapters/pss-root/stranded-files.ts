// Files of labels whose photo is not there, all of one name in one finding: they belong together, and are kept, renamed or
// moved away together.

import type { Problem } from '../../contract/schemas.ts'
import { imageNameOf, photoNamesBefore } from '../../core/lists/image-name.ts'
import { said } from '../../core/said.ts'
import { findingOf, problemOf } from '../catalogue/finding.ts'
import { STUDIO_FOLDER } from '../files/artifact-store.ts'
import { isPersonFolder, namesIn } from '../files/journal-folders.ts'
import { joinInside } from '../files/path-guard.ts'
import { isLabelFolder } from './labels-aside.ts'
import { PHOTO_FOLDER, RECORD_FOLDER, USER_MASK_FOLDER, userFolder } from './layout.ts'
import type { RootFolders } from './root-context.ts'

/**
 * Journals and time logs that have no mask, record or provenance beside them are told only where a photo's name of before is
 * theirs: else they are what a photo leaves that was removed with its labels. A folder that cannot be listed is told too.
 */
export async function strandedFiles(
  context: RootFolders,
  user: string,
  photos: Iterable<string>,
): Promise<Problem[]> {
  const folder = userFolder(user)
  return findStranded(context, user, photos).catch((error: unknown) => [
    problemOf(folder, findingOf(error, folder, folder)),
  ])
}

async function findStranded(
  context: RootFolders,
  user: string,
  photos: Iterable<string>,
): Promise<Problem[]> {
  const folder = userFolder(user)
  const present = new Set((await filesIn(context, `${folder}/${PHOTO_FOLDER}`)).map(imageNameOf))
  const files: { readonly name: string; readonly path: string }[] = []
  for (const one of await labelFolders(context, user)) {
    for (const file of await filesIn(context, one)) {
      const name = imageNameOf(file)
      if (IS_OF_LABELS.test(file) && !present.has(name))
        files.push({ name, path: `${one}/${file}` })
    }
  }
  const nameBefore = photoNamesBefore(photos)
  return [...Map.groupBy(files, ({ name }) => name)].flatMap(([name, own]) => {
    const paths = own.map(({ path }) => path)
    const photo = nameBefore(name)
    const isTold = photo !== null || paths.some((path) => path.startsWith(folder))
    return isTold ? [withoutPhoto(name, paths, photo)] : []
  })
}

const IS_OF_LABELS = /\.(png|json|jsonl|journal)$/i

/** What is found first names the finding: masks, then records. */
async function labelFolders(context: RootFolders, user: string): Promise<string[]> {
  const folder = userFolder(user)
  const journals = `${STUDIO_FOLDER}/journals/${user}`
  const people = (await filesIn(context, journals)).filter(isPersonFolder)
  const others = (await filesIn(context, folder)).filter(isLabelFolder).sort()
  return [
    ...new Set([USER_MASK_FOLDER, RECORD_FOLDER, ...others].map((one) => `${folder}/${one}`)),
    journals,
    ...people.map((whose) => `${journals}/${whose}`),
    `${STUDIO_FOLDER}/active-time/${user}`,
  ]
}

async function filesIn(context: RootFolders, folder: string): Promise<string[]> {
  const names = await namesIn(joinInside(context.path, folder))
  return names.filter((name) => !name.startsWith('.'))
}

/** `photo`: the one that the files may be of, by the names of before. */
function withoutPhoto(name: string, paths: readonly string[], photo: string | null): Problem {
  const [first = ''] = paths
  const files = paths.join(', ')
  const words =
    photo === null
      ? said`expected a photo named "${name}" for ${files}, found none; put it back or move them away`
      : said`expected a photo named "${name}" for ${files}, found none; names ended at the first dot before: if they are of
          "${photo}" and it has none of its own, close the studio and call all of them "${photo}" with their endings, or else
          move them away`
  return problemOf(first, { kind: 'notFound', words })
}
