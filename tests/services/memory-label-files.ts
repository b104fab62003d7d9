// The LabelFiles port in memory.

import { StudioError } from '../../src-main/core/errors.ts'
import { nameOfValue } from '../../src-main/core/label-files/class-table.ts'
import type { NamedLabels } from '../../src-main/core/label-files/named-labels.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import type { LabelFiles } from '../../src-main/services/ports/label-files.ts'

/** What was written to a path is read from it; names are those of the class values. `/endless` is written until it is stopped. */
export function memoryLabelFiles(): LabelFiles {
  const written = new Map<string, Map<string, LabelMap>>()
  return {
    async open({ path }) {
      const images = written.get(path)
      if (images === undefined) throw new StudioError('notFound', `${path}: there is no such file`)
      return {
        names: [...images.keys()],
        async *read(photoOf) {
          for (const [name, labelMap] of images) {
            const key = { name, file: `${name}.png` }
            if (photoOf(name) === null) yield { ...key, kind: 'noPhoto' }
            else
              yield {
                ...key,
                kind: 'labels',
                labels: namedLabels(labelMap),
                notes: {},
                remarks: [],
              }
          }
        },
      }
    },
    async write({ path }, images, beforePlacing) {
      if (written.has(path)) throw new StudioError('conflict', `${path}: exists already`)
      const maps = new Map<string, LabelMap>()
      for await (const { name, labelMap } of images) maps.set(name, labelMap)
      while (path === '/endless') {
        beforePlacing()
        await new Promise((resolve) => setTimeout(resolve))
      }
      written.set(path, maps)
      return { notes: {}, byteCount: 0, annotations: null }
    },
  }
}

function namedLabels({ width, height, data }: LabelMap): NamedLabels {
  const names = Array.from({ length: 256 }, (_, value) => nameOfValue(value))
  return { width, height, names, data }
}
