// Changes to image-level labels (imgLabelList.txt): photos keep their line and its place, new ones come after.

import type { ClassIndex } from '../labels/classes.ts'
import type { ImageLabels } from './pss-lists.ts'

/** By image name: the object classes said to be in the photo, none for []; null = nothing is known. */
export type ImageLabelChanges = ReadonlyMap<string, readonly ClassIndex[] | null>

/** `imagePathOf` gives the path of a photo that has no line yet, such as "/JPEGImages/a.jpg". */
export function withImageLabels(
  images: readonly ImageLabels[],
  changes: ImageLabelChanges,
  imagePathOf: (name: string) => string,
): ImageLabels[] {
  const listed = new Set(images.map(({ name }) => name))
  const changed = images.map((image) => {
    const classes = changes.get(image.name)
    return classes === undefined ? image : { ...image, ...labelsOf(classes) }
  })
  const added = [...changes].filter(([name]) => !listed.has(name)).sort(byName)
  return [
    ...changed,
    ...added.map(([name, classes]) => ({
      name,
      imagePath: imagePathOf(name),
      ...labelsOf(classes),
    })),
  ]
}

function labelsOf(
  classes: readonly ClassIndex[] | null,
): Pick<ImageLabels, 'classes' | 'isUnknown'> {
  if (classes === null) return { classes: [], isUnknown: true }
  return { classes: [...new Set(classes)].sort((a, b) => a - b), isUnknown: false }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
