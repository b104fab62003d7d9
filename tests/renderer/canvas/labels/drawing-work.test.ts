// What is sent to the screen: of a stroke the rectangle that it changed, of a new look a table, of the photo nothing.
// No clock: pixels and calls are counted.

import { afterEach, expect, test, vi } from 'vitest'
import { VOC_PALETTE } from '../../../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { createLabelsOn } from '../../../../src-renderer/canvas/labels/gpu-labels.ts'
import {
  CONTOUR_WIDTHS_PX,
  createLabelLook,
} from '../../../../src-renderer/canvas/labels/label-look.ts'
import type { LookChoices } from '../../../../src-renderer/canvas/labels/label-look.ts'
import { createLabelPicture } from '../../../../src-renderer/canvas/labels/label-picture.ts'
import type { LabelSurface } from '../../../../src-renderer/canvas/labels/label-surface.ts'

const PHOTO = { width: 4000, height: 3000 }
const STROKE = { x: 1000, y: 800, width: 200, height: 160 }
const FRAME = {
  camera: { x: 0, y: 0, scale: 0.25 },
  view: { width: 1000, height: 750 },
  pixelRatio: 1,
}
const PLAIN: LookChoices = {
  palette: VOC_PALETTE,
  style: 'fill',
  opacity: 0.6,
  contourPx: 1,
  hasPatterns: false,
  hidden: [],
  outlined: [],
  strengths: {},
}

/** Everything that a person may change of how labels are shown. */
const LOOKS: readonly Partial<LookChoices>[] = [
  { opacity: 0.3 },
  { hidden: [15] },
  { style: 'contour', contourPx: 3 },
  { strengths: { 15: 0.5 } },
  { hasPatterns: true },
]

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** A graphics processor that writes down how many pixels it is sent. */
function countingProcessor() {
  const sent: string[] = []
  const known: Record<string, unknown> = {
    getParameter: () => 16_384,
    getProgramParameter: () => true,
    texImage2D: (...[, , , width, height]: number[]) => sent.push(`whole ${width}x${height}`),
    texSubImage2D: (...[, , x, y, width, height]: number[]) =>
      sent.push(`part ${x},${y} ${width}x${height}`),
    drawArrays: (...[, , count]: number[]) => sent.push(`draw ${count}`),
  }
  const gl = new Proxy(known, { get: (has, name: string) => has[name] ?? (() => ({})) })
  return { sent, gl: gl as unknown as WebGL2RenderingContext }
}

const target = { drawImage: () => undefined } as unknown as CanvasRenderingContext2D

test('a graphics processor is sent the rectangle of a stroke, and for a look its table', () => {
  const { sent, gl } = countingProcessor()
  const surface = createLabelsOn(document.createElement('canvas'), gl, () => undefined)
  surface.setLook(createLabelLook(PLAIN))
  surface.open(createLabelMap(PHOTO.width, PHOTO.height))
  surface.draw(target, FRAME)
  expect(sent.filter((what) => what === 'whole 4000x3000')).toHaveLength(1)
  for (let stroke = 0; stroke < 2000; stroke++) {
    sent.length = 0
    surface.repaint(STROKE)
    surface.draw(target, FRAME)
    expect(sent).toEqual(['part 1000,800 200x160', 'draw 3'])
  }
  for (const choices of LOOKS) {
    sent.length = 0
    surface.setLook(createLabelLook({ ...PLAIN, ...choices }))
    surface.draw(target, FRAME)
    expect(sent).toEqual(['whole 256x3', 'draw 3'])
  }
})

/** A canvas that hands over what is put on it. */
function watchCanvas(onPut: (pixels: ImageData, area: number) => void): void {
  const putImageData: CanvasRenderingContext2D['putImageData'] = (
    ...[pixels, , , , , width, height]: [ImageData, ...number[]]
  ) => onPut(pixels, width! * height!)
  const context = { putImageData } as Partial<CanvasRenderingContext2D>
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never)
}

/** How many pixels are put on it each time. */
function countPutPixels(): number[] {
  const put: number[] = []
  watchCanvas((_, area) => put.push(area))
  return put
}

test('without one, a stroke puts its own pixels on the canvas, and as many after 2,000 strokes', () => {
  const put = countPutPixels()
  const surface = createLabelPicture(() => undefined)
  surface.setLook(createLabelLook(PLAIN))
  surface.open(createLabelMap(PHOTO.width, PHOTO.height))
  surface.draw(target, FRAME)
  expect(put).toEqual([1000 * 750])
  put.length = 0
  for (let stroke = 0; stroke < 2000; stroke++) {
    const [x, y] = [40 + 4 * ((stroke * 37) % 900), 40 + 4 * ((stroke * 53) % 650)]
    surface.repaint({ ...STROKE, x, y })
    surface.draw(target, FRAME)
    // 50x40 on the screen, with a margin for outlines.
    expect(put.at(-1)).toBeLessThanOrEqual(56 * 46)
  }
  expect(put).toHaveLength(2000)
  expect(new Set(put).size).toBe(1)
})

test('without one, another look of the same view looks no label up again', () => {
  countPutPixels()
  const labelMap = createLabelMap(PHOTO.width, PHOTO.height)
  const surface = createLabelPicture(() => undefined)
  surface.setLook(createLabelLook(PLAIN))
  surface.open(labelMap)
  surface.draw(target, FRAME)
  surface.setLook(createLabelLook({ ...PLAIN, opacity: 0.5 }))
  surface.draw(target, FRAME)
  forbidReading(labelMap)
  const widths = CONTOUR_WIDTHS_PX.map((contourPx) => ({ style: 'both' as const, contourPx }))
  const others = [{ opacity: 0.3 }, { hidden: [15] }, { strengths: { 15: 0.5 } }]
  for (const choices of [...others, ...widths]) {
    surface.setLook(createLabelLook({ ...PLAIN, ...choices }))
    expect(() => surface.draw(target, FRAME)).not.toThrow()
  }
})

/** Two classes and the edge between them. */
function halves() {
  const map = createLabelMap(PHOTO.width, PHOTO.height)
  for (let y = 0; y < PHOTO.height; y++)
    map.data.fill(15, y * PHOTO.width + y, (y + 1) * PHOTO.width)
  return map
}

/** From here on the labels are not to be had: whoever looks at one fails. */
function forbidReading(labelMap: object): void {
  Object.defineProperty(labelMap, 'data', {
    get: () => {
      throw new Error('a label was read')
    },
  })
}

test('labels that were expected are painted by then, and as they would be', () => {
  vi.useFakeTimers()
  const puts: Uint8ClampedArray[] = []
  watchCanvas(({ data }) => puts.push(data.slice()))
  const surface = createLabelPicture(() => undefined)
  surface.setLook(createLabelLook(PLAIN))
  surface.open(createLabelMap(PHOTO.width, PHOTO.height))
  surface.draw(target, FRAME)
  const [known, expected] = [halves(), halves()]
  surface.open(known)
  surface.draw(target, FRAME)
  surface.open(createLabelMap(PHOTO.width, PHOTO.height))
  surface.draw(target, FRAME)
  surface.expect(expected, FRAME)
  vi.runAllTimers()
  forbidReading(expected)
  // The editor comes back from the grid: its stage is measured again.
  surface.expect(expected, { ...FRAME, view: { ...FRAME.view } })
  surface.open(expected)
  surface.draw(target, FRAME)
  expect(puts).toHaveLength(4)
  expect(puts[3]).toEqual(puts[1])
  expect(puts[3]).not.toEqual(puts[2])
})

test.each([
  ['painted in part', (surface: LabelSurface, labels: LabelMap) => surface.open(labels), FRAME],
  [
    'looked at in another way',
    (surface: LabelSurface, labels: LabelMap) => {
      vi.runAllTimers()
      surface.setLook(createLabelLook({ ...PLAIN, opacity: 0.3 }))
      surface.open(labels)
    },
    FRAME,
  ],
  [
    'seen from elsewhere',
    (surface: LabelSurface, labels: LabelMap) => {
      vi.runAllTimers()
      surface.open(labels)
    },
    { ...FRAME, camera: { ...FRAME.camera, scale: 0.5 } },
  ],
])('labels that were expected but are %s are painted anew', (_, come, frame) => {
  vi.useFakeTimers()
  countPutPixels()
  const surface = createLabelPicture(() => undefined)
  surface.setLook(createLabelLook(PLAIN))
  surface.open(createLabelMap(PHOTO.width, PHOTO.height))
  surface.draw(target, FRAME)
  const expected = halves()
  surface.expect(expected, FRAME)
  vi.advanceTimersToNextTimer()
  come(surface, expected)
  forbidReading(expected)
  expect(() => surface.draw(target, frame)).toThrow('a label was read')
})
