// How long the editor's tools take on a photo of 12 megapixels: what a person waits for between the press
// and the preview, and what painting costs. The photo is made up: soft shapes on a gradient, with grain.

import { findAllOf } from '../../src-main/core/painting/flood-fill.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { proposeOperation } from '../../src-main/core/morphology/region-operations.ts'
import { maskOfRegion } from '../../src-main/core/geometry/pixel-mask.ts'
import { VOC_PALETTE } from '../../src-main/core/labels/classes.ts'
import { createRandom } from '../../src-main/core/random.ts'
import { createEdgeMap } from '../../src-main/core/vision/edge-map.ts'
import { refineEdge } from '../../src-main/core/vision/grab-cut.ts'
import { startLiveWire } from '../../src-main/core/vision/live-wire.ts'
import { startWand } from '../../src-main/core/vision/magic-wand.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'
import { findSuperpixels } from '../../src-main/core/vision/superpixels.ts'
import { blobLabelMap } from './blob-label-map.ts'
import { timed } from './measurement.ts'
import type { Bench, Measurement } from './measurement.ts'
import { paintingRows } from './painting-rows.ts'

const [WIDTH, HEIGHT] = [4000, 3000]
const BAND_PX = 12

export const editorTools: Bench = {
  name: 'editor-tools',
  summary: 'the mask editor’s wand, scissors, superpixels, GrabCut and region operations, 12 Mpx',
  minutes: 0.5,
  async run(say) {
    const map = blobLabelMap({ width: WIDTH, height: HEIGHT, blobs: 400, seed: 7 })
    const photo = photoOf(map)
    const region = findAllOf(map, 15)
    say(`class 15 covers ${region.pixelCount} pixels`)
    const rows: Measurement[] = []
    const measure = async (what: string, count: number, work: () => unknown): Promise<void> => {
      say(what)
      rows.push({ what, unit: 'ms', values: await timed(count, work) })
    }
    const [x, y] = backgroundPixel(map)
    const wand = startWand(photo, x, y)
    await measure('wand, first press', 3, () => startWand(photo, x, y).select(12, true))
    await measure('wand, tolerance dragged', 5, () => wand.select(14, true))
    await measure('live wire, anchor and 300 px away', 5, () =>
      startLiveWire(createEdgeMap(photo), { x: 2000, y: 1500 }, 20).pathTo({ x: 2210, y: 1290 }),
    )
    await measure('superpixels, cells of 40 px', 2, () => findSuperpixels(photo, 40))
    rows.push(await superpixelRow())
    const window = maskOfRegion(region, 2 * BAND_PX + 1, map)
    await measure(`GrabCut, band of ${BAND_PX} px, whole class`, 1, () =>
      refineEdge(photo, window, BAND_PX),
    )
    for (const operation of ['fillHoles', 'removeIslands', 'grow', 'smooth', 'open'] as const) {
      const amount = operation === 'smooth' ? 5 : 8
      await measure(`${operation}, whole class`, 3, () =>
        proposeOperation(map, region, { operation, amount }),
      )
    }
    return [...rows, ...(await paintingRows(map, say))]
  },
}

/** The size at which superpixels are commonly timed: about 1,500 cells. */
async function superpixelRow(): Promise<Measurement> {
  const [width, height] = [1024, 768]
  const photo = photoOf(blobLabelMap({ width, height, blobs: 100, seed: 7 }))
  const size = Math.round(Math.sqrt((width * height) / 1500))
  const { count } = findSuperpixels(photo, size)
  const values = await timed(5, () => findSuperpixels(photo, size))
  return {
    what: `superpixels, ${width}x${height}, ${count} cells`,
    unit: 'ms',
    values,
    target: 400,
  }
}

function backgroundPixel({ data, width }: LabelMap): readonly [x: number, y: number] {
  const at = data.indexOf(0, Math.floor(data.length / 2))
  return [at % width, Math.floor(at / width)]
}

function photoOf({ width, height, data }: LabelMap): PhotoPixels {
  const random = createRandom(11)
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let i = 0, write = 0; i < data.length; i++, write += 4) {
    const grain = random.uniform() * 16 - 8 + (i % width) / 80
    for (let channel = 0; channel < 3; channel++) {
      pixels[write + channel] = 40 + VOC_PALETTE[data[i]! * 3 + channel]! * 0.7 + grain
    }
    pixels[write + 3] = 255
  }
  return { width, height, data: pixels }
}
