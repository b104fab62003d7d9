// Finds the next byte of a value. Masks and label maps are long stretches of one value, which the machine's own
// search skips many bytes at a time; short ones are over before it has begun.

const SHORT = 24

/** The first index from `from` on whose byte is `value`; the length when there is none. */
export function nextOf(data: Uint8Array, value: number, from: number): number {
  const near = Math.min(data.length, from + SHORT)
  for (let i = from; i < near; i++) if (data[i] === value) return i
  if (near === data.length) return near
  const found = data.indexOf(value, near)
  return found < 0 ? data.length : found
}
