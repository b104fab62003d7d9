// The opened PSS root in numbers: users, labels, classes, problems.

import type { RootSummary, UserSummary } from '../contract/root.ts'
import type { Problem } from '../contract/schemas.ts'
import { median } from '../core/labels/active-time.ts'
import { CLASS_COUNT } from '../core/labels/classes.ts'
import { countLabelStates, isToLabel } from '../core/labels/label-states.ts'
import { groupByImage } from './groups.ts'
import type { ListedImage, RootPorts, UserListing } from './ports.ts'
import { readSettings } from './settings.ts'
import { splitReference } from './split.ts'
import { isVouchedFor } from './truth.ts'

const COVER_COUNT = 4

export async function summarizeRoot(ports: RootPorts): Promise<RootSummary> {
  const { root } = ports
  const source = await root.listSource()
  const problems: Problem[] = [...source.problems]
  const users: UserSummary[] = []
  for (const id of await root.users()) {
    const listing = await root.listUser(id)
    const groups = await groupByImage(ports, id)
    problems.push(...listing.problems)
    users.push(summarizeUser(id, listing, groups))
  }
  return {
    path: root.path,
    isWritable: root.isWritable,
    isSample: root.isSample,
    sourcePairCount: source.names.length,
    users,
    problems,
    settings: await readSettings(ports.artifacts),
  }
}

function summarizeUser(
  id: string,
  { images, validationSplit }: UserListing,
  groups: ReadonlyMap<string, number> | null,
): UserSummary {
  const labelled = images.filter(isVouchedFor)
  const timed = labelled.filter(({ activeSeconds }) => activeSeconds > 0)
  return {
    id,
    imageCount: images.length,
    stateCounts: countLabelStates(images),
    labelledCount: labelled.length,
    toLabelCount: images.filter(isToLabel).length,
    otherPhotoCount: images.filter(({ isOtherPhoto }) => isOtherPhoto).length,
    medianActiveSeconds: median(timed.map(({ activeSeconds }) => activeSeconds)),
    imagesPerClass: countImagesPerClass(labelled),
    split: splitReference(validationSplit),
    groupCount: groups === null ? null : new Set(groups.values()).size,
    coverImages: spread(images, COVER_COUNT).map((image) => image.name),
  }
}

/** Every mask is taken to hold background: its pixels are not read for this. */
function countImagesPerClass(labelled: readonly ListedImage[]): number[] {
  const counts = new Array<number>(CLASS_COUNT).fill(0)
  counts[0] = labelled.length
  for (const image of labelled) {
    for (const index of new Set(image.classes)) {
      if (index > 0 && index < CLASS_COUNT) counts[index] = (counts[index] ?? 0) + 1
    }
  }
  return counts
}

function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items]
  return items.filter((_, i) => isSpreadIndex(i, items.length, count))
}

function isSpreadIndex(index: number, length: number, count: number): boolean {
  return Math.floor((index * count) / length) !== Math.floor(((index - 1) * count) / length)
}
