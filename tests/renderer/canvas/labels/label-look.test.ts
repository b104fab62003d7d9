import { expect, test } from 'vitest'
import { CLASS_COUNT, IGNORE_INDEX, VOC_PALETTE } from '../../../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { UNLABELLED } from '../../../../src-main/core/labels/provenance.ts'
import { toLab } from '../../../../src-main/core/vision/lab.ts'
import {
  createLabelLook,
  nextLabelStyle,
} from '../../../../src-renderer/canvas/labels/label-look.ts'
import type { LookChoices } from '../../../../src-renderer/canvas/labels/label-look.ts'
import { colorize, pixelLook } from '../../../../src-renderer/canvas/labels/label-pixels.ts'
import { patternAt, patternIndex } from '../../../../src-renderer/canvas/labels/patterns.ts'
import { lookUp } from '../../../../src-renderer/canvas/labels/seen-labels.ts'
import { paletteOf } from '../../../../src-renderer/classes/class-palettes.ts'
import type { Palette } from '../../../../src-renderer/classes/class-palettes.ts'

const PLAIN: LookChoices = {
  palette: VOC_PALETTE,
  style: 'fill',
  opacity: 1,
  contourPx: 1,
  hasPatterns: false,
  hidden: [],
  outlined: [],
  strengths: {},
}

/** RGBA of each pixel of the map. */
function shown(rows: readonly (readonly number[])[], choices: Partial<LookChoices>): number[][] {
  const width = rows[0]!.length
  const map = createLabelMap(width, rows.length, Uint8Array.from(rows.flat()))
  const target = new Int32Array(width * rows.length)
  const look = pixelLook(createLabelLook({ ...PLAIN, ...choices }))
  const placement = { x: 0, y: 0, scale: 1, contour: look.contourPx, pixelRatio: 1 }
  colorize(lookUp(map, placement, { x: 0, y: 0, width, height: rows.length }), look, target)
  const bytes = [...new Uint8Array(target.buffer)]
  return Array.from(target, (_, i) => bytes.slice(i * 4, i * 4 + 4))
}

test('background is clear, classes have their colour at the strength chosen', () => {
  expect(shown([[0, 1, 15]], {})).toEqual([
    [0, 0, 0, 0],
    [128, 0, 0, 255],
    [192, 128, 128, 255],
  ])
  const alphas = shown([[0, 1, 15]], { opacity: 0.5, strengths: { 15: 0.4 } }).map(([, , , a]) => a)
  expect(alphas).toEqual([0, 128, 51])
})

test('void is hatched in two shades and never clear; a hidden class is clear, void too', () => {
  const row = [Array.from({ length: 8 }, () => IGNORE_INDEX)]
  const colors = new Set(shown(row, {}).map(String))
  expect(colors.size).toBe(2)
  expect(shown(row, {}).every(([, , , alpha]) => alpha === 255)).toBe(true)
  const hidden = shown([[1, 2, IGNORE_INDEX]], { hidden: [1, IGNORE_INDEX] })
  expect(hidden.map(([, , , alpha]) => alpha !== 0)).toEqual([false, true, false])
})

test('unlabelled is a hatch of its own: thin, with the photo in sight between', () => {
  const row = [Array.from({ length: 32 }, () => UNLABELLED)]
  const colors = shown(row, { style: 'contour' })
  expect(colors.filter(([, , , alpha]) => alpha === 0)).toHaveLength(28)
  expect(new Set(colors.map(String)).size).toBe(3)
  expect(shown(row, { hidden: [UNLABELLED] }).every(([, , , alpha]) => alpha === 0)).toBe(true)
})

test('the styles follow each other, and the last one shows nothing', () => {
  expect(nextLabelStyle('fill')).toBe('both')
  expect(nextLabelStyle(nextLabelStyle('contour'))).toBe('fill')
  expect(shown([[1, 2, IGNORE_INDEX]], { style: 'off' }).flat()).toEqual(Array(12).fill(0))
})

const SQUARE = [
  [1, 1, 1, 1],
  [1, 2, 2, 1],
  [1, 1, 1, 1],
]

test('an outline is drawn where another value is next, not at the edge of the photo', () => {
  const alphas = shown(SQUARE, { style: 'contour', opacity: 0.5 }).map(([, , , a]) => a)
  expect(alphas).toEqual([0, 255, 255, 0, 255, 255, 255, 255, 0, 255, 255, 0])
})

test('one class can be an outline while the others are filled', () => {
  const wide = [
    [1, 1, 1, 2, 2, 2],
    [1, 1, 1, 2, 2, 2],
  ]
  const alphas = shown(wide, { outlined: [1], opacity: 0.5 }).map(([, , , a]) => a)
  expect(alphas.slice(0, 6)).toEqual([0, 0, 255, 128, 128, 128])
})

test('patterns repeat without a seam, and plain has no line', () => {
  for (const name of ['hatch', 'double', 'dots', 'grid'] as const) {
    const pattern = patternIndex(name)
    for (let i = 0; i < 16; i++)
      expect(patternAt(pattern, i + 16, 5)).toBe(patternAt(pattern, i, 21))
  }
  expect(patternAt(patternIndex('plain'), 0, 0)).toBe(0)
})

test('in the pattern mode no two classes share hue and pattern', () => {
  const { marks } = createLabelLook({ ...PLAIN, hasPatterns: true })
  const pairs = Array.from(
    { length: CLASS_COUNT - 1 },
    (_, at) => `${at % 7} ${marks[(at + 1) * 4]}`,
  )
  expect(new Set(pairs).size).toBe(CLASS_COUNT - 1)
})

/** Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision deficiency (2009),
 * severity 1.0: linear RGB as dichromats see it. */
const VISIONS = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const

type Vision = keyof typeof VISIONS

function labOf(palette: Palette, value: number, vision: Vision): number[] {
  const linear = [0, 1, 2].map((c) => (palette[value * 3 + c]! / 255) ** 2.2)
  const seen = VISIONS[vision].map((row) =>
    row.reduce((sum, part, c) => sum + part * linear[c]!, 0),
  )
  const [red, green, blue] = seen.map((v) =>
    Math.round(255 * Math.max(0, Math.min(1, v)) ** (1 / 2.2)),
  )
  const lab = { L: 0, a: 0, b: 0 }
  toLab(red!, green!, blue!, lab)
  return [lab.L, lab.a, lab.b]
}

interface ClassPair {
  readonly classes: readonly [number, number]
  /** In CIELAB. */
  readonly difference: number
}

/** All pairs of classes, the most alike first. */
function alikePairs(palette: Palette, vision: Vision): ClassPair[] {
  const values = Array.from({ length: CLASS_COUNT - 1 }, (_, at) => at + 1)
  const labs = new Map(values.map((value) => [value, labOf(palette, value, vision)]))
  const pairs = values.flatMap((one) =>
    values.slice(one).map((other): ClassPair => {
      const steps = labs.get(one)!.map((v, c) => v - labs.get(other)![c]!)
      return { classes: [one, other], difference: Math.hypot(...steps) }
    }),
  )
  return pairs.sort((a, b) => a.difference - b.difference)
}

const ALL_VISIONS = Object.keys(VISIONS) as Vision[]

test.each(ALL_VISIONS)(
  'with %s the classes that are most alike differ more than in the colours of VOC',
  (vision) => {
    const [voc, own] = [paletteOf('voc'), paletteOf('okabeIto')].map((p) => alikePairs(p, vision))
    expect(own![0]!.difference).toBeGreaterThan(2.5 * voc![0]!.difference)
    // Of the worst twentieth.
    expect(own![Math.floor(own!.length / 20)]!.difference).toBeGreaterThan(12)
  },
)

test.each(ALL_VISIONS)('with %s classes that look alike have different patterns', (vision) => {
  const { marks } = createLabelLook({ ...PLAIN, hasPatterns: true })
  const alike = alikePairs(paletteOf('okabeIto'), vision).filter((pair) => pair.difference < 17)
  expect(alike.length).toBeGreaterThan(5)
  expect(alike.filter(({ classes: [one, other] }) => marks[one * 4] === marks[other * 4])).toEqual([]) // prettier-ignore
})

test('a display palette leaves the saved one as it is', () => {
  expect(paletteOf('okabeIto')).not.toBe(VOC_PALETTE)
  expect([...VOC_PALETTE.subarray(3, 6)]).toEqual([128, 0, 0])
})
