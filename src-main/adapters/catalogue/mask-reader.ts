// Masks that the catalogue does not know, read a few at a time: each version once, whoever asks for it, and with word of
// how far that is.

import { availableParallelism } from 'node:os'
import type { MasksRead } from '../../contract/root.ts'
import { createGate } from '../files/map-concurrent.ts'
import type { MaskRecord } from './catalogue.ts'
import { examineMask } from './examine-mask.ts'
import type { FileStamp } from './file-stamps.ts'

export interface MaskReader {
  /** As examineMask. Callers of one version share the work. */
  read(path: string, stamp: FileStamp, label: string): Promise<MaskRecord>
  /** Tells from now on how far the reading is, after each mask. */
  watch(tell: (read: MasksRead) => void): void
}

/** One unpacks while another is counted; each is as large as its photo has pixels. */
const CONCURRENCY = Math.max(3, Math.min(8, availableParallelism() + 1))

export function createMaskReader(): MaskReader {
  const gate = createGate(CONCURRENCY)
  const underWay = new Map<string, Promise<MaskRecord>>()
  const watchers = new Set<(read: MasksRead) => void>()
  let [done, total] = [0, 0]

  function ended(id: string): void {
    underWay.delete(id)
    done += 1
    for (const tell of watchers) tell({ done, total })
    if (underWay.size === 0) [done, total] = [0, 0]
  }

  return {
    read(path, stamp, label) {
      const id = JSON.stringify([path, stamp.modifiedMs, stamp.byteSize])
      const running = underWay.get(id)
      if (running !== undefined) return running
      total += 1
      const work = gate(() => examineMask(path, stamp, label)).finally(() => ended(id))
      underWay.set(id, work)
      return work
    },
    watch: (tell) => void watchers.add(tell),
  }
}
