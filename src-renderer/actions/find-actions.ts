// Finds actions by what a person types: every word must begin a word of the name, or be the key.

export interface NamedAction {
  readonly name: string
  /** The key as it is shown. */
  readonly display: string
}

/** In the given order; all of them for an empty question. */
export function findActions<T extends NamedAction>(
  actions: readonly T[],
  question: string,
): readonly T[] {
  const asked = question.trim().toLowerCase()
  if (asked === '') return actions
  const words = asked.split(/\s+/)
  return actions.filter(({ name, display }) => {
    const has = ` ${name.toLowerCase()}`
    return display.toLowerCase() === asked || words.every((word) => isIn(has, word))
  })
}

/** At the start of a word; anywhere in scripts that put no spaces between words. */
function isIn(text: string, word: string): boolean {
  return text.includes(` ${word}`) || (!/^[\u0020-\u024f]+$/.test(word) && text.includes(word))
}
