// What becomes of the connected regions of a noisy mask where each would be an annotation of its own.

export const SMALL_COMPONENTS = ['joined', 'leftOut'] as const

export interface ComponentWish {
  /** Components of fewer pixels are small; 1: none is. */
  readonly smallestPx: number
  /** They share one annotation of their class in the photo, which keeps every pixel; or are in no annotation. */
  readonly small: (typeof SMALL_COMPONENTS)[number]
  /** An export that comes to more ends, and nothing is written; null: however many. */
  readonly mostAnnotations: number | null
}

/** Every component is written. Seventy to each of 3,000 photos is usual, a noisy mask alone may have a million. */
export const EVERY_COMPONENT: ComponentWish = {
  smallestPx: 1,
  small: 'joined',
  mostAnnotations: 200_000,
}

/** How many annotations an export came to. */
export interface AnnotationCount {
  readonly count: number
  /** The photo with the most. */
  readonly busiest: { readonly name: string; readonly count: number }
}
