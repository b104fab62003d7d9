/** A path as it was meant: what Windows and terminals copy stands in quotes. */
export function pastedPath(text: string): string {
  const trimmed = text.trim()
  const inner = /^(["'])(.*)\1$/s.exec(trimmed)?.[2]
  return inner ?? trimmed
}
