// A filter in words, for its chip and for undoing it.

import type { ComposerTranslation } from 'vue-i18n'
import { classKey } from '../classes/class-display.ts'
import { NOBODY } from './filters.ts'
import type { ClassChoice, Filter } from './filters.ts'

/** Locale key of a choice of the filter by class. */
export function classChoiceKey(choice: ClassChoice): string {
  if (typeof choice === 'number') return classKey(choice)
  return choice === 'noObject' ? 'browse.labels.none' : 'browse.labels.unknown'
}

/** Of a choice of the filter by annotator. */
export function annotatorText(name: string, t: ComposerTranslation): string {
  return name === NOBODY ? t('browse.nobody') : name
}

export function filterText(filter: Filter, t: ComposerTranslation): string {
  switch (filter.kind) {
    case 'search':
      return t('browse.chips.search', { text: filter.text.trim() })
    case 'users':
      return filter.users.join(', ')
    case 'states':
      return filter.states.map((state) => t(`labelStates.${state}`)).join(', ')
    case 'annotators':
      return filter.annotators.map((name) => annotatorText(name, t)).join(', ')
    case 'split':
      return t(filter.isInSplit ? 'browse.inSplit' : 'browse.outsideSplit')
    case 'classes': {
      const joint = filter.match === 'all' ? ' + ' : ', '
      return filter.classes.map((choice) => t(classChoiceKey(choice))).join(joint)
    }
    case 'issues':
      return t(filter.hasOpen ? 'browse.withIssue' : 'browse.withoutIssue')
    case 'otherPhoto':
      return t('browse.replaced')
    case 'groups':
      return filter.groups.map((n) => t('library.group', { n })).join(', ')
    case 'result': {
      const { runId, stage, checkpoint } = filter.result
      return `${runId} · ${t(`stages.${stage}.short`)} · ${t(`checkpoints.${checkpoint}.name`)}`
    }
    case 'fiou':
    case 'entropy': {
      const range = { from: Math.round(filter.from * 100), to: Math.round(filter.to * 100) }
      return t(`browse.chips.${filter.kind}`, range)
    }
  }
}
