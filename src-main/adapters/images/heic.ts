// HEIC pixels by libheif (WebAssembly), because sharp's build has no HEVC decoder. The rotation
// stored in the file is applied by libheif.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { RgbImage } from '../../services/ports.ts'

interface HeifResult {
  readonly code?: number
  readonly message?: string
}

interface HeifChannel {
  readonly id: unknown
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly data: Uint8Array
}

interface HeifPixels extends HeifResult {
  readonly image: unknown
  readonly channels?: readonly HeifChannel[]
}

/** The part of libheif's bindings used here; the package's own types say `any`. */
interface LibHeif {
  heif_context_alloc(): unknown
  heif_context_free(context: unknown): void
  heif_context_read_from_memory(
    context: unknown,
    bytes: Uint8Array,
  ): { code: unknown; message: string }
  heif_js_context_get_primary_image_handle(context: unknown): HeifResult | null
  heif_image_handle_release(handle: unknown): void
  heif_js_decode_image2(
    handle: unknown,
    colour: unknown,
    chroma: unknown,
  ): Promise<HeifPixels | null>
  heif_image_release(image: unknown): void
  readonly heif_error_code: { readonly heif_error_Ok: unknown }
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown }
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGB: unknown }
}

/** Upright 8-bit RGB of the primary image. Error: corrupt, naming `file`. */
export async function decodeHeic(bytes: Uint8Array, file: string): Promise<RgbImage> {
  const libheif = await loadLibHeif()
  const context = libheif.heif_context_alloc()
  try {
    const read = libheif.heif_context_read_from_memory(context, bytes)
    if (read.code !== libheif.heif_error_code.heif_error_Ok) throw damaged(file, read.message)
    const handle = libheif.heif_js_context_get_primary_image_handle(context)
    if (handle === null || isError(handle)) throw damaged(file, handle?.message)
    try {
      return await decodeHandle(libheif, handle, file)
    } finally {
      libheif.heif_image_handle_release(handle)
    }
  } finally {
    libheif.heif_context_free(context)
  }
}

async function decodeHandle(libheif: LibHeif, handle: unknown, file: string): Promise<RgbImage> {
  const pixels = await libheif.heif_js_decode_image2(
    handle,
    libheif.heif_colorspace.heif_colorspace_RGB,
    libheif.heif_chroma.heif_chroma_interleaved_RGB,
  )
  const channel = pixels?.channels?.[0]
  if (pixels === null || channel === undefined) throw damaged(file, pixels?.message)
  const { width, height, stride } = channel
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    data.set(channel.data.subarray(y * stride, y * stride + width * 3), y * width * 3)
  }
  libheif.heif_image_release(pixels.image)
  return { width, height, data }
}

/** A handle is an object without code; an error carries one. */
function isError(result: HeifResult): boolean {
  return result.code !== undefined
}

/** Loaded on the first HEIC only: it takes 0.1 s and 30 MB. Node caches the module. */
async function loadLibHeif(): Promise<LibHeif> {
  const module: { readonly default: unknown } = await import('libheif-js/wasm-bundle.js')
  return module.default as LibHeif
}

function damaged(file: string, reason: string | undefined): StudioError {
  return new StudioError(
    'corrupt',
    said`${file}: expected a complete HEIC image, but it cannot be decoded
      (${reason ?? said`no reason given`}); replace it by an intact copy`,
  )
}
