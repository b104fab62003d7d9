// How each value of a label map looks: colours, strength, pattern, outline. A small table that the shader and
// the painter look up, so that hiding a class or fading all of them never costs a pass over the photo. Pure.

import { CLASS_COUNT, IGNORE_INDEX } from '../../../src-main/core/labels/classes.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import type { Palette } from '../../classes/class-palettes.ts'
import { CLASS_PATTERNS, patternIndex } from './patterns.ts'
import type { PatternName } from './patterns.ts'

export const LABEL_STYLES = ['fill', 'both', 'contour', 'off'] as const
/** Filled, filled with an outline, the outline alone, or nothing. */
export type LabelStyle = (typeof LABEL_STYLES)[number]

export function nextLabelStyle(style: LabelStyle): LabelStyle {
  return LABEL_STYLES[(LABEL_STYLES.indexOf(style) + 1) % LABEL_STYLES.length]!
}

/** Screen pixels, as a person may choose them, in even steps. */
export const CONTOUR_WIDTHS_PX = [0, 0.5, 1, 1.5, 2, 2.5, 3] as const

export interface LookChoices {
  readonly palette: Palette
  readonly style: LabelStyle
  /** 0..1, of every fill. */
  readonly opacity: number
  /** Screen pixels, 0..3. */
  readonly contourPx: number
  /** Every class has a pattern beside its colour. */
  readonly hasPatterns: boolean
  readonly hidden: readonly number[]
  /** Classes that are drawn as outlines, whatever the style. */
  readonly outlined: readonly number[]
  /** 0..1 by class, on top of the opacity; 1 where there is none. */
  readonly strengths: Readonly<Record<number, number>>
}

/** The same labels without what covers the layers under them: what nobody has labelled is not hatched. */
export function outlinesOf(choices: LookChoices): LookChoices {
  const style = choices.style === 'off' ? 'off' : 'contour'
  return { ...choices, style, hidden: [...choices.hidden, UNLABELLED] }
}

/** Bytes a value has in each of the table's rows. */
export const LOOK_BYTES = 256 * 4

export interface LabelLook {
  /** RGBA of 256 values: the fill. Alpha 0 is not drawn. */
  readonly fill: Uint8Array
  /** RGBA of the lines of a value's pattern. */
  readonly line: Uint8Array
  /** By value: index of the pattern, alpha of the outline, and two bytes unused. */
  readonly marks: Uint8Array
  /** Screen pixels. */
  readonly contourPx: number
}

/** Void is light, its lines are dark: no class, whatever the palette. */
const VOID_COLOR = [224, 224, 192] as const

export function createLabelLook(choices: LookChoices): LabelLook {
  const { style, contourPx, outlined } = choices
  // An outline that stands for a whole class is at least a pixel wide, or nothing would be there.
  const isNeeded = style !== 'both' || outlined.length > 0
  const look = {
    fill: new Uint8Array(LOOK_BYTES),
    line: new Uint8Array(LOOK_BYTES),
    marks: new Uint8Array(LOOK_BYTES),
    contourPx: isNeeded ? Math.max(1, contourPx) : contourPx,
  }
  if (style === 'off') return look
  for (let value = 1; value < 256; value++) {
    if (choices.hidden.includes(value)) continue
    if (value === UNLABELLED) setUnlabelled(look, choices.opacity)
    else setValue(look, value, choices)
  }
  return look
}

/** Thin lines over the photo, whatever the style: what has no label has no outline either. */
function setUnlabelled(look: LabelLook, opacity: number): void {
  const alpha = Math.round(192 * opacity)
  look.fill.set([255, 255, 255, alpha], UNLABELLED * 4)
  look.line.set([0, 0, 0, alpha], UNLABELLED * 4)
  look.marks.set([patternIndex('double'), 0], UNLABELLED * 4)
}

function setValue(look: LabelLook, value: number, choices: LookChoices): void {
  const { style, outlined, palette } = choices
  const isOutlined = style === 'contour' || outlined.includes(value)
  const strength = choices.strengths[value] ?? 1
  const alpha = isOutlined ? 0 : Math.round(255 * choices.opacity * strength)
  const color = value === IGNORE_INDEX ? VOID_COLOR : palette.subarray(value * 3, value * 3 + 3)
  look.fill.set([...color, alpha], value * 4)
  look.line.set([...lineColor(color), alpha], value * 4)
  const contour = isOutlined || style === 'both' ? 255 : 0
  look.marks.set([patternIndex(patternOf(value, choices.hasPatterns)), contour], value * 4)
}

/** Of the steps from 1 to 6 the one that keeps alike colours apart (the test of the look has the differences). */
const SHADE_STEP = 5

/**
 * A pattern for each of the seven hues, moved on with every shade of it: no two classes share hue and pattern, and
 * colours that look alike to somebody have different patterns.
 */
function patternOf(value: number, hasPatterns: boolean): PatternName {
  if (value === IGNORE_INDEX) return 'hatch'
  if (!hasPatterns || value >= CLASS_COUNT) return 'plain'
  const shade = Math.floor((value - 1) / CLASS_PATTERNS.length)
  return CLASS_PATTERNS[(value - 1 + shade * SHADE_STEP) % CLASS_PATTERNS.length]!
}

/** Dark lines on light colours, light ones on dark. */
function lineColor([red, green, blue]: ArrayLike<number> & Iterable<number>): number[] {
  const isLight = 0.299 * red! + 0.587 * green! + 0.114 * blue! > 128
  const [end, part] = isLight ? [0, 0.75] : [255, 0.6]
  return [red!, green!, blue!].map((channel) => Math.round(channel + (end - channel) * part))
}
