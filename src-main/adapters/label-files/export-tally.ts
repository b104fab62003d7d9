// What an export comes to while it is made: bytes, annotations, and what the format could not carry.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { addNotes } from '../../core/label-files/formats.ts'
import type { LabelNotes } from '../../core/label-files/formats.ts'
import type { AnnotationCount } from '../../core/label-files/component-wish.ts'
import type { WrittenLabels } from '../../services/ports/label-files.ts'
import type { FileContent } from '../files/file-system.ts'
import type { NewFile } from '../files/write-new-folder.ts'
import type { ExportWish } from './label-codec.ts'

export interface ExportTally extends Pick<ExportWish, 'note' | 'annotated'> {
  /** The same files, counted as they are taken. */
  counting(files: AsyncIterable<NewFile>): AsyncGenerator<NewFile>
  result(): WrittenLabels
}

/** `mostAnnotations`: null for however many. */
export function createExportTally(mostAnnotations: number | null): ExportTally {
  let notes: LabelNotes = {}
  let byteCount = 0
  let annotations: AnnotationCount | null = null

  async function* counted(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of parts) {
      byteCount += part.length
      yield part
    }
  }

  function countedContent(content: FileContent): FileContent {
    if (!(content instanceof Uint8Array)) return counted(content)
    byteCount += content.length
    return content
  }

  return {
    note: (more) => (notes = addNotes(notes, more)),
    annotated(name, count) {
      const { count: before, busiest } = annotations ?? { count: 0, busiest: { name, count: 0 } }
      annotations = {
        count: before + count,
        busiest: count > busiest.count ? { name, count } : busiest,
      }
      if (mostAnnotations === null || annotations.count <= mostAnnotations) return
      throw tooMany(annotations, mostAnnotations)
    },
    async *counting(files) {
      for await (const { name, bytes } of files) yield { name, bytes: countedContent(bytes) }
    },
    result: () => ({ notes, byteCount, annotations }),
  }
}

function tooMany({ busiest }: AnnotationCount, most: number): StudioError {
  return new StudioError(
    'invalidInput',
    said`expected at most ${most} annotations in one file, but there are more; up to there "${busiest.name}" has the most,
      ${busiest.count}. Nothing was written: join or leave out small components, clean that mask, or allow any number`,
  )
}
