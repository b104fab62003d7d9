// Label records of the studio fixture: core's rules over records in memory.

import type { implement } from '@orpc/server'
import type { contract } from '../../src-main/contract/contract.ts'
import type { PhotoLabels } from '../../src-main/contract/label-records.ts'
import type { RootSettings } from '../../src-main/contract/root.ts'
import { mergeWork } from '../../src-main/core/labels/active-time.ts'
import { withIssueState } from '../../src-main/core/labels/label-issues.ts'
import {
  changeState,
  newRecord,
  stateWithoutRecord,
} from '../../src-main/core/labels/label-record.ts'
import type { LabelRecord } from '../../src-main/core/labels/label-record.ts'
import { requireFree } from '../../src-main/services/label-editing/leases.ts'
import type { PhotoDesk } from '../../src-main/services/label-editing/photo-desk.ts'
import { toRpcError } from '../../src-main/services/rpc-errors.ts'

type RecordProcedures = ReturnType<typeof implement<typeof contract>>['labelRecords']

export interface LabelRecordState {
  /** By image name. */
  readonly records: Map<string, LabelRecord>
  /** Photos that are not the labelled ones, by "user/name". */
  readonly otherPhotos: Set<string>
  readonly desk: Pick<PhotoDesk, 'alone'>
  settings: RootSettings
  hasMask(name: string): boolean
  beforeAct?(name: string): Promise<unknown> | undefined
}

export const AT = '2026-11-24T10:15:00.000Z'
const PHOTO = { sha256: '0'.repeat(64), width: 40, height: 30, orientation: 1 }

export function recordOf(state: LabelRecordState, name: string): LabelRecord {
  return state.records.get(name) ?? newRecord(PHOTO, state.hasMask(name))
}

export function labelRecordHandlers(os: RecordProcedures, state: LabelRecordState) {
  const labelsOf = (name: string): PhotoLabels => {
    const record = state.records.get(name)
    return {
      state: record?.state ?? stateWithoutRecord(state.hasMask(name)),
      record: (record as PhotoLabels['record'] | undefined) ?? null,
    }
  }
  const keep = (name: string, record: LabelRecord): PhotoLabels => {
    state.records.set(name, record)
    return labelsOf(name)
  }
  return {
    get: os.get.handler(({ input }) => labelsOf(input.name)),
    act: os.act.handler(async ({ input }) => {
      const { name, annotator, action, skipReason, work } = input
      await state.beforeAct?.(name)
      const context = {
        by: annotator,
        at: AT,
        photo: name,
        hasMask: state.hasMask(name),
        maskSha256: '1'.repeat(64),
        isSingleAnnotator: state.settings.isSingleAnnotator,
        ...(skipReason === undefined ? {} : { skipReason }),
      }
      const record = recordOf(state, name)
      try {
        return keep(name, { ...changeState(record, action, context), work: mergeWork(record.work, work) }) // prettier-ignore
      } catch (error) {
        throw toRpcError(error, { log: () => undefined })
      }
    }),
    acceptPhoto: os.acceptPhoto.handler(({ input: { user, name } }) =>
      state.desk.alone({ user, name }, async (holder) => {
        try {
          requireFree({ user, name }, holder)
        } catch (error) {
          throw toRpcError(error, { log: () => undefined })
        }
        state.otherPhotos.delete(`${user}/${name}`)
        return labelsOf(name)
      }),
    ),
    addWork: os.addWork.handler(({ input }) => {
      const record = state.records.get(input.name)
      if (record === undefined) return labelsOf(input.name)
      return keep(input.name, { ...record, work: mergeWork(record.work, input.work) })
    }),
    workLog: os.workLog.handler(() => ({ stretches: [], damagedLines: 0 })),
    addIssue: os.addIssue.handler(({ input }) => {
      const { name, annotator, kind, classValue, region, comment, assignee } = input
      const issue = { kind, classValue, region, comment, assignee }
      const record = recordOf(state, name)
      const id = `issue-${record.issues.length + 1}`
      const by = { createdBy: annotator, createdAt: AT, changedBy: annotator, changedAt: AT }
      return keep(name, {
        ...record,
        issues: [...record.issues, { ...issue, ...by, id, isOpen: true }],
      })
    }),
    setIssueOpen: os.setIssueOpen.handler(({ input }) => {
      const record = recordOf(state, input.name)
      const { id, isOpen, annotator } = input
      const change = { id, isOpen, changedBy: annotator, changedAt: AT }
      return keep(input.name, { ...record, issues: withIssueState(record.issues, change) })
    }),
  }
}
