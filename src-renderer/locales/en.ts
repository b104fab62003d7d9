// English: the reference for the keys of every language.

import { shell } from './en/shell.ts'
import { library } from './en/library.ts'
import { browse } from './en/browse.ts'
import { labels } from './en/labels.ts'
import { runs } from './en/runs.ts'
import { states } from './en/states.ts'
import { classes } from './en/classes.ts'
import { editor } from './en/editor.ts'
import { shortcuts } from './en/shortcuts.ts'
import { look } from './en/look.ts'

export const en = {
  ...shell,
  ...library,
  ...browse,
  ...labels,
  ...runs,
  ...editor,
  ...shortcuts,
  ...classes,
  ...look,
  ...states,
}
