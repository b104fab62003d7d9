// The area of one labelme shape. A pixel belongs to it when its centre does; labelme's own export also paints
// the outline, half a pixel more.

import { decodeBase64 } from '../../core/bytes/base64.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import type { RegionPatch } from '../../core/label-files/named-labels.ts'
import { createLabelMap } from '../../core/labels/label-map.ts'
import type { Point } from '../../core/painting/brush.ts'
import { paintPolygon, polygonBounds } from '../../core/painting/polygon.ts'
import { isEmptyRect } from '../../core/geometry/rect.ts'
import type { Size } from '../images/orientation.ts'
import { decodePng8, isPng8, readPng } from '../images/png8.ts'

export interface LabelmeShape {
  readonly label: string
  readonly points: readonly (readonly [number, number])[]
  /** Old files have polygons alone and do not say so. */
  readonly shape_type?: string | null | undefined
  readonly mask?: string | null | undefined
}

/** Null for a shape without an area. Errors: corrupt, unsupported; they begin with `where`. */
export async function labelmePatch(
  shape: LabelmeShape,
  image: Size,
  where: string,
): Promise<RegionPatch | null> {
  const points = shape.points.map(([x, y]) => ({ x, y }))
  switch (shape.shape_type ?? 'polygon') {
    case 'mask':
      return maskPatch(shape, where)
    case 'polygon':
    case 'oriented_rectangle':
      if (points.length < 3) throw damaged(where, said`has ${points.length} corners`)
      return filled(points, image)
    case 'rectangle':
      return filled(rectangle(twoPoints(points, where)), image)
    case 'circle':
      return disc(twoPoints(points, where), image)
    case 'point':
    case 'points':
    case 'line':
    case 'linestrip':
      return null
    default:
      throw new StudioError(
        'unsupported',
        said`${where}: the shape type ${JSON.stringify(shape.shape_type?.slice(0, 40) ?? '')} is not known; redraw it as a polygon or mask`,
      )
  }
}

function filled(points: readonly Point[], image: Size): RegionPatch {
  const bounds = polygonBounds([points], image.width, image.height)
  if (isEmptyRect(bounds)) return { ...bounds, data: new Uint8Array() }
  const inside = createLabelMap(bounds.width, bounds.height)
  const moved = points.map(({ x, y }) => ({ x: x - bounds.x, y: y - bounds.y }))
  paintPolygon(inside, [moved], { value: 1 })
  return { ...bounds, data: inside.data }
}

function rectangle([a, b]: readonly [Point, Point]): Point[] {
  return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }]
}

/** Its middle and a point on its edge. */
function disc([middle, edge]: readonly [Point, Point], image: Size): RegionPatch {
  const radius = Math.hypot(edge.x - middle.x, edge.y - middle.y)
  const x = Math.max(0, Math.floor(middle.x - radius))
  const y = Math.max(0, Math.floor(middle.y - radius))
  const width = Math.max(0, Math.min(image.width, Math.ceil(middle.x + radius)) - x)
  const height = Math.max(0, Math.min(image.height, Math.ceil(middle.y + radius)) - y)
  const data = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const distance = Math.hypot(x + column + 0.5 - middle.x, y + row + 0.5 - middle.y)
      if (distance <= radius) data[row * width + column] = 1
    }
  }
  return { x, y, width, height, data }
}

/** Whole corners, the second included, cut a larger PNG; others only place it (labelme, shapes_to_label). */
async function maskPatch(shape: LabelmeShape, where: string): Promise<RegionPatch> {
  const corners = shape.points.map(([x, y]) => ({ x, y }))
  const [first, last] = twoPoints(corners, where)
  const bytes = decodeMask(shape.mask ?? '', where)
  const chunks = readPng(bytes, where)
  if (!isPng8(chunks.header)) throw damaged(where, said`has a mask that is no grey PNG`)
  const { image } = await decodePng8(bytes, chunks, where)
  const [x, y] = [roundHalfEven(first.x), roundHalfEven(first.y)]
  if (![first.x, first.y, last.x, last.y].every(Number.isInteger)) return { ...image, x, y }
  const width = Math.min(last.x - x + 1, image.width)
  const height = Math.min(last.y - y + 1, image.height)
  if (width === image.width && height === image.height) return { ...image, x, y }
  if (width < 1 || height < 1)
    throw damaged(where, said`has a mask whose corners lie the other way`)
  const cut = createLabelMap(width, height)
  for (let row = 0; row < height; row++) {
    const from = row * image.width
    cut.data.set(image.data.subarray(from, from + width), row * width)
  }
  return { ...cut, x, y }
}

function decodeMask(text: string, where: string): Uint8Array {
  try {
    return decodeBase64(text)
  } catch (cause) {
    throw damaged(where, said`has a mask that is not base64`, cause)
  }
}

/** As numpy rounds. */
function roundHalfEven(value: number): number {
  const rounded = Math.round(value)
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}

function twoPoints(points: readonly Point[], where: string): readonly [Point, Point] {
  const [first, last] = points
  if (first !== undefined && last !== undefined && points.length === 2) return [first, last]
  throw damaged(where, said`has ${points.length} points instead of two`)
}

function damaged(where: string, problem: Said, cause?: unknown): StudioError {
  return new StudioError('corrupt', said`${where} ${problem}; correct it in labelme`, { cause })
}
