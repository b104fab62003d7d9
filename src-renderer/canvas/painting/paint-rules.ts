// What tools may paint and how: the settings of a person, and the rule of the session with locks and modes applied.

import { usePreferences } from '../../stores/preferences.ts'
import { tipRadius } from './brush-size.ts'
import type { EditorSettings } from '../editor-settings.ts'
import type { LabelSession } from './label-session.ts'
import { isFree, mayPaintBy } from './paint-policy.ts'
import type { ToolHost } from '../tools/tool.ts'

export function paintRules(
  session: LabelSession,
  settings: EditorSettings,
): Pick<ToolHost, 'labelMap' | 'settings' | 'rule' | 'keepTolerance'> {
  const preferences = usePreferences()
  const radius = (kept: number): number =>
    tipRadius(kept, preferences.isScreenSize ? settings.scale : 1)
  return {
    labelMap: session.labelMap,
    settings: () => ({
      activeClass: settings.activeClass,
      brushRadius: radius(preferences.brushRadius),
      eraserRadius: radius(preferences.eraserRadius),
      unlabelRadius: radius(preferences.unlabelRadius),
      tip: preferences.brushTip,
      isPressureSize: preferences.isPressureSize,
      wandTolerance: preferences.wandTolerance,
      isWandContiguous: preferences.isWandContiguous,
      cellLevel: preferences.cellLevel,
      edgeThreshold: preferences.edgeThreshold,
      bandPx: preferences.bandPx,
    }),
    keepTolerance: (tolerance) => (preferences.wandTolerance = tolerance),
    rule(value, isCareful) {
      if (isFree(settings, isCareful)) return session.rule(value)
      const mayPaint = mayPaintBy(settings, isCareful)
      return session.rule(value, (existing) => mayPaint(value, existing))
    },
  }
}
