// Simplified Chinese: the sentences of the studio (src-main/core/said.ts), by their English templates. Loaded when it is
// needed; a test holds it to the templates in the sources.

import type { SaidCatalogue } from '../../../src-main/core/said.ts'
import { saidOfFiles } from './said/files.ts'
import { saidOfImages } from './said/images.ts'
import { saidOfLabels } from './said/labels.ts'
import { saidOfRuns } from './said/runs.ts'
import { saidOfTraining } from './said/training.ts'
import { saidOfExchange } from './said/exchange.ts'
import { saidInWindow } from './said/window.ts'

export const saidInChinese: SaidCatalogue = {
  ...saidOfFiles,
  ...saidOfImages,
  ...saidOfLabels,
  ...saidOfRuns,
  ...saidOfTraining,
  ...saidOfExchange,
  ...saidInWindow,
}
