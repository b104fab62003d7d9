// A media path of contract/media.ts back to its request. Strict: anything else is notFound.

import { z } from 'zod'
import { MEDIA_PREFIX, THUMBNAIL_SIZES, mediaPath } from '../../contract/media.ts'
import type { MediaRequest } from '../../contract/media.ts'
import { checkpointKindSchema, stageSchema } from '../../contract/runs.ts'
import { imageNameSchema, runIdSchema, userIdSchema } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'

const photo = { user: userIdSchema, name: imageNameSchema }
const result = {
  runId: runIdSchema,
  stage: stageSchema,
  checkpoint: checkpointKindSchema,
  name: imageNameSchema,
}

const requestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('thumbnail'),
    ...photo,
    size: z.coerce.number().pipe(z.literal(THUMBNAIL_SIZES)),
  }),
  z.object({ kind: z.enum(['image', 'label-map']), ...photo }),
  z.object({ kind: z.enum(['prediction', 'probability', 'entropy', 'difference']), ...result }),
])

export type ParsedMediaRequest = z.infer<typeof requestSchema>

/** `path` is percent-encoded and without a query, such as "/media/image/id1/abc". Error: notFound. */
export function parseMediaPath(path: string): ParsedMediaRequest {
  const request = requestSchema.safeParse(fieldsOf(path))
  // One address for one picture: a path that would be written otherwise is no path of ours.
  if (request.success && mediaPath(request.data satisfies MediaRequest) === path)
    return request.data
  throw new StudioError('notFound', said`there is no picture at ${path}`)
}

function fieldsOf(path: string): Record<string, string | undefined> | null {
  if (!path.startsWith(MEDIA_PREFIX)) return null
  const [kind, ...parts] = path.slice(MEDIA_PREFIX.length).split('/').map(decodeOrEmpty)
  if (kind === 'thumbnail' && parts.length === 3) {
    return { kind, user: parts[0], name: parts[1], size: parts[2] }
  }
  if (parts.length === 2) return { kind, user: parts[0], name: parts[1] }
  if (parts.length !== 4) return null
  return { kind, runId: parts[0], stage: parts[1], checkpoint: parts[2], name: parts[3] }
}

function decodeOrEmpty(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
