// Which of a decoder's masks are offered, and in what order. Segment Anything's decoder gives four: the first is made
// for several prompts, the other three answer an ambiguous one, from a part to the whole.

const CANDIDATES = 3

/**
 * Indices of at most three masks, the best first. The whole goes before its parts, whatever their scores: objects of
 * our classes are wholes (docs/decisions/0019).
 * @param scores the IoU that the decoder expects of each mask.
 * @param isAmbiguous one click alone.
 */
export function rankMasks(scores: readonly number[], isAmbiguous: boolean): number[] {
  const hasSingle = scores.length > CANDIDATES
  const several = [...scores.keys()].slice(hasSingle ? 1 : 0)
  const whole = several.slice(-1)
  const parts = several.slice(0, -1).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const single = hasSingle && !isAmbiguous ? [0] : []
  return [...single, ...whole, ...parts].slice(0, CANDIDATES)
}
