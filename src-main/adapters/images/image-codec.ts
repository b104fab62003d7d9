// The ImageCodec port: encodings that services need beyond what a root stores.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import type { ImageCodec } from '../../services/ports.ts'
import { decodeIndexedPng, encodeLabelPng } from './label-png.ts'
import { encodeJpeg } from './photo.ts'
import { decodePng8, encodePng8, isPng8, readPng } from './png8.ts'

export function createImageCodec(): ImageCodec {
  return {
    encodePalettePng: encodeLabelPng,
    encodeIndexedPng: (image, palette) => encodePng8(image, palette),
    decodeIndexedPng: async (bytes) => decodeIndexedPng(bytes, 'the PNG image'),
    encodeGreyPng: (image) => encodePng8(image, null, 'shades'),
    decodeGreyPng,
    encodeJpeg,
  }
}

async function decodeGreyPng(bytes: Uint8Array): Promise<LabelMap> {
  const file = 'PNG'
  const chunks = readPng(bytes, file)
  if (!isPng8(chunks.header) || chunks.palette !== null) {
    throw new StudioError(
      'invalidInput',
      said`${file}: expected 8-bit grey; save it again as grey PNG`,
    )
  }
  return (await decodePng8(bytes, chunks, file)).image
}
