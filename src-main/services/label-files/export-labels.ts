// Every mask of a user in the format of another tool, as a new file or folder.

import { IGNORE_INDEX } from '../../core/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { LABEL_FORMAT_FACTS, addNotes } from '../../core/label-files/formats.ts'
import type { ExportChoice, LabelNotes } from '../../core/label-files/formats.ts'
import { withVoidRing } from '../../core/label-files/void-ring.ts'
import { countValues } from '../../core/label-map.ts'
import type { LabelMap } from '../../core/label-map.ts'
import type { Problem } from '../../contract/schemas.ts'
import type { PssRoot } from '../ports.ts'
import type { LabelFiles, LabelFilesRequest } from '../ports/label-files.ts'

export interface LabelExportRequest extends LabelFilesRequest {
  readonly user: string
  /** 0..5; 0 = none. */
  readonly voidRingPx: number
  readonly choices: readonly ExportChoice[]
}

export interface LabelExport {
  path: string
  imageCount: number
  notes: LabelNotes
  skipped: Problem[]
}

/** Errors: notFound (no mask), conflict, invalidInput (a choice of another format), io; nothing is left behind then. */
export async function exportLabels(
  files: LabelFiles,
  { root }: { readonly root: PssRoot },
  request: LabelExportRequest,
): Promise<LabelExport> {
  requireChoices(request)
  const { images, problems } = await root.listUser(request.user)
  // A damaged mask counts as none in the list; here it is tried, so that the export can say so.
  const troubled = new Set(problems.map(({ file }) => nameOf(file)))
  const names = images
    .filter(({ name, hasLabelMap }) => hasLabelMap || troubled.has(name))
    .map(({ name }) => name)
  const isVoidNamed = LABEL_FORMAT_FACTS[request.format].void.kind === 'name'
  const skipped: Problem[] = []
  let imageCount = 0
  let notes: LabelNotes = {}

  async function* labelled(): AsyncGenerator<{ name: string; labelMap: LabelMap }> {
    for (const name of names) {
      const labelMap = await readOrSkip(root, { user: request.user, name }, skipped)
      if (labelMap === null) continue
      imageCount++
      const copy = withVoidRing(labelMap, request.voidRingPx)
      notes = addNotes(notes, {
        ringPixels: copy.ringPixels,
        namedVoidPixels: isVoidNamed ? (countValues(copy.labelMap)[IGNORE_INDEX] ?? 0) : 0,
      })
      yield { name, labelMap: copy.labelMap }
    }
    if (imageCount === 0) throw nothingToExport(request.user, skipped)
  }

  const lost = await files.write(request, labelled())
  return { path: request.path, imageCount, notes: addNotes(notes, lost), skipped }
}

function requireChoices({ format, choices }: LabelExportRequest): void {
  const { title, choices: known } = LABEL_FORMAT_FACTS[format]
  const other = choices.find((choice) => !known.includes(choice))
  if (other === undefined) return
  throw new StudioError(
    'invalidInput',
    `expected of ${title} ${known.length === 0 ? 'no choice' : known.join(', ')}, got "${other}"; leave it out, or ` +
      'export in a format that has it',
  )
}

/** Of a file of the root: up to the first dot, as everywhere in a PSS root. */
function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).split('.')[0] ?? ''
}

/** Null when there is no mask any more, or when it cannot be read, which is told in `skipped`. */
async function readOrSkip(
  root: PssRoot,
  key: { readonly user: string; readonly name: string },
  skipped: Problem[],
): Promise<LabelMap | null> {
  try {
    return (await root.readLabelMap({ domain: 'user', ...key }))?.labelMap ?? null
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    skipped.push({ kind: error.kind, file: key.name, message: error.message })
    return null
  }
}

function nothingToExport(user: string, skipped: readonly Problem[]): StudioError {
  const [first] = skipped
  const reason = first === undefined ? '' : ` that can be read (${first.message})`
  return new StudioError(
    'notFound',
    `user "${user}" has no mask${reason}: there is nothing to export; label a photo first`,
  )
}
