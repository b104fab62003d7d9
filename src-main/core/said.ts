// A sentence of the studio as its English template and the values in it, so that a window may say it in another
// language. The command line, logs and errors say it in English.

/** Words of the system or of a person, which stay as they are, or a sentence of the studio. */
export type Words = string | Said

export type SaidValue = number | Words

export interface Said {
  /** English; {0}, {1}, ... stand for the values in their order. A leading "{0}: " names a file or another place. */
  readonly template: string
  /** A sentence among them is said in the language of the whole. */
  readonly values: readonly SaidValue[]
}

/** What crosses a door: the sentence in English and, where it has a template, that too. */
export interface Told {
  readonly message: string
  readonly said?: Said | undefined
}

/** By English template, without a leading place. */
export type SaidCatalogue = Readonly<Record<string, string>>

/** A line break in the template is one space, with the indentation around it. */
export function said(parts: readonly string[], ...values: readonly SaidValue[]): Said {
  return { template: saidTemplate(parts), values: values.map(writable) }
}

/** What a schema says, whose messages are sentences of the studio without values where they are not its library's. */
export function withoutValues(template: string): Said {
  return { template, values: [] }
}

/** Its template is no catalogue's: a language has separators of its own. */
export function listOf(words: readonly Words[], separator: Separator = ', '): Said {
  return { template: words.map((_, index) => `{${index}}`).join(separator), values: words }
}

/** The template of a `said` with these parts between its values. */
export function saidTemplate(parts: readonly string[]): string {
  return parts
    .map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`))
    .join('')
    .replace(/\s*\n\s*/g, ' ')
}

export function inEnglish(words: Words): string {
  return typeof words === 'string' ? words : fill(words.template, words.values, inEnglish)
}

export function tell(words: Words): Told {
  return typeof words === 'string' ? { message: words } : { message: inEnglish(words), said: words }
}

export function wordsOf({ message, said: words }: Told): Words {
  return words ?? message
}

/** Of words that came from elsewhere, such as a driver's, the first line alone. */
export function inOneLine(words: Words): Words {
  if (typeof words === 'string') return words.split('\n', 1).join('')
  const values = words.values.map((value) => (typeof value === 'number' ? value : inOneLine(value)))
  return { ...words, values }
}

/** Without the place `label` in front; the same where it has none. */
export function withoutPlace(words: Words, label: string): Words {
  if (typeof words !== 'string') {
    const isPlace = words.template.startsWith(PLACE) && words.values[0] === label
    return isPlace ? { ...words, template: saidKey(words.template) } : words
  }
  const prefix = `${label}: `
  return words.startsWith(prefix) ? words.slice(prefix.length) : words
}

/** English, between the items of a list: words, or sentences. */
export type Separator = ', ' | '; '

export interface SaidLanguage {
  readonly catalogue: SaidCatalogue
  /** Between a place and what is said about it. */
  readonly colon: string
  /** Between the items of a list. */
  readonly separators: Readonly<Record<Separator, string>>
}

/** In the language as far as its catalogue goes: a template that it does not know stays English. */
export function translate(words: Words, language: SaidLanguage): string {
  if (typeof words === 'string') return words
  const { template, values } = words
  const key = saidKey(template)
  const known = Object.hasOwn(language.catalogue, key) ? language.catalogue[key] : undefined
  const place = key === template ? '' : `{0}${language.colon}`
  return fill(place + (known ?? listIn(key, language)), values, (value) =>
    translate(value, language),
  )
}

/** The template of a list with the language's separators; of anything else, the same. */
function listIn(template: string, { separators }: SaidLanguage): string {
  const isList = /^\{0\}([,;] \{\d+\})+$/.test(template)
  return isList
    ? template.replace(/, /g, separators[', ']).replace(/; /g, separators['; '])
    : template
}

/** What a catalogue lists a template under. */
export function saidKey(template: string): string {
  return template.startsWith(PLACE) ? template.slice(PLACE.length) : template
}

/** Whether what came through a door is a sentence with its values. */
export function isSaid(value: unknown): value is Said {
  if (typeof value !== 'object' || value === null) return false
  if (!('template' in value) || typeof value.template !== 'string') return false
  if (!('values' in value) || !Array.isArray(value.values)) return false
  const values: readonly unknown[] = value.values
  return values.every((one) => typeof one === 'string' || typeof one === 'number' || isSaid(one))
}

const PLACE = '{0}: '

function fill(
  template: string,
  values: readonly SaidValue[],
  say: (value: Said) => string,
): string {
  return template.replace(/\{(\d+)\}/g, (mark, index: string) => {
    const value = values[Number(index)] ?? mark
    return typeof value === 'object' ? say(value) : String(value)
  })
}

/** JSON has no NaN and no infinity. */
function writable(value: SaidValue): SaidValue {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
