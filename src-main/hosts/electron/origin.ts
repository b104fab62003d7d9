// Where the studio's own pages live, and how to tell them from others.

export const ORIGIN = 'app://studio'
export const START_PAGE = `${ORIGIN}/index.html`

/** Compares the whole origin, not a prefix of the text. */
export function isOwnPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  return url !== null && `${url.protocol}//${url.host}` === ORIGIN
}
