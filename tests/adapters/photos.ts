// Small photos and masks for tests, made on the spot.

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp from 'sharp'
import { encodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import type { SavedLabels } from '../../src-main/services/ports/stored-labels.ts'

export interface PhotoOptions {
  readonly width: number
  readonly height: number
  readonly format?: 'jpeg' | 'png' | 'webp'
  /** EXIF orientation; the size is that of the stored pixels. */
  readonly orientation?: number
  /** Makes photos differ. */
  readonly shade?: number
}

/** Left half dark, right half light, so that turning shows. */
export async function photoBytes(options: PhotoOptions): Promise<Buffer> {
  const { width, height, format = 'jpeg', orientation, shade = 0 } = options
  const pixels = Buffer.alloc(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const isLeft = i % width < width / 2
    pixels.fill((isLeft ? 20 : 200) + shade, i * 3, i * 3 + 3)
  }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } })
  const turned = orientation === undefined ? image : image.withMetadata({ orientation })
  return turned.toFormat(format, { quality: 95 }).toBuffer()
}

export async function writePhoto(path: string, options: PhotoOptions): Promise<void> {
  await put(path, await photoBytes(options))
}

/** Left half of the class, right half background. */
export function halfLabelMap(width: number, height: number, value: number): LabelMap {
  const labelMap = createLabelMap(width, height)
  for (let y = 0; y < height; y++) labelMap.data.fill(value, y * width, y * width + width / 2)
  return labelMap
}

/** A mask to save that people labelled all of. */
export function byPeople(labelMap: LabelMap): SavedLabels {
  return { labelMap, provenance: null }
}

export async function writeMask(path: string, labelMap: LabelMap): Promise<void> {
  await put(path, await encodeLabelPng(labelMap))
}

export async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
}
