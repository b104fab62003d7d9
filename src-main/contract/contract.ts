// Everything one may ask of the studio, on one page. Each domain's file says what comes back and what can fail.

import { assistContract } from './assist.ts'
import { imagesContract } from './images.ts'
import { labelRecordsContract } from './label-records.ts'
import { labelsContract } from './labels.ts'
import { secondLabelsContract } from './second-labels.ts'
import { rootContract } from './root.ts'
import { runsContract } from './runs.ts'
import { splitContract } from './split.ts'
import { systemContract } from './system.ts'
import { thumbnailsContract } from './thumbnails.ts'

export const contract = {
  system: systemContract,
  root: rootContract,
  images: imagesContract,
  thumbnails: thumbnailsContract,
  labels: labelsContract,
  split: splitContract,
  labelRecords: labelRecordsContract,
  secondLabels: secondLabelsContract,
  assist: assistContract,
  runs: runsContract,
}

export type Contract = typeof contract
