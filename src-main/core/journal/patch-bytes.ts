// A patch as bytes: its rectangle, then one section for each plane that changed. A new plane is one more
// line in the table; bytes of planes that this studio does not know are refused, never half applied.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { Patch, PlaneChange } from '../patch.ts'
import type { ByteReader, ByteWriter } from '../byte-stream.ts'

const LABELS = 0
const PROVENANCE = 1

export function writePatch(writer: ByteWriter, patch: Patch): void {
  const { x, y, width, height } = patch.rect
  for (const value of [x, y, width, height]) writer.number(value)
  const planes = planesOf(patch)
  writer.number(planes.length)
  for (const [id, { before, after }] of planes) {
    writer.number(id)
    writer.bytes(before)
    writer.bytes(after)
  }
}

/** Errors: corrupt; unsupported when a newer studio wrote planes that are unknown here. */
export function readPatch(reader: ByteReader): Patch {
  const [x, y] = [reader.number(), reader.number()]
  const rect = { x, y, width: reader.number(), height: reader.number() }
  const planes = new Map<number, PlaneChange>()
  for (let left = reader.number(); left > 0; left--) {
    const id = reader.number()
    planes.set(id, { before: reader.bytes(), after: reader.bytes() })
  }
  const unknown = [...planes.keys()].filter((id) => id !== LABELS && id !== PROVENANCE)
  if (unknown.length > 0) {
    throw new StudioError(
      'unsupported',
      said`a patch has the planes ${unknown.join(', ')}, which this version does not know;
        open the photo with the newer PSS Studio that wrote it`,
    )
  }
  const labels = planes.get(LABELS)
  if (labels === undefined) throw new StudioError('corrupt', said`a patch without labels was found`)
  const provenance = planes.get(PROVENANCE)
  return provenance === undefined ? { rect, ...labels } : { rect, ...labels, provenance }
}

function planesOf(patch: Patch): readonly (readonly [id: number, change: PlaneChange])[] {
  const labels = [LABELS, patch] as const
  return patch.provenance === undefined ? [labels] : [labels, [PROVENANCE, patch.provenance]]
}
