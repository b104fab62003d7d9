// Runs in the page: draws one label map with the shader and with the painter for pages without a graphics processor,
// and compares them pixel by pixel.

import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { pan } from '../../../src-renderer/canvas/camera/camera.ts'
import type { Camera, ScreenPoint } from '../../../src-renderer/canvas/camera/camera.ts'
import { createLabelsOn } from '../../../src-renderer/canvas/labels/gpu-labels.ts'
import { createLabelLook } from '../../../src-renderer/canvas/labels/label-look.ts'
import type { LookChoices } from '../../../src-renderer/canvas/labels/label-look.ts'
import { createLabelPicture } from '../../../src-renderer/canvas/labels/label-picture.ts'
import type { LabelSurface } from '../../../src-renderer/canvas/labels/label-surface.ts'

export interface DrawingCase {
  readonly camera: Camera
  readonly pixelRatio: number
  readonly choices: Partial<LookChoices>
  /** Paint a part of the map anew after the first drawing, and send only that. */
  readonly isPainted: boolean
  /** CSS pixels by which the map is moved after the first drawing. */
  readonly moved: ScreenPoint
  /** The first drawing had another look. */
  readonly isLookedAnew: boolean
}

export interface Comparison {
  /** Device pixels of the view. */
  readonly pixels: number
  /** With a colour, in the shader's drawing. */
  readonly drawn: number
  /** That differ by more than rounding. */
  readonly different: number
}

const VIEW = { width: 200, height: 150 }
const PLAIN: LookChoices = {
  palette: VOC_PALETTE,
  style: 'fill',
  opacity: 0.6,
  contourPx: 2,
  hasPatterns: false,
  hidden: [],
  outlined: [],
  strengths: {},
}
/** Colours are kept times their opacity, which rounds. */
const ROUNDING = 3

/** Blocks of classes, void and unlabelled. */
function blocks(): LabelMap {
  const map = createLabelMap(160, 120)
  const random = createRandom(7)
  const values = [0, 1, 7, 15, 20, 253, 255]
  for (let top = 0; top < 120; top += 12) {
    for (let left = 0; left < 160; left += 20) {
      const value = values[random.integer(values.length)]!
      for (let y = top; y < top + 12; y++) map.data.fill(value, y * 160 + left, y * 160 + left + 20)
    }
  }
  return map
}

function compareDrawings({
  camera,
  pixelRatio,
  choices,
  isPainted,
  moved,
  isLookedAnew,
}: DrawingCase): Comparison {
  const map = blocks()
  const look = createLabelLook({ ...PLAIN, ...choices })
  const frame = { camera, view: VIEW, pixelRatio }
  const after = { ...frame, camera: pan(camera, moved.x, moved.y) }
  const draw = (surface: LabelSurface): Uint8ClampedArray => {
    const canvas = document.createElement('canvas')
    canvas.width = VIEW.width * pixelRatio
    canvas.height = VIEW.height * pixelRatio
    const context = canvas.getContext('2d', { willReadFrequently: true })!
    context.scale(pixelRatio, pixelRatio)
    context.imageSmoothingEnabled = false
    surface.setLook(isLookedAnew ? createLabelLook({ ...PLAIN, style: 'both' }) : look)
    const changed = { ...map, data: map.data.slice() }
    surface.open(changed)
    surface.draw(context, frame)
    if (isLookedAnew) surface.setLook(look)
    if (isPainted) {
      for (let y = 30; y < 60; y++) changed.data.fill(4, y * 160 + 25, y * 160 + 90)
      surface.repaint({ x: 25, y: 30, width: 65, height: 30 })
    }
    context.clearRect(0, 0, VIEW.width, VIEW.height)
    surface.draw(context, after)
    return context.getImageData(0, 0, canvas.width, canvas.height).data
  }
  const canvas = document.createElement('canvas')
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, alpha: true })!
  return compare(
    draw(createLabelsOn(canvas, gl, () => undefined)),
    draw(createLabelPicture(() => undefined)),
  )
}

function compare(shader: Uint8ClampedArray, painter: Uint8ClampedArray): Comparison {
  let drawn = 0
  let different = 0
  for (let i = 0; i < shader.length; i += 4) {
    const [a, b] = [shader[i + 3]!, painter[i + 3]!]
    if (a > 0) drawn += 1
    let most = Math.abs(a - b)
    for (let channel = 0; channel < 3; channel++) {
      const difference = (shader[i + channel]! * a - painter[i + channel]! * b) / 255
      most = Math.max(most, Math.abs(difference))
    }
    if (most > ROUNDING) different += 1
  }
  return { pixels: shader.length / 4, drawn, different }
}

Object.assign(globalThis, { compareDrawings })
