// Label files of the studio fixture: one new mask, one that is kept unless it may be replaced, one of an unknown
// class until a person chooses, and one photo that is not there.

import type { implement } from '@orpc/server'
import type { contract } from '../../src-main/contract/contract.ts'
import type { ComponentWish } from '../../src-main/core/label-files/component-wish.ts'
import type { LabelImportReport } from '../../src-main/contract/labels.ts'

export interface LabelWish {
  readonly user: string
  readonly format: string
  readonly path: string
  readonly classes?: Readonly<Record<string, string>>
  readonly isReplacing?: boolean
  readonly isTurning?: boolean
  readonly isDryRun?: boolean
  readonly voidRingPx?: number
  readonly choices?: readonly string[]
  readonly components?: ComponentWish
}

type Labels = ReturnType<typeof implement<typeof contract>>['labels']

export function labelFileHandlers(os: Labels, wishes: LabelWish[]) {
  return {
    import: os.import.handler(async function* ({ input, signal }) {
      wishes.push(input)
      const written = input.isDryRun ? 0 : 1
      yield { type: 'progress' as const, done: 1, total: 4, file: 'photo00.png', written }
      if (isEndless(input) && !input.isDryRun) await untilStopped(signal)
      yield { type: 'finished' as const, report: reportOf(input) }
    }),
    export: os.export.handler(async function* ({ input, signal }) {
      wishes.push(input)
      yield { type: 'progress' as const, done: 1, total: 4, file: 'photo01' }
      if (isEndless(input)) await untilStopped(signal)
      const ring = input.voidRingPx > 0 ? { ringPixels: 31 } : {}
      const notes = { namedVoidPixels: 77, ...ring }
      const isByComponent = input.choices.includes('componentMasks')
      const other = { kind: 'conflict' as const, file: input.path, message: '"PHOTO01" beside "photo01"' } // prettier-ignore
      const foreignNames = input.format === 'voc' ? [other] : []
      const busiest = { name: 'photo03', count: 61_204 }
      const annotations = isByComponent ? { count: 84_213, busiest } : null
      const report = { path: input.path, imageCount: 4, notes, byteCount: 5_200_000, annotations, skipped: [], foreignNames } // prettier-ignore
      yield { type: 'finished' as const, report }
    }),
  }
}

/** An export to there, or an import from there, has no end but being stopped. */
function isEndless({ path }: { readonly path: string }): boolean {
  return path.startsWith('/endless')
}

function untilStopped(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('stopped')))
  })
}

function reportOf({
  classes,
  isReplacing,
  isTurning,
  isDryRun,
}: Required<
  Pick<LabelWish, 'classes' | 'isReplacing' | 'isTurning' | 'isDryRun'>
>): LabelImportReport {
  // prettier-ignore
  const none = { labelledPixels: 0, replacedPixels: 0, remarks: [], detail: null }
  const couch = classes['couch'] ?? null
  return {
    isDryRun,
    classes: [
      { name: 'couch', className: couch, pixels: 40, images: 1 },
      { name: 'person', className: 'person', pixels: 900, images: 3 },
    ],
    rows: [
      { ...none, name: 'photo01', file: 'photo01.png', outcome: 'new', labelledPixels: 300 },
      { ...none, name: 'photo00', file: 'photo00.png', outcome: isReplacing ? 'replaces' : 'kept', replacedPixels: 25 }, // prettier-ignore
      { ...none, name: 'photo02', file: 'photo02.png', outcome: couch === null ? 'unknownClass' : 'new', detail: couch === null ? 'couch' : null }, // prettier-ignore
      isTurning
        ? {
            ...none,
            name: 'photo03',
            file: 'photo03.png',
            outcome: 'new',
            remarks: ['turned', 'inColours'],
          }
        : {
            ...none,
            name: 'photo03',
            file: 'photo03.png',
            outcome: 'turned',
            detail: '10 × 20 ≠ 20 × 10',
          },
      { ...none, name: 'other', file: 'other.png', outcome: 'noPhoto' },
    ],
    notes: { mergedObjects: 12 },
  }
}

type ImportProcedure = ReturnType<typeof implement<typeof contract>>['root']['importUser']

/** Photos of the folder `/endless` never come to an end. */
export function importUserHandler(os: ImportProcedure) {
  return os.handler(async function* ({ input, signal }) {
    yield { type: 'progress' as const, done: 1, total: 4, file: 'a.jpg' }
    if (input.folder === '/endless') await untilStopped(signal)
    const report = { user: input.user, imported: 1, skipped: [], validationSplit: ['a'] }
    yield { type: 'finished' as const, report }
  })
}
