// The images of one user with their label state and group.

import type { ImageSummary, LabelState } from '../contract/images.ts'
import { groupByImage } from './groups.ts'
import type { ListedImage, RootPorts } from './ports.ts'

export async function listImages(ports: RootPorts, user: string): Promise<ImageSummary[]> {
  const listing = await ports.root.listUser(user)
  const groups = await groupByImage(ports, user)
  return listing.images.map((image) => ({
    name: image.name,
    width: image.width,
    height: image.height,
    labelState: labelStateOf(image),
    classes: [...image.classes],
    group: groups?.get(image.name) ?? null,
  }))
}

export function labelStateOf(image: ListedImage): LabelState {
  if (image.hasLabelMap) return 'labelled'
  return image.isInValidationSplit ? 'toLabel' : 'unlabelled'
}
