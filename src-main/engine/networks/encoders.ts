// Every encoder, listed once.

import { StudioError } from '../../core/errors.ts'
import type { Encoder } from './encoder.ts'
import { mobilenetV2 } from './mobilenet-v2.ts'
import { resnet101, resnet50, resnet50Deep, resnet50Keras } from './resnets.ts'
import { vgg16, vgg16Deeplab } from './vgg.ts'

export const ENCODERS: readonly Encoder[] = [
  mobilenetV2,
  resnet50,
  resnet50Deep,
  resnet50Keras,
  resnet101,
  vgg16,
  vgg16Deeplab,
]

/** Throws `notFound` with the choices when there is no such encoder. */
export function findEncoder(name: string): Encoder {
  const encoder = ENCODERS.find((candidate) => candidate.name === name)
  if (encoder !== undefined) return encoder
  const choices = ENCODERS.map((candidate) => candidate.name).join(', ')
  throw new StudioError('notFound', `encoders: there is no ${name}; choose one of ${choices}`)
}
