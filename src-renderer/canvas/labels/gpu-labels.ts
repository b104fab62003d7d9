// The label map on the graphics processor (WebGL 2): one byte a pixel as a texture, of which only the dirty
// rectangle is sent again, and the look as a table of three rows.

import { StudioError } from '../../../src-main/core/errors.ts'
import { said } from '../../../src-main/core/said.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { isEmptyRect } from '../../../src-main/core/geometry/rect.ts'
import type { LabelLook } from './label-look.ts'
import { FRAGMENT_SHADER, VERTEX_SHADER } from './label-shader.ts'
import type { LabelSurface } from './label-surface.ts'
import { PATTERN_COUNT, PATTERN_PIXELS, PATTERN_SIZE } from './patterns.ts'

/** Not every browser counts these as a performance caveat. */
const SOFTWARE_RENDERERS = /swiftshader|llvmpipe|softpipe|software|basic render/i

function isSoftware(gl: WebGL2RenderingContext): boolean {
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  const renderer: unknown = gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)
  return SOFTWARE_RENDERERS.test(String(renderer))
}

/** Asking takes 50 ms where there is none, and the answer stays the same as long as the page. */
let hasNone = false

/** Null where the page can have no WebGL 2, or none of a real graphics processor. */
export function createGpuLabels(redraw: () => void): LabelSurface | null {
  if (hasNone) return null
  const canvas = document.createElement('canvas')
  const gl = contextOf(canvas)
  hasNone = gl === null
  return gl && createLabelsOn(canvas, gl, redraw)
}

/** Asks ahead, so that the first photo does not wait for the answer. */
export function findGraphics(): void {
  createGpuLabels(() => undefined)?.dispose()
}

function contextOf(canvas: HTMLCanvasElement): WebGL2RenderingContext | null {
  const gl = canvas.getContext('webgl2', {
    antialias: false,
    depth: false,
    alpha: true,
    // Where the processor only pretends to be one, the picture is several times as fast.
    failIfMajorPerformanceCaveat: true,
  })
  if (gl === null || !isSoftware(gl)) return gl
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return null
}

/** On a canvas and its context, whatever draws it. */
export function createLabelsOn(
  canvas: HTMLCanvasElement,
  gl: WebGL2RenderingContext,
  redraw: () => void,
): LabelSurface {
  let scene = createScene(gl)
  let labelMap: LabelMap | null = null
  let look: LabelLook | null = null

  /** A graphics processor may be taken away; everything on it is made again when it comes back. */
  function restore(): void {
    scene = createScene(gl)
    if (labelMap !== null) scene.upload(labelMap)
    if (look !== null) scene.setLook(look)
    redraw()
  }
  const keepTrying = (event: Event): void => event.preventDefault()
  canvas.addEventListener('webglcontextlost', keepTrying)
  canvas.addEventListener('webglcontextrestored', restore)

  return {
    open(next) {
      if (Math.max(next.width, next.height) > gl.getParameter(gl.MAX_TEXTURE_SIZE)) return false
      labelMap = next
      scene.upload(next)
      return true
    },
    repaint(rect) {
      if (labelMap !== null && !isEmptyRect(rect)) scene.uploadPart(labelMap, rect)
    },
    setLook(next) {
      look = next
      scene.setLook(next)
    },
    draw(target, { camera, view, pixelRatio }) {
      if (labelMap === null || view.width === 0) return
      const width = Math.round(view.width * pixelRatio)
      const height = Math.round(view.height * pixelRatio)
      if (canvas.width !== width || canvas.height !== height)
        Object.assign(canvas, { width, height })
      gl.viewport(0, 0, width, height)
      gl.uniform3f(scene.uniform('camera'), camera.x, camera.y, camera.scale)
      gl.uniform2f(scene.uniform('screen'), height, pixelRatio)
      gl.drawArrays(gl.TRIANGLES, 0, 3)
      target.drawImage(canvas, 0, 0, view.width, view.height)
    },
    // Whether a texture that is sent ahead would save time was never measured.
    expect: () => undefined,
    dispose() {
      canvas.removeEventListener('webglcontextlost', keepTrying)
      canvas.removeEventListener('webglcontextrestored', restore)
      gl.getExtension('WEBGL_lose_context')?.loseContext()
    },
  }
}

interface Scene {
  uniform(name: string): WebGLUniformLocation | null
  upload(labelMap: LabelMap): void
  uploadPart(labelMap: LabelMap, rect: Rect): void
  setLook(look: LabelLook): void
}

const UNITS = { labels: 0, look: 1, patterns: 2 } as const

function createScene(gl: WebGL2RenderingContext): Scene {
  const program = buildProgram(gl)
  gl.useProgram(program)
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
  const uniforms = new Map<string, WebGLUniformLocation | null>()
  const uniform = (name: string): WebGLUniformLocation | null => {
    if (!uniforms.has(name)) uniforms.set(name, gl.getUniformLocation(program, name))
    return uniforms.get(name) ?? null
  }
  for (const [name, unit] of Object.entries(UNITS)) {
    gl.activeTexture(gl.TEXTURE0 + unit)
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture())
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
    gl.uniform1i(uniform(name), unit)
  }
  sendPatterns(gl)

  return {
    uniform,
    upload({ width, height, data }) {
      gl.activeTexture(gl.TEXTURE0 + UNITS.labels)
      gl.texImage2D(
        gl.TEXTURE_2D,
        0,
        gl.R8UI,
        width,
        height,
        0,
        gl.RED_INTEGER,
        gl.UNSIGNED_BYTE,
        data,
      )
      gl.uniform2i(uniform('size'), width, height)
    },
    uploadPart(labelMap, rect) {
      sendPart(gl, labelMap, rect)
    },
    setLook({ fill, line, marks, contourPx }) {
      const rows = new Uint8Array([...fill, ...line, ...marks])
      gl.activeTexture(gl.TEXTURE0 + UNITS.look)
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 3, 0, gl.RGBA, gl.UNSIGNED_BYTE, rows)
      gl.uniform1f(uniform('contour'), contourPx)
    },
  }
}

function sendPatterns(gl: WebGL2RenderingContext): void {
  const height = PATTERN_SIZE * PATTERN_COUNT
  gl.activeTexture(gl.TEXTURE0 + UNITS.patterns)
  gl.texImage2D(
    gl.TEXTURE_2D,
    0,
    gl.R8,
    PATTERN_SIZE,
    height,
    0,
    gl.RED,
    gl.UNSIGNED_BYTE,
    PATTERN_PIXELS,
  )
}

/** Reads the rectangle out of the map's own memory. */
function sendPart(gl: WebGL2RenderingContext, { width, data }: LabelMap, rect: Rect): void {
  gl.activeTexture(gl.TEXTURE0 + UNITS.labels)
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, width)
  gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, rect.x)
  gl.pixelStorei(gl.UNPACK_SKIP_ROWS, rect.y)
  gl.texSubImage2D(
    gl.TEXTURE_2D,
    0,
    rect.x,
    rect.y,
    rect.width,
    rect.height,
    gl.RED_INTEGER,
    gl.UNSIGNED_BYTE,
    data,
  )
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0)
  gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, 0)
  gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 0)
}

function buildProgram(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(type)
    if (shader === null) continue
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new StudioError(
      'unsupported',
      said`The graphics driver did not take the label shader: ${gl.getProgramInfoLog(program) ?? ''}. Update the driver, or start the studio with its graphics processor switched off.`,
    )
  }
  return program
}
