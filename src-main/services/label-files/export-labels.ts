// Every mask of a user in the format of another tool, as a new file or folder; told photo by photo, and stopped
// between them.

import { IGNORE_INDEX } from '../../core/labels/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { said, tell, wordsOf } from '../../core/said.ts'
import { foreignNames } from '../../core/lists/foreign-names.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { LABEL_FORMAT_FACTS, addNotes } from '../../core/label-files/formats.ts'
import type { LabelNotes } from '../../core/label-files/formats.ts'
import { withVoidRing } from '../../core/label-files/void-ring.ts'
import { countValues } from '../../core/labels/label-map.ts'
import type { LabelExport, LabelExportEvent } from '../../contract/labels.ts'
import type { Problem } from '../../contract/schemas.ts'
import { foundOrProblem } from '../found-or-problem.ts'
import type { PssRoot } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { ExportedImage, LabelFiles, WriteRequest } from '../ports/label-files.ts'
import { toldWork } from '../told-work.ts'
import type { TellWork } from '../told-work.ts'
import type { Withdrawal } from '../withdrawal.ts'
import { untoldPixels, untoldRecords } from './stays-here.ts'

export interface LabelExportRequest extends WriteRequest {
  readonly user: string
  /** 0..5; 0 = none. */
  readonly voidRingPx: number
}

/**
 * Errors: notFound (no mask), conflict, invalidInput (a choice of another format, more annotations than allowed), io,
 * cancelled; nothing is left behind then, nor when the events are read no more.
 */
export async function* exportLabels(
  files: LabelFiles,
  { root }: { readonly root: PssRoot },
  request: LabelExportRequest,
  withdrawal?: Withdrawal,
): AsyncGenerator<LabelExportEvent, void, undefined> {
  requireChoices(request)
  const stopped = () => said`the export was stopped: nothing was written`
  const report = yield* toldWork<LabelExportEvent, LabelExport>(
    (work) => writeAll(files, { root, request, work }),
    { withdrawal, stopped },
  )
  yield { type: 'finished', report }
}

interface Export {
  readonly root: PssRoot
  readonly request: LabelExportRequest
  readonly work: TellWork<LabelExportEvent>
}

async function writeAll(files: LabelFiles, { root, request, work }: Export): Promise<LabelExport> {
  const { images, problems } = await root.listUser(request.user)
  // What is damaged is not in the list, or counts as none: here it is tried, so that the export can say so.
  const masked = images.filter(({ hasLabelMap }) => hasLabelMap).map(({ name }) => name)
  const photoFiles = new Map(images.map(({ name, photoFile }) => [name, photoFile]))
  const names = new Set([...masked, ...problems.map(({ file }) => nameOf(file))])
  const isVoidNamed = LABEL_FORMAT_FACTS[request.format].void.kind === 'name'
  const skipped: Problem[] = []
  const written = new Set<string>()
  let notes: LabelNotes = {}

  async function* labelled(): AsyncGenerator<ExportedImage> {
    let done = 0
    for (const name of names) {
      work.requireWanted()
      work.tell({ type: 'progress', done: done++, total: names.size, file: name })
      const image = { domain: 'user', user: request.user, name } as const
      const copy = await copyOrSkip(root, { image, request }, skipped)
      if (copy === null) continue
      written.add(name)
      notes = addNotes(notes, {
        ...copy.notes,
        namedVoidPixels: isVoidNamed ? (countValues(copy.labelMap)[IGNORE_INDEX] ?? 0) : 0,
      })
      const photoFile = photoFiles.get(name) ?? `${name}.jpg`
      yield { name, photoFile, labelMap: copy.labelMap, photo: copy.photo }
    }
    if (written.size === 0) throw nothingToExport(request.user, skipped)
  }

  const made = await files.write(request, labelled(), work.requireWanted)
  notes = addNotes(addNotes(made.notes, notes), untoldRecords(images, written))
  const { path } = request
  const foreign = foreignNames([...written]).map(({ kind, words }) => ({
    kind,
    file: path,
    ...tell(words),
  }))
  return { ...made, path, imageCount: written.size, notes, skipped, foreignNames: foreign }
}

function requireChoices({ format, choices, components }: LabelExportRequest): void {
  if (components.smallestPx > 1 && !choices.includes('componentMasks')) {
    throw new StudioError(
      'invalidInput',
      said`small components are joined or left out where each connected region has a mask of its own; ask for that, or
        for components of 1 pixel or more`,
    )
  }
  const { title, choices: known } = LABEL_FORMAT_FACTS[format]
  const other = choices.find((choice) => !known.includes(choice))
  if (other === undefined) return
  throw new StudioError(
    'invalidInput',
    said`expected of ${title} ${known.length === 0 ? said`no choice` : known.join(', ')}, got "${other}"; leave it out, or
      export in a format that has it`,
  )
}

/** Of a file of the root, by its path. */
function nameOf(file: string): string {
  return imageNameOf(file.slice(file.lastIndexOf('/') + 1))
}

interface Copy extends Omit<ExportedImage, 'name' | 'photoFile'> {
  readonly notes: LabelNotes
}

interface Wanted {
  readonly image: UserImage
  readonly request: LabelExportRequest
}

/** Null when there is no mask, or when it or its photo cannot be read, which is told in `skipped`. */
async function copyOrSkip(root: PssRoot, wanted: Wanted, skipped: Problem[]): Promise<Copy | null> {
  const { found, problem } = await foundOrProblem(wanted.image.name, () => copyOf(root, wanted))
  if (problem !== null) skipped.push(problem)
  return found
}

async function copyOf(root: PssRoot, { image, request }: Wanted): Promise<Copy | null> {
  if ((await root.readLabelRecord(image)).maskSha256 === null) return null
  const stored = await root.readLabelMap(image)
  if (stored === null) return null
  const { labelMap, ringPixels } = withVoidRing(stored.labelMap, request.voidRingPx)
  const photo = request.choices.includes('photos') ? await root.uprightJpeg(image) : null
  const photosEncodedAnew = photo?.isUnchanged === false ? 1 : 0
  const untold = untoldPixels(await root.readProvenance(image, stored))
  const notes = { ringPixels, photosEncodedAnew, ...untold }
  return { labelMap, photo: photo?.bytes ?? null, notes }
}

function nothingToExport(user: string, skipped: readonly Problem[]): StudioError {
  const [first] = skipped
  return new StudioError(
    'notFound',
    first === undefined
      ? said`user "${user}" has no mask: there is nothing to export; label a photo first`
      : said`user "${user}" has no mask that can be read (${wordsOf(first)}): there is nothing to export; label a photo first`,
  )
}
