// Label records in memory. A mask's hash is its revision there.

import { StudioError } from '../../src-main/core/errors.ts'
import { totalSeconds } from '../../src-main/core/labels/active-time.ts'
import { stateWithoutRecord } from '../../src-main/core/labels/label-record.ts'
import type { LabelRecord } from '../../src-main/core/labels/label-record.ts'
import type { ListedImage } from '../../src-main/services/ports.ts'
import type { LabelRecordFiles } from '../../src-main/services/ports/label-record-files.ts'
import type {
  StoredLabelMap,
  StoredProvenance,
} from '../../src-main/services/ports/stored-labels.ts'

export interface MemoryRecords {
  /** What a listing takes from the record of "user/name". */
  listed(
    key: string,
    hasMask: boolean,
  ): Pick<
    ListedImage,
    | 'labelState'
    | 'activeSeconds'
    | 'annotator'
    | 'openIssueCount'
    | 'isOtherPhoto'
    | 'isGold'
    | 'isAdjudicated'
  >
  readonly files: LabelRecordFiles
}

export function memoryRecords(
  size: { readonly width: number; readonly height: number },
  revisionOf: (key: string) => string | undefined,
): MemoryRecords {
  const byKey = new Map<string, LabelRecord>()
  const paired = new Map<string, StoredLabelMap & StoredProvenance>()
  const stored = (key: string) => ({
    record: byKey.get(key) ?? null,
    photo: () => Promise.resolve({ sha256: '0'.repeat(64), ...size, orientation: 1 }),
    photoSha256: () => Promise.resolve('0'.repeat(64)),
    maskSha256: revisionOf(key) ?? null,
    provenanceSha256: null,
  })
  return {
    listed(key, hasMask) {
      const record = byKey.get(key)
      return {
        labelState: record === undefined ? stateWithoutRecord(hasMask) : record.state,
        activeSeconds: totalSeconds(record?.work ?? []),
        annotator: record?.annotator ?? null,
        isOtherPhoto: false,
        openIssueCount: (record?.issues ?? []).filter(({ isOpen }) => isOpen).length,
        isGold: (record?.gold ?? null) !== null,
        isAdjudicated: (record?.second?.settled ?? null) !== null,
      }
    },
    files: {
      readLabelRecord: ({ user, name }) => Promise.resolve(stored(`${user}/${name}`)),
      changeLabelRecord: async ({ user, name }, change) => {
        const key = `${user}/${name}`
        const next = await change(stored(key))
        if (next !== null) byKey.set(key, next)
      },
      readPairedMask: ({ user, name }, which) =>
        Promise.resolve(paired.get(`${user}/${name}.${which}`) ?? null),
      savePairedMask: async ({ user, name, which }, labels, expected, beforeWrite) => {
        const key = `${user}/${name}.${which}`
        const stored = paired.get(key)?.revision ?? null
        if (stored !== expected) throw new StudioError('conflict', 'the mask was changed meanwhile')
        const revision = `${which}-${Number(stored?.split('-')[1] ?? 0) + 1}`
        await beforeWrite?.(revision)
        paired.set(key, { ...labels, revision, note: null })
        return { revision, byteCount: labels.labelMap.data.length }
      },
    },
  }
}
