// CRC-32 (ISO 3309, as in PNG and zip) without Node, so that the renderer can seal what it writes.

const POLYNOMIAL = 0xedb8_8320

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? POLYNOMIAL ^ (sum >>> 1) : sum >>> 1
  return sum
})

/** The sum of several pieces as if they were one. */
export function crc32(...pieces: readonly Uint8Array[]): number {
  let sum = 0xffff_ffff
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) sum = TABLE[(sum ^ piece[i]!) & 0xff]! ^ (sum >>> 8)
  }
  return (sum ^ 0xffff_ffff) >>> 0
}
