// Addresses of pixels. Every door serves the same paths: app://studio/media/... and http://host/media/...

import { DIFFERENCE } from '../core/agreement/difference.ts'

export const MEDIA_PREFIX = '/media/'

/**
 * Long sides of the thumbnail ladder in pixels. The grid's tiles are 168 to 203 pixels wide unless told otherwise: the
 * first rung is sharp there, the second where a pixel of the page has two each way on the screen.
 */
export const THUMBNAIL_SIZES = [192, 384, 1024] as const
export type ThumbnailSize = (typeof THUMBNAIL_SIZES)[number]

/** Those that are made of all photos beforehand: the largest takes four times as long, and few grids show it. */
export const STOCK_SIZES = [192, 384] as const
export type StockSize = (typeof STOCK_SIZES)[number]

/** Values of a difference image and the colours they are drawn in, for legends. */
export const DIFFERENCE_LEGEND = [
  { value: DIFFERENCE.agreeBackground, kind: 'agreeBackground', rgb: [24, 24, 27] },
  { value: DIFFERENCE.agreeForeground, kind: 'agreeForeground', rgb: [74, 222, 128] },
  { value: DIFFERENCE.wrongClass, kind: 'wrongClass', rgb: [250, 204, 21] },
  { value: DIFFERENCE.missed, kind: 'missed', rgb: [96, 165, 250] },
  { value: DIFFERENCE.invented, kind: 'invented', rgb: [248, 113, 113] },
  { value: DIFFERENCE.void, kind: 'void', rgb: [161, 161, 170] },
] as const

export type MediaRequest =
  | {
      readonly kind: 'thumbnail'
      readonly user: string
      readonly name: string
      readonly size: ThumbnailSize
    }
  | { readonly kind: 'image' | 'label-map'; readonly user: string; readonly name: string }
  | {
      /**
       * Palette PNG of the prediction; grey PNG of the predicted class's probability (255 = 1; not of every run) or of
       * the entropy (255 = ln 21); palette PNG of the difference.
       */
      readonly kind: 'prediction' | 'probability' | 'entropy' | 'difference'
      readonly runId: string
      readonly stage: string
      readonly checkpoint: string
      readonly name: string
    }

/** The path of a request, percent-encoded, below the door's origin. */
export function mediaPath(request: MediaRequest): string {
  return MEDIA_PREFIX + mediaParts(request).map(encodeURIComponent).join('/')
}

function mediaParts(request: MediaRequest): string[] {
  switch (request.kind) {
    case 'thumbnail':
      return [request.kind, request.user, request.name, String(request.size)]
    case 'image':
    case 'label-map':
      return [request.kind, request.user, request.name]
    case 'prediction':
    case 'probability':
    case 'entropy':
    case 'difference':
      return [request.kind, request.runId, request.stage, request.checkpoint, request.name]
  }
}
