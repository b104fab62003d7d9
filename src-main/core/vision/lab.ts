// sRGB to CIELAB (D65, CIE 1976), where equal distances look about equally different. By tables: a large
// photo is converted within a fraction of a second, to better than 0.01 units.

import type { PhotoPixels } from './photo-pixels.ts'

export interface Lab {
  /** 0..100 */
  L: number
  /** About -86..98: green to red. */
  a: number
  /** About -108..94: blue to yellow. */
  b: number
}

const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const s = value / 255
  return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
})

const EPSILON = 216 / 24389
const KAPPA = 24389 / 27
const STEPS = 8192
/** The cube root of 0..1, with one more value to interpolate to. */
const CUBE_ROOT = Float64Array.from({ length: STEPS + 2 }, (_, step) => Math.cbrt(step / STEPS))

/** Writes the colour of an sRGB triple (0..255) into `into`. */
export function toLab(red: number, green: number, blue: number, into: Lab): void {
  const r = LINEAR[red]!
  const g = LINEAR[green]!
  const b = LINEAR[blue]!
  const x = lightness((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = lightness(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = lightness((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  into.L = 116 * y - 16
  into.a = 500 * (x - y)
  into.b = 200 * (y - z)
}

function lightness(t: number): number {
  if (t <= EPSILON) return (KAPPA * t + 16) / 116
  const at = Math.min(t, 1) * STEPS
  const step = Math.floor(at)
  const low = CUBE_ROOT[step]!
  return low + (CUBE_ROOT[step + 1]! - low) * (at - step)
}

/** Three bytes a pixel: L, a + 128, b + 128, rounded to whole units. */
export function toLabBytes({ width, height, data }: PhotoPixels): Uint8Array {
  const bytes = new Uint8Array(width * height * 3)
  const lab: Lab = { L: 0, a: 0, b: 0 }
  for (let i = 0, write = 0; write < bytes.length; i += 4) {
    toLab(data[i]!, data[i + 1]!, data[i + 2]!, lab)
    bytes[write++] = lab.L + 0.5
    bytes[write++] = lab.a + 128.5
    bytes[write++] = lab.b + 128.5
  }
  return bytes
}
