// The look of one camera, so that the photos of a user resemble each other: colour, contrast and
// vignette, the same for every photo and every run.

import type { Sharp } from 'sharp'

export interface CameraLook {
  readonly description: string
  readonly apply: (photo: Sharp, width: number, height: number) => Sharp
}

export const WARM_PHONE: CameraLook = {
  description: 'warm, slightly faded colours, soft dark corners (an old phone indoors)',
  apply: (photo, width, height) =>
    photo
      .modulate({ saturation: 0.85 })
      .linear([1.0, 0.93, 0.78], [14, 10, 8])
      .composite([{ input: vignette(width, height, 0.4), raw: { width, height, channels: 4 } }]),
}

export const COOL_ACTION_CAMERA: CameraLook = {
  description: 'cool, contrasty colours, dark corners (an action camera outdoors)',
  apply: (photo, width, height) =>
    photo
      .modulate({ saturation: 1.2 })
      .linear([1.02, 1.1, 1.22], [-16, -12, -8])
      .composite([{ input: vignette(width, height, 0.55), raw: { width, height, channels: 4 } }]),
}

/** Black whose opacity grows with the fourth power of the distance from the centre. */
function vignette(width: number, height: number, strength: number): Buffer {
  const rgba = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = (2 * x) / width - 1
      const dy = (2 * y) / height - 1
      const distance = (dx * dx + dy * dy) / 2
      rgba[(y * width + x) * 4 + 3] = Math.round(255 * strength * distance * distance)
    }
  }
  return rgba
}
