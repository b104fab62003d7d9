// A SHA-256 short enough to be read: the revision of a mask is the beginning of its bytes' hash.

const DIGITS = 16

export function shortHash(sha256: string): string {
  return sha256.slice(0, DIGITS)
}
