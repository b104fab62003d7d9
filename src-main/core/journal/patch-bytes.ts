// A patch as bytes: its rectangle, then one section for each plane that changed, and for the parts of one that has
// several. A new plane is one more line in the table; bytes of planes that this studio does not know are refused, never
// half applied: those with parts too, by studios that did not know of parts.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { Patch, PlaneChange } from '../patches/patch.ts'
import type { Rect } from '../geometry/rect.ts'
import { createByteReader, createByteWriter } from '../bytes/byte-stream.ts'
import type { ByteReader, ByteWriter } from '../bytes/byte-stream.ts'

const LABELS = 0
const PROVENANCE = 1
const LABEL_PARTS = 2
const PROVENANCE_PARTS = 3
const KNOWN: readonly number[] = [LABELS, PROVENANCE, LABEL_PARTS, PROVENANCE_PARTS]

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
  const unknown = [...planes.keys()].filter((id) => !KNOWN.includes(id))
  if (unknown.length > 0) {
    throw new StudioError(
      'unsupported',
      said`a patch has the planes ${unknown.join(', ')}, which this version does not know;
        open the photo with the newer PSS Studio that wrote it`,
    )
  }
  const labels = withParts(planes.get(LABELS), planes.get(LABEL_PARTS))
  if (labels === undefined) throw new StudioError('corrupt', said`a patch without labels was found`)
  const provenance = withParts(planes.get(PROVENANCE), planes.get(PROVENANCE_PARTS))
  return provenance === undefined ? { rect, ...labels } : { rect, ...labels, provenance }
}

function withParts(
  change: PlaneChange | undefined,
  coded: PlaneChange | undefined,
): PlaneChange | undefined {
  if (change === undefined || coded === undefined) return change
  return { ...change, parts: readParts(coded.before) }
}

type CodedPlane = readonly [id: number, change: PlaneChange]

function planesOf({ provenance, ...labels }: Patch): readonly CodedPlane[] {
  return [
    [LABELS, labels],
    ...partsOf(LABEL_PARTS, labels),
    ...(provenance === undefined
      ? []
      : [[PROVENANCE, provenance] as const, ...partsOf(PROVENANCE_PARTS, provenance)]),
  ]
}

function partsOf(id: number, { parts }: PlaneChange): readonly CodedPlane[] {
  if (parts === undefined) return []
  const writer = createByteWriter()
  for (const { x, y, width, height } of parts)
    for (const value of [x, y, width, height]) writer.number(value)
  return [[id, { before: writer.finish(), after: new Uint8Array() }]]
}

function readParts(bytes: Uint8Array): Rect[] {
  const reader = createByteReader(bytes, said`parts of a patch`)
  const parts: Rect[] = []
  while (!reader.isAtEnd()) {
    const [x, y] = [reader.number(), reader.number()]
    parts.push({ x, y, width: reader.number(), height: reader.number() })
  }
  return parts
}
