// Simplified Chinese: the sentences of the studio (said.ts), by their English templates. Here and not among the texts of
// the window, because dialogs of the desktop say them too. Loaded when it is needed; a test holds it to the templates in
// the sources.

import type { SaidLanguage } from './said.ts'
import { saidOfFiles } from './said-in-chinese/files.ts'
import { saidOfImages } from './said-in-chinese/images.ts'
import { saidOfLabels } from './said-in-chinese/labels.ts'
import { saidOfRuns } from './said-in-chinese/runs.ts'
import { saidOfTraining } from './said-in-chinese/training.ts'
import { saidOfExchange } from './said-in-chinese/exchange.ts'
import { saidInWindow } from './said-in-chinese/window.ts'

export const CHINESE: SaidLanguage = {
  catalogue: {
    ...saidOfFiles,
    ...saidOfImages,
    ...saidOfLabels,
    ...saidOfRuns,
    ...saidOfTraining,
    ...saidOfExchange,
    ...saidInWindow,
  },
  colon: '：',
  separators: { ', ': '、', '; ': '；' },
}
