// HTML as text, with every value escaped unless it was made here.

export interface Html {
  readonly html: string
}

type Part = string | number | Html | readonly Html[]

/** A template tag: strings and numbers are escaped, Html is taken as it is. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const rendered = texts.map((text, i) => text + (i < parts.length ? render(parts[i]) : ''))
  return { html: rendered.join('') }
}

function render(part: Part | undefined): string {
  if (part === undefined) return ''
  if (typeof part === 'string') return escape(part)
  if (typeof part === 'number') return String(part)
  if ('html' in part) return part.html
  return part.map(({ html: text }) => text).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
