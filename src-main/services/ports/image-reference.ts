// Which image is meant.

export interface UserImage {
  readonly domain: 'user'
  readonly user: string
  readonly name: string
}

/** One image of the source domain (VOC2012) or of a user (target domain). */
export type ImageReference = { readonly domain: 'source'; readonly name: string } | UserImage
