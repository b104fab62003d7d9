// Reads a mask once and keeps what listings need: its size, its revision, the pixels per value
// and the regions of each class.

import { readFile } from 'node:fs/promises'
import { contentsOf } from '../../core/metrics/instances.ts'
import { requireLabelValues } from '../../core/labels/label-map.ts'
import { shortHash } from '../../core/bytes/short-hash.ts'
import { sha256Of } from '../files/sha256.ts'
import { decodeLabelPng } from '../images/label-png.ts'
import type { MaskRecord } from './catalogue.ts'
import type { FileStamp } from './file-stamps.ts'
import { findingOf } from './finding.ts'

/** Short name of stored bytes. */
export function revisionOf(bytes: Uint8Array): string {
  return shortHash(sha256Of(bytes))
}

/** Never throws for a bad mask: the record then carries the finding. */
export async function examineMask(
  path: string,
  stamp: FileStamp,
  label: string,
): Promise<MaskRecord> {
  let revision = ''
  try {
    const bytes = await readFile(path)
    revision = revisionOf(bytes)
    const labelMap = await decodeLabelPng(bytes, label)
    const { pixels, regions } = contentsOf(labelMap)
    requireLabelValues(pixels, label)
    const [counts, instances] = [occurring(pixels), occurring(regions)]
    const { width, height } = labelMap
    return { ...stamp, width, height, revision, counts, instances, finding: null }
  } catch (error) {
    const unknown = { width: 0, height: 0, revision, counts: [], instances: [] }
    return { ...stamp, ...unknown, finding: findingOf(error, label, path) }
  }
}

function occurring(counts: Uint32Array): [number, number][] {
  return [...counts.entries()].filter(([, count]) => count > 0)
}
