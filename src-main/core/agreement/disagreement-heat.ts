// Where two people disagree, in the coordinates of the photo: a grid of cells over photos of any size, so that pairs of
// masks add up to one map. It tells whether disagreement lies at the borders, in the middle, or between which classes.

/** Cells on each side, whatever the photo's shape. */
export const HEAT_SIDE = 32
export const HEAT_CELLS = HEAT_SIDE * HEAT_SIDE

const CLASSES = 256

export interface DisagreementHeat {
  /** Pixels of each cell that are void in neither map, row by row from the top. */
  readonly compared: Uint32Array
  /** Those of them whose two classes differ, by pair of classes (pairKey). */
  readonly differing: Map<number, Uint32Array>
}

/** Two classes in one key, whoever gave which: neither map is the right one. */
function pairKey(a: number, b: number): number {
  return a < b ? a * CLASSES + b : b * CLASSES + a
}

export function createHeat(): DisagreementHeat {
  return { compared: new Uint32Array(HEAT_CELLS), differing: new Map() }
}

/** Over several photos. */
export function sumHeats(parts: Iterable<DisagreementHeat>): DisagreementHeat {
  const sum = createHeat()
  for (const { compared, differing } of parts) {
    addCells(sum.compared, compared)
    for (const [key, cells] of differing) addCells(cellsOf(sum, key), cells)
  }
  return sum
}

function addCells(sum: Uint32Array, cells: Uint32Array): void {
  cells.forEach((count, cell) => (sum[cell]! += count))
}

/** Differing pixels of each cell, to be added to. */
export function cellsOfPair(heat: DisagreementHeat, a: number, b: number): Uint32Array {
  return cellsOf(heat, pairKey(a, b))
}

function cellsOf({ differing }: DisagreementHeat, key: number): Uint32Array {
  const known = differing.get(key)
  if (known !== undefined) return known
  const cells = new Uint32Array(HEAT_CELLS)
  differing.set(key, cells)
  return cells
}

export interface ClassPairHeat {
  /** The smaller class first. */
  readonly classes: readonly [number, number]
  /** Differing pixels of each cell. */
  readonly differing: Uint32Array
}

/** The pairs of classes that are mixed up most, at most `most` of them, the most pixels first. */
export function pairsOfHeat({ differing }: DisagreementHeat, most: number): ClassPairHeat[] {
  return [...differing]
    .map(([key, cells]) => ({ key, cells, pixels: cells.reduce((sum, count) => sum + count, 0) }))
    .sort((a, b) => b.pixels - a.pixels || a.key - b.key)
    .slice(0, most)
    .map(({ key, cells }) => ({
      classes: [Math.floor(key / CLASSES), key % CLASSES] as const,
      differing: cells,
    }))
}

/** Differing pixels of each cell, whatever their classes. */
export function allDiffering({ differing }: DisagreementHeat): Uint32Array {
  const sum = new Uint32Array(HEAT_CELLS)
  for (const cells of differing.values()) addCells(sum, cells)
  return sum
}
