// Which photo is meant, and which of its masks.

export interface ImageKey {
  readonly user: string
  readonly name: string
}

export interface EditedKey extends ImageKey {
  /** A second person's blind mask, and not the photo's own. */
  readonly isSecond: boolean
}
