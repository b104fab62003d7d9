// The two ways to draw labels, on the graphics processor and without one, show the same. The shader runs on a software
// driver here; the studio itself would take the other way then.

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { build } from 'vite'
import { launchChromium } from './doors/browser-door.ts'
import type { Comparison, DrawingCase } from './label-drawing/page.ts'

const PLAIN: DrawingCase = {
  camera: { x: 12, y: 9, scale: 1 },
  pixelRatio: 1,
  choices: {},
  isPainted: false,
  moved: { x: 0, y: 0 },
  isLookedAnew: false,
}

async function withDrawingPage(work: (page: Page) => Promise<void>): Promise<void> {
  const browser = await launchChromium(['--enable-unsafe-swiftshader'])
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await drawingScript() })
    await work(page)
  } finally {
    await browser.close()
  }
}

async function drawingScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'label-drawing/page.ts'), formats: ['iife'], name: 'drawing' }, // prettier-ignore
    },
  })
  const output = Array.isArray(built) ? built[0] : built
  if (output === undefined || !('output' in output)) throw new Error('nothing was built')
  return output.output[0].code
}

function compare(page: Page, wished: Partial<DrawingCase>): Promise<Comparison> {
  return page.evaluate(
    (drawing) => {
      const { compareDrawings } = globalThis as unknown as {
        compareDrawings: (drawing: DrawingCase) => Comparison
      }
      return compareDrawings(drawing)
    },
    { ...PLAIN, ...wished },
  )
}

test('labels look the same from the shader and from the painter', async () => {
  await withDrawingPage(async (page) => {
    const large = { x: -130, y: -77, scale: 4 }
    const whole: [string, Partial<DrawingCase>][] = [
      ['pixel for pixel', {}],
      ['magnified', { camera: large }],
      ['on a dense screen', { camera: large, pixelRatio: 2 }],
      ['with patterns', { choices: { hasPatterns: true } }],
      ['without some classes', { choices: { hidden: [7, 255], strengths: { 15: 0.3 } } }],
      ['painted in part', { camera: large, isPainted: true }],
      ['another look', { choices: { opacity: 0.3, hasPatterns: true }, isLookedAnew: true }],
      ['another look while painted', { isPainted: true, isLookedAnew: true }],
      ['moved', { moved: { x: 37, y: -23 } }],
      ['moved the other way', { camera: large, moved: { x: -61, y: 19 } }],
      ['moved on a dense screen', { camera: large, pixelRatio: 2, moved: { x: -0.5, y: 40 } }],
      ['moved with patterns', { choices: { hasPatterns: true }, moved: { x: 5, y: 3 } }],
      ['moved while painted', { camera: large, isPainted: true, moved: { x: 18, y: 18 } }],
      ['moved farther than the view', { camera: large, moved: { x: -260, y: -170 } }],
    ]
    for (const [name, wished] of whole) {
      const { drawn, different } = await compare(page, wished)
      expect({ name, different }).toEqual({ name, different: 0 })
      expect(drawn).toBeGreaterThan(5000)
    }
  })
})

test('outlines and small labels differ in nothing but the edges', async () => {
  await withDrawingPage(async (page) => {
    const edges: [string, Partial<DrawingCase>, number][] = [
      // The shader looks around a corner as well.
      ['outlined', { camera: { x: 0, y: 0, scale: 1.25 }, choices: { style: 'both' } }, 0.02],
      ['outlines alone', { camera: { x: 0, y: 0, scale: 1.25 }, choices: { style: 'contour' } }, 0.02], // prettier-ignore
      ['small', { camera: { x: 5, y: 3, scale: 0.83 } }, 0.02],
    ]
    for (const [name, wished, most] of edges) {
      const { drawn, pixels, different } = await compare(page, wished)
      expect({ name, isAlike: different < most * pixels, different }).toMatchObject({
        isAlike: true,
      })
      expect(drawn).toBeGreaterThan(3000)
    }
  })
})
