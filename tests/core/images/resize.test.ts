import { describe, expect, it } from 'vitest'
import { resizeRgb } from '../../../src-main/core/images/resize.ts'
import { sha256 } from '../../../src-main/core/bytes/sha256.ts'
import { fc } from '../arbitraries.ts'

const image = {
  width: 17,
  height: 11,
  data: Uint8Array.from({ length: 17 * 11 * 3 }, (_, i) => ((i * i * 31 + i * 17) >> 2) % 256),
}

describe('resizing an RGB image', () => {
  // Digests of Pillow 12.3.0's Image.resize for the same bytes.
  it.each([
    ['bicubic', 7, 5, '78831df0288017cd39bf1792718ef599307a730e8206da16d7e84854bd72107d'],
    ['bicubic', 30, 23, 'ab5ad3e9801c6996a1dd157ec5182bae2e038122f69ed952b4de27616cf4bddc'],
    ['bicubic', 17, 4, 'e3345c91e3600847d92751601795f6ebb1468e481dd601de9757c87a01418817'],
    ['bicubic', 1, 1, 'e3ea6c78dc7938dbd4bd4e9ab5ffbfffa2b2ea06ce259d1ecec90f557c55232d'],
    ['bilinear', 7, 5, '7ff6aa094f1e26f06228b5e336f0fdf8d506b786c4dd67b03255fad590258572'],
    ['bilinear', 30, 23, '7b65a2247c138c65a433200cfd83a968b9df078ad8559d4fc371f8dc5d3dfbd5'],
    ['bilinear', 17, 4, 'bd2b0db3e52055783c99d557fbe7360a4bd6293cb430f0af27a3e02fda865617'],
    ['bilinear', 1, 1, 'e35dfba2c73a6a003a78d3ec0204d175a902c546a78a4ae0377b51dac7bcfc2c'],
  ] as const)('%s to %ix%i equals Pillow byte for byte', (filter, width, height, digest) => {
    expect(sha256(resizeRgb(image, width, height, filter).data)).toBe(digest)
  })

  it('keeps a plain colour plain', () => {
    const size = fc.integer({ min: 1, max: 30 })
    const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255))
    const filter = fc.constantFrom('bilinear' as const, 'bicubic' as const)
    fc.assert(
      fc.property(size, size, colour, filter, (width, height, rgb, kind) => {
        const data = Uint8Array.from({ length: 9 * 8 * 3 }, (_, i) => rgb[i % 3]!)
        const resized = resizeRgb({ width: 9, height: 8, data }, width, height, kind)
        expect(resized.data.every((byte, i) => byte === rgb[i % 3])).toBe(true)
        expect(resized.data.length).toBe(width * height * 3)
      }),
    )
  })
})
