// Simplified Chinese, complete: its types and a test hold it to the keys of English.

import { shell } from './zh-cn/shell.ts'
import { library } from './zh-cn/library.ts'
import { browse } from './zh-cn/browse.ts'
import { labels } from './zh-cn/labels.ts'
import { runs } from './zh-cn/runs.ts'
import { states } from './zh-cn/states.ts'
import { classes } from './zh-cn/classes.ts'
import { editor } from './zh-cn/editor.ts'
import { shortcuts } from './zh-cn/shortcuts.ts'
import { look } from './zh-cn/look.ts'

export const zhCn = {
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
