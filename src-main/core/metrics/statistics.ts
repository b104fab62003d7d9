// What is in a set of photos, as the paper's Fig. 2 tells it: (a) shares of the classes for each user and (b)
// which classes meet in one photo, from image-level classes; (c) mean sizes and (d) numbers of the regions, from
// masks. Nothing is read from disk.

import { CLASS_COUNT } from '../labels/classes.ts'

/** What the mask of one photo holds. */
export interface MaskFigures {
  /** Pixels of the whole mask. */
  readonly pixels: number
  /** Object classes that occur; regions are connected (core/metrics/instances.ts). */
  readonly classes: readonly {
    readonly index: number
    readonly pixels: number
    readonly regions: number
  }[]
}

export interface CountedPhoto {
  readonly user: string
  /** Object classes, each once. */
  readonly classes: readonly number[]
  /** Null without a mask. */
  readonly figures: MaskFigures | null
}

export interface ClassStatistics {
  readonly index: number
  readonly photos: number
  /** Connected regions in the masks. */
  readonly regions: number
  /** Mean share of its photo that a region covers, 0..1; null without a region. */
  readonly meanRegionShare: number | null
}

export interface UserClasses {
  readonly user: string
  readonly photos: number
  /** 21 counts: photos of the user with each class. */
  readonly classPhotos: Uint32Array
}

export interface PhotoStatistics {
  readonly photos: number
  readonly masks: number
  /** Classes that occur, most photos first. */
  readonly classes: readonly ClassStatistics[]
  /** 21 x 21, symmetric: photos that have both classes; the diagonal is photos with the class. */
  readonly coOccurrence: Uint32Array
  /** In the order in which they first come. */
  readonly users: readonly UserClasses[]
}

export function photoStatistics(photos: readonly CountedPhoto[]): PhotoStatistics {
  const coOccurrence = new Uint32Array(CLASS_COUNT * CLASS_COUNT)
  const regions = new Uint32Array(CLASS_COUNT)
  const shares = new Float64Array(CLASS_COUNT)
  const users = new Map<string, { user: string; photos: number; classPhotos: Uint32Array }>()
  let masks = 0
  for (const { user, classes, figures } of photos) {
    const own = users.get(user) ?? { user, photos: 0, classPhotos: new Uint32Array(CLASS_COUNT) }
    users.set(user, own)
    own.photos++
    for (const a of classes) {
      own.classPhotos[a]!++
      for (const b of classes) coOccurrence[a * CLASS_COUNT + b]!++
    }
    if (figures === null) continue
    masks++
    for (const region of figures.classes) {
      regions[region.index]! += region.regions
      shares[region.index]! += region.pixels / figures.pixels
    }
  }
  const classes = Array.from({ length: CLASS_COUNT }, (_, index) => ({
    index,
    photos: coOccurrence[index * (CLASS_COUNT + 1)]!,
    regions: regions[index]!,
    meanRegionShare: regions[index] ? shares[index]! / regions[index] : null,
  }))
    .filter((row) => row.photos > 0)
    .sort((a, b) => b.photos - a.photos || a.index - b.index)
  return { photos: photos.length, masks, classes, coOccurrence, users: [...users.values()] }
}
