// Patterns that lie over a class's colour: void and unlabelled are told by them alone, and in the pattern mode
// every class is. One small picture for each, looked up by the painter and by the shader alike.

/** Side of a pattern in pixels; it repeats without a seam. */
export const PATTERN_SIZE = 16

/** The colour of the value, its line colour, or nothing, so that the photo is in sight. */
export const PATTERN_PART = { fill: 0, clear: 128, line: 255 } as const

const DRAWINGS = {
  plain: () => false,
  /** Void: no class at all. */
  hatch: (x, y) => ((x + y) & 7) < 3,
  /** Nobody has labelled here: thin double lines, bright and dark, that show on any photo. */
  double: (x, y) => ((x - y) & 15) === 1,
  backhatch: (x, y) => ((x - y) & 7) < 2,
  rows: (_, y) => (y & 7) < 2,
  columns: (x) => (x & 7) < 2,
  grid: (x, y) => (x & 7) < 1 || (y & 7) < 1,
  dots: (x, y) => (x & 7) < 3 && (y & 7) < 3,
  lattice: (x, y) => ((x + y) & 7) < 1 || ((x - y) & 7) < 1,
  checks: (x, y) => ((x >> 2) + (y >> 2)) % 2 === 1,
} satisfies Record<string, (x: number, y: number) => boolean>

export type PatternName = keyof typeof DRAWINGS
const PATTERN_NAMES = Object.keys(DRAWINGS) as PatternName[]

/** What classes get in the pattern mode: as many as the display palette has hues. */
export const CLASS_PATTERNS: readonly PatternName[] = [
  'backhatch',
  'rows',
  'columns',
  'grid',
  'dots',
  'checks',
  'lattice',
]

export const PATTERN_COUNT = PATTERN_NAMES.length

/** All patterns below each other, PATTERN_SIZE x PATTERN_SIZE bytes each, of PATTERN_PART. */
export const PATTERN_PIXELS: Uint8Array = drawPatterns()

/** The place of a pattern among the drawings; 0 is plain. */
export function patternIndex(name: PatternName): number {
  return PATTERN_NAMES.indexOf(name)
}

/** What of PATTERN_PART is at (x, y), 0 or more. */
export function patternAt(pattern: number, x: number, y: number): number {
  const row = pattern * PATTERN_SIZE + (y & (PATTERN_SIZE - 1))
  return PATTERN_PIXELS[row * PATTERN_SIZE + (x & (PATTERN_SIZE - 1))] ?? PATTERN_PART.fill
}

function drawPatterns(): Uint8Array {
  const pixels = new Uint8Array(PATTERN_COUNT * PATTERN_SIZE * PATTERN_SIZE)
  let write = 0
  for (const name of PATTERN_NAMES) {
    const isLine: (x: number, y: number) => boolean = DRAWINGS[name]
    for (let y = 0; y < PATTERN_SIZE; y++) {
      for (let x = 0; x < PATTERN_SIZE; x++) {
        const isClear = name === 'double' && ((x - y) & 15) > 1
        const beside = isClear ? PATTERN_PART.clear : PATTERN_PART.fill
        pixels[write++] = isLine(x, y) ? PATTERN_PART.line : beside
      }
    }
  }
  return pixels
}
