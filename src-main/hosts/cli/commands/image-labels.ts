// pss image-labels: which classes are in the photos of a user, told and changed.

import { VOC_CLASSES, classIndexOf } from '../../../core/labels/classes.ts'
import { StudioError } from '../../../core/errors.ts'
import { JSON_OPTION, ROOT_OPTION, USER_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import { table } from '../format.ts'
import { withClient } from '../open-client.ts'
import { UsageError } from '../usage-error.ts'

const NAME = 'image-labels'
const UNKNOWN = 'unknown'

export const imageLabels: Command = {
  name: NAME,
  summary: 'tell or change which classes are in the photos of a user',
  words: '[PHOTO ...]',
  details: [
    'Without --classes: the photos, or those named, with their classes. With --classes dog,person the named',
    'photos get these classes in place of theirs; --classes none says that no object is in them, and',
    `--classes ${UNKNOWN} that nothing is known. imgLabelList.txt is written whole or not at all.`,
  ].join('\n'),
  options: {
    ...ROOT_OPTION,
    ...USER_OPTION,
    classes: {
      value: 'A,B',
      description: `class names, none or ${UNKNOWN}; changes the named photos`,
    },
    ...JSON_OPTION,
  },
  async run(values, output) {
    const user = values.text('user')
    const wanted = values.optionalText('classes')
    if (wanted !== undefined && values.words.length === 0) {
      throw new UsageError('--classes changes the photos that are named; name one', NAME)
    }
    await withClient(values.text('root'), output, async ({ api }) => {
      if (wanted !== undefined) {
        const classes = parseClasses(wanted)
        await api.images.setLabels({
          user,
          labels: values.words.map((name) => ({ name, classes })),
        })
      }
      const images = await api.images.list({ user })
      const named = new Set(values.words)
      const told = images.filter(({ name }) => named.size === 0 || named.has(name))
      const absent = values.words.find((word) => !told.some(({ name }) => name === word))
      if (absent !== undefined) throw new StudioError('notFound', `user ${user} has no image "${absent}"`) // prettier-ignore
      const rows = told.map(({ name, imageLabels: own }) => ({ name, classes: own?.map((c) => VOC_CLASSES[c] ?? '') ?? null })) // prettier-ignore
      if (values.flag('json')) return output.printJson(rows)
      output.print(table(rows.map(({ name, classes }) => [name, textOf(classes)])))
    })
  },
}

function parseClasses(text: string): number[] | null {
  if (text === UNKNOWN) return null
  if (text === 'none') return []
  return text.split(',').map((name) => classIndexOf(name.trim()))
}

function textOf(classes: readonly string[] | null): string {
  if (classes === null) return UNKNOWN
  return classes.length === 0 ? 'none' : classes.join(', ')
}
