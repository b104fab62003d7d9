// Finds the JSON file of a COCO data set, of either kind.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { LabelSource } from './label-source.ts'

/** The named file, or the only JSON file of a folder or archive. Error: invalidInput. */
export async function findCocoFile(source: LabelSource): Promise<string> {
  if (source.main !== null) return source.main
  const files = (await source.files()).filter((file) => /\.json$/i.test(file))
  const [only] = files
  if (only !== undefined && files.length === 1) return only
  throw new StudioError(
    'invalidInput',
    said`${source.place}: expected one JSON file, found ${files.length}; choose the file itself`,
  )
}
