// Which of a decoder's masks are offered, and in what order. Segment Anything's decoder gives four: the first is made
// for several prompts, the other three answer an ambiguous one with a part, an object and a group.

const CANDIDATES = 3

/**
 * Indices of at most three masks, the best first.
 * @param scores the IoU that the decoder expects of each mask.
 * @param isAmbiguous one click alone.
 */
export function rankMasks(scores: readonly number[], isAmbiguous: boolean): number[] {
  const hasSingle = scores.length > CANDIDATES
  const several = [...scores.keys()]
    .slice(hasSingle ? 1 : 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const ranked = hasSingle && !isAmbiguous ? [0, ...several] : several
  return ranked.slice(0, CANDIDATES)
}
