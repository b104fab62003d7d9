// The erasers: brushes with a size of their own. One leaves background, the other what nobody has labelled.

import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import { createStrokeTool } from './brush.ts'
import type { Tool, ToolHost } from './tool.ts'

export function createEraser(host: ToolHost): Tool {
  return createStrokeTool(host, {
    id: 'eraser',
    valueOf: () => 0,
    radius: () => host.settings().eraserRadius,
  })
}

export function createUnlabel(host: ToolHost): Tool {
  return createStrokeTool(host, {
    id: 'unlabel',
    valueOf: () => UNLABELLED,
    radius: () => host.settings().unlabelRadius,
  })
}
