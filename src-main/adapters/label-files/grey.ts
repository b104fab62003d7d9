// Plain grey masks: an 8-bit PNG for each image in SegmentationClass, and a JSON file that says which value is
// which class: {"0": "background", "15": "person"}, or the other way round.

import { z } from 'zod'
import { CLASS_COUNT, IGNORE_INDEX } from '../../core/labels/classes.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { nameOfValue } from '../../core/label-files/class-table.ts'
import { encodePng8 } from '../images/png8.ts'
import { namesByKey } from './label-codec.ts'
import type { LabelCodec } from './label-codec.ts'
import type { LabelSource } from './label-source.ts'
import { MASK_FOLDER, maskEntries } from './mask-folder.ts'
import { colourName } from './mask-names.ts'
import { lastPart, parseJsonFile } from './read-json.ts'

const CLASS_MAP = 'classes.json'

const classMapSchema = z.union([
  z.record(z.string().regex(/^\d{1,3}$/), z.string().min(1)),
  z.record(z.string().min(1), z.int().min(0).max(255)),
])

export const grey: LabelCodec = {
  format: 'grey',
  async open(source) {
    const names = await readClassMap(source)
    return maskEntries(source, {
      hasColours: false,
      ofValue: (value) => names.get(value) ?? `value ${value}`,
      ofColour: colourName,
      usesPalette: () => false,
    })
  },
  async *write(images) {
    for await (const { name, labelMap } of images) {
      yield { name: `${MASK_FOLDER}/${name}.png`, bytes: await encodePng8(labelMap, null) }
    }
    yield { name: CLASS_MAP, bytes: Buffer.from(formatClassMap()) }
  },
}

function formatClassMap(): string {
  const values = [...Array.from({ length: CLASS_COUNT }, (_, value) => value), IGNORE_INDEX]
  const names = Object.fromEntries(values.map((value) => [value, nameOfValue(value)]))
  return `${JSON.stringify(names, null, 2)}\n`
}

/** Error: invalidInput without a class map, corrupt when it is none. */
async function readClassMap(source: LabelSource): Promise<ReadonlyMap<number, string>> {
  const file = source.main ?? (await findClassMap(source))
  const content: Readonly<Record<string, string | number>> = parseJsonFile(
    await source.read(file),
    file,
    classMapSchema,
  )
  return namesByKey(
    Object.entries(content).map(([key, value]) =>
      typeof value === 'string' ? [Number(key), value] : [value, key],
    ),
  )
}

/** classes.json, or the only JSON file. */
async function findClassMap(source: LabelSource): Promise<string> {
  const files = (await source.files()).filter((path) => /\.json$/i.test(path))
  const found = files.find((path) => lastPart(path) === CLASS_MAP) ?? files[0]
  if (found !== undefined && (files.length === 1 || lastPart(found) === CLASS_MAP)) return found
  throw new StudioError(
    'invalidInput',
    said`${source.place}: expected ${CLASS_MAP}, which says the class of each value, found ${files.length} other JSON
      files; name it so, or choose the JSON file itself`,
  )
}
