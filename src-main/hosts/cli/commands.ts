// Every command of `pss`, listed once.

import type { Command } from './command.ts'
import { adapt } from './commands/adapt.ts'
import { demo } from './commands/demo.ts'
import { doctor } from './commands/doctor.ts'
import { evaluate } from './commands/evaluate.ts'
import { exportModels } from './commands/export.ts'
import { group } from './commands/group.ts'
import { imageLabels } from './commands/image-labels.ts'
import { importPhotos } from './commands/import.ts'
import { labels } from './commands/labels.ts'
import { predict } from './commands/predict.ts'
import { report } from './commands/report.ts'
import { serve } from './commands/serve.ts'
import { split } from './commands/split.ts'
import { status } from './commands/status.ts'
import { weights } from './commands/weights.ts'

export const COMMANDS: readonly Command[] = [
  importPhotos,
  status,
  labels,
  imageLabels,
  split,
  group,
  adapt,
  evaluate,
  predict,
  report,
  exportModels,
  weights,
  serve,
  doctor,
  demo,
]
