// One bit a pixel, used as the "touched" plane: a person labelled or accepted this pixel. It keeps
// "unlabelled" apart from "background". Rows start at whole bytes, so 8-aligned tiles copy by byte.

import { StudioError, invariant } from './errors.ts'
import type { Rect } from './rect.ts'
import { clipRect } from './rect.ts'
import { decodeRuns, encodeRuns } from './run-length.ts'

export interface BitPlane {
  readonly width: number
  readonly height: number
  /** Bytes a row: ceil(width / 8). Bit k of byte b is pixel 8b + k; bits past the width stay 0. */
  readonly stride: number
  readonly data: Uint8Array
}

export function createBitPlane(width: number, height: number): BitPlane {
  invariant(width > 0 && height > 0, `a bit plane needs a positive size, got ${width}x${height}`)
  const stride = Math.ceil(width / 8)
  return { width, height, stride, data: new Uint8Array(stride * height) }
}

export function getBit(plane: BitPlane, x: number, y: number): boolean {
  return ((plane.data[y * plane.stride + (x >> 3)]! >> (x & 7)) & 1) === 1
}

export function setBit(plane: BitPlane, x: number, y: number, on: boolean): void {
  const at = y * plane.stride + (x >> 3)
  const mask = 1 << (x & 7)
  plane.data[at] = on ? plane.data[at]! | mask : plane.data[at]! & ~mask
}

/** Sets pixels x0..x1, both inclusive and inside the plane, of row y. */
export function setBitSpan(plane: BitPlane, y: number, x0: number, x1: number, on: boolean): void {
  if (x1 < x0) return
  const row = y * plane.stride
  const first = row + (x0 >> 3)
  const last = row + (x1 >> 3)
  const head = (0xff << (x0 & 7)) & 0xff
  const tail = 0xff >> (7 - (x1 & 7))
  if (first === last) {
    setMasked(plane.data, first, head & tail, on)
    return
  }
  setMasked(plane.data, first, head, on)
  plane.data.fill(on ? 0xff : 0, first + 1, last)
  setMasked(plane.data, last, tail, on)
}

function setMasked(data: Uint8Array, at: number, mask: number, on: boolean): void {
  data[at] = on ? data[at]! | mask : data[at]! & ~mask
}

/** Sets all pixels of a rectangle; the part outside the plane is left out. */
export function setBitRect(plane: BitPlane, rect: Rect, on: boolean): void {
  const inside = clipRect(rect, plane.width, plane.height)
  for (let y = inside.y; y < inside.y + inside.height; y++) {
    setBitSpan(plane, y, inside.x, inside.x + inside.width - 1, on)
  }
}

/** One byte (0 or 1) a pixel of a rectangle inside the plane. */
export function readBitRect(plane: BitPlane, rect: Rect): Uint8Array {
  const bits = new Uint8Array(rect.width * rect.height)
  let write = 0
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const row = y * plane.stride
    for (let x = rect.x; x < rect.x + rect.width; x++) {
      bits[write++] = (plane.data[row + (x >> 3)]! >> (x & 7)) & 1
    }
  }
  return bits
}

/** The inverse of `readBitRect`. */
export function writeBitRect(plane: BitPlane, rect: Rect, bits: Uint8Array): void {
  let read = 0
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let x = rect.x; x < rect.x + rect.width; x++) setBit(plane, x, y, bits[read++] === 1)
  }
}

export function countBits(plane: BitPlane): number {
  let count = 0
  for (let i = 0; i < plane.data.length; i++) {
    let byte = plane.data[i]!
    byte -= (byte >> 1) & 0x55
    byte = (byte & 0x33) + ((byte >> 2) & 0x33)
    count += (byte + (byte >> 4)) & 0x0f
  }
  return count
}

/** Run-length coded bits, without the size. */
export function encodeBitPlane(plane: BitPlane): Uint8Array {
  return encodeRuns(plane.data)
}

/** Throws `corrupt` when the bytes do not belong to a plane of this size. */
export function decodeBitPlane(encoded: Uint8Array, width: number, height: number): BitPlane {
  const empty = createBitPlane(width, height)
  const data = decodeRuns(encoded, empty.data.length)
  const spare = width % 8 === 0 ? 0 : (0xff << (width % 8)) & 0xff
  for (let y = 0; y < height; y++) {
    if ((data[(y + 1) * empty.stride - 1]! & spare) !== 0) {
      throw new StudioError(
        'corrupt',
        `bit plane ${width}x${height}: row ${y} has bits past its end`,
      )
    }
  }
  return { ...empty, data }
}
