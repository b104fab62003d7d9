// The built renderer as files below one folder. Never reads outside it, and never lists it.

import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export interface StaticFile {
  readonly bytes: Uint8Array
  readonly contentType: string
  /** True for file names that hold a hash of their content. */
  readonly isImmutable: boolean
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
}

/** The file of a URL path; the pages of the router (no extension) are index.html. Null: no such file. */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | null> {
  const relative = safeRelativePath(urlPath)
  if (relative === null) return null
  const file = extname(relative) === '' ? 'index.html' : relative
  const contentType = CONTENT_TYPES[extname(file).toLowerCase()]
  if (contentType === undefined) return null
  const bytes = await readOrNull(join(folder, file))
  return bytes && { bytes, contentType, isImmutable: file.startsWith(`assets${sep}`) }
}

function safeRelativePath(urlPath: string): string | null {
  const decoded = decodeOrNull(urlPath)
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return null
  const segments = decoded.split('/')
  if (segments.some((segment) => segment.startsWith('.') || segment.includes(':'))) return null
  return normalize(segments.filter((segment) => segment !== '').join(sep))
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null
    throw error
  }
}
