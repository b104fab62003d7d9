// How large the smaller copies of a photo are. Nothing of the page's: a worker makes them.

/** Below this a smaller level saves nothing. */
const SMALLEST_LONG_SIDE_PX = 512

/** The sizes of the levels below a photo of this size, the largest first. */
export function levelSizes(
  width: number,
  height: number,
): readonly { width: number; height: number }[] {
  if (Math.max(width, height) <= SMALLEST_LONG_SIDE_PX) return []
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) }
  return [half, ...levelSizes(half.width, half.height)]
}
