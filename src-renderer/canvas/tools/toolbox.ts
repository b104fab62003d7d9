// All tools on one label map. The list is explicit; a tool not listed here does not exist.

import { createBrush } from './brush.ts'
import { createCopy } from './copy.ts'
import { createEraser, createUnlabel } from './eraser.ts'
import { createFill } from './fill.ts'
import { createGrabcut } from './grabcut.ts'
import { createLasso } from './lasso.ts'
import { createPick } from './pick.ts'
import { createPolygon } from './polygon.ts'
import { createScissors } from './scissors.ts'
import { createSelect } from './select.ts'
import { createSmartClick } from './smart-click.ts'
import { createSuperpixel } from './superpixel.ts'
import { createWand } from './wand.ts'
import { createWatershed } from './watershed.ts'
import type { Tool, ToolHost, ToolId } from './tool.ts'

export function createToolbox(host: ToolHost): Record<ToolId, Tool> {
  return {
    brush: createBrush(host),
    eraser: createEraser(host),
    unlabel: createUnlabel(host),
    polygon: createPolygon(host),
    lasso: createLasso(host),
    fill: createFill(host),
    wand: createWand(host),
    smart: createSmartClick(host),
    superpixel: createSuperpixel(host),
    scissors: createScissors(host),
    watershed: createWatershed(host),
    grabcut: createGrabcut(host),
    copy: createCopy(host),
    select: createSelect(host),
    pick: createPick(host),
  }
}
