// The images of one user with their label state and group, and what is said to be in them.

import type {
  ImageLabelsOfPhoto,
  ImageSummary,
  MaskFiguresOfPhoto,
  ThumbnailKey,
} from '../contract/images.ts'
import { encodeBase64 } from '../core/bytes/base64.ts'
import { isClassIndex } from '../core/labels/classes.ts'
import type { ClassIndex } from '../core/labels/classes.ts'
import { StudioError } from '../core/errors.ts'
import { groupByImage } from './groups.ts'
import type { RootPorts } from './ports.ts'

export async function listImages(ports: RootPorts, user: string): Promise<ImageSummary[]> {
  const listing = await ports.root.listUser(user)
  const groups = await groupByImage(ports, user)
  return listing.images.map((image) => ({
    name: image.name,
    width: image.width,
    height: image.height,
    labelState: image.labelState,
    isInValidationSplit: image.isInValidationSplit,
    isOtherPhoto: image.isOtherPhoto,
    openIssueCount: image.openIssueCount,
    activeSeconds: Math.round(image.activeSeconds),
    annotator: image.annotator,
    hasMask: image.hasLabelMap,
    imageLabels: image.imageLabels === null ? null : [...image.imageLabels],
    classes: [...image.classes],
    group: groups?.get(image.name) ?? null,
  }))
}

export async function listFigures(ports: RootPorts, user: string): Promise<MaskFiguresOfPhoto[]> {
  const { figures } = await ports.root.listUser(user)
  return [...figures].map(([name, { pixels, classes }]) => ({
    name,
    pixels,
    classes: [...classes],
  }))
}

/** In the order asked for. A photo that cannot be read has none: its address tells why. */
export function storedThumbnails(
  { root }: RootPorts,
  keys: readonly ThumbnailKey[],
): Promise<(string | null)[]> {
  return Promise.all(
    keys.map(async ({ user, name, size }) => {
      const file = await root.storedThumbnail(user, name, size).catch(noneOfPhoto)
      return file === null ? null : `data:${file.contentType};base64,${encodeBase64(file.bytes)}`
    }),
  )
}

function noneOfPhoto(error: unknown): null {
  if (error instanceof StudioError) return null
  throw error
}

/** Image-level labels of some photos; the last one of a name counts. */
export async function setImageLabels(
  ports: RootPorts,
  request: { readonly user: string; readonly labels: readonly ImageLabelsOfPhoto[] },
): Promise<void> {
  const changes = new Map(request.labels.map(({ name, classes }) => [name, objectClasses(classes)]))
  await ports.root.saveImageLabels(request.user, changes)
}

function objectClasses(classes: readonly number[] | null): readonly ClassIndex[] | null {
  return classes === null ? null : classes.filter(isClassIndex)
}
