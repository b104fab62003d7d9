// The keys that every language has, taken from English.

import type { browse } from './en/browse.ts'
import type { classes } from './en/classes.ts'
import type { editor } from './en/editor.ts'
import type { labels } from './en/labels.ts'
import type { library } from './en/library.ts'
import type { runs } from './en/runs.ts'
import type { shortcuts } from './en/shortcuts.ts'
import type { states } from './en/states.ts'
import type { shell } from './en/shell.ts'

export interface Messages {
  readonly shell: typeof shell
  readonly library: typeof library
  readonly browse: typeof browse
  readonly labels: typeof labels
  readonly runs: typeof runs
  readonly editor: typeof editor
  readonly shortcuts: typeof shortcuts
  readonly classes: typeof classes
  readonly states: typeof states
}
