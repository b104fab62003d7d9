import { describe, expect, test } from 'vitest'
import { countFacets } from '../../../src-renderer/browse/facets.ts'
import {
  NOBODY,
  NO_FILTERS,
  NO_SCORES,
  filterImages,
  toggled,
  withFilter,
  withoutFilter,
} from '../../../src-renderer/browse/filters.ts'
import type { ClassChoice, Filter } from '../../../src-renderer/browse/filters.ts'
import { LIST_ORDER, orderImages } from '../../../src-renderer/browse/order.ts'
import { imagesOf, names, scoresOf } from './images.ts'

const images = imagesOf('ada', 12)
const both = [...images, ...imagesOf('ben', 3)]

function left(...filters: readonly Filter[]): string[] {
  return names(filterImages(both, filters, scoresOf(images)))
}

const RESULT: Filter = {
  kind: 'result',
  result: { runId: 'run-1', stage: 'stage2', checkpoint: 'last' },
}

describe('the filter stack', () => {
  test('without a filter leaves every image, as the same list', () => {
    expect(filterImages(images, NO_FILTERS, NO_SCORES)).toBe(images)
  })

  test('narrows with every filter, whatever the order they were added in', () => {
    const [first, last] = [images[0]!, images[11]!]
    const state: Filter = { kind: 'states', states: [first.labelState] }
    const group: Filter = { kind: 'groups', groups: [2] }
    expect(left(state)).toEqual(names(both.filter((i) => i.labelState === first.labelState)))
    expect(left(state, group)).toEqual(['photo06'])
    expect(left(group, state)).toEqual(left(state, group))
    expect(left({ kind: 'states', states: [first.labelState, last.labelState] })).toHaveLength(10)
    expect(left({ kind: 'search', text: ' PHOTO1' })).toEqual(['photo10', 'photo11'])
    expect(left({ kind: 'users', users: ['ben'] })).toHaveLength(3)
    expect(left({ kind: 'split', isInSplit: false })).toHaveLength(5)
  })

  test('asks for any of the classes, or for all of them', () => {
    const two = { ...images[0]!, name: 'both', classes: [12, 15] }
    const find = (match: 'any' | 'all'): string[] =>
      names(filterImages([...images, two], [{ kind: 'classes', classes: [12, 15], match }], NO_SCORES)) // prettier-ignore
    expect(find('all')).toEqual(['both'])
    expect(find('any')).toHaveLength(9)
  })

  test('finds photos without an object, and those that nobody has looked at', () => {
    const [bare, unknown, empty] = ['bare', 'unknown', 'empty'].map((name) => ({
      ...images[0]!,
      name,
      classes: [],
      hasMask: name === 'empty',
      imageLabels: name === 'bare' ? [] : null,
    }))
    const find = (classes: readonly ClassChoice[]): string[] =>
      names(filterImages([images[0]!, bare!, unknown!, empty!], [{ kind: 'classes', classes, match: 'any' }], NO_SCORES)) // prettier-ignore
    expect(find(['noObject'])).toEqual(['bare', 'empty'])
    expect(find(['unknown'])).toEqual(['unknown'])
    expect(find(['unknown', 'noObject'])).toHaveLength(3)
    const { classes } = countFacets([bare!, unknown!, empty!], NO_FILTERS, NO_SCORES)
    expect([...classes]).toEqual([['noObject', 2], ['unknown', 1]]) // prettier-ignore
  })

  test('finds photos with open issues', () => {
    const flagged = images.map((image, at) => ({ ...image, openIssueCount: at < 2 ? 1 : 0 }))
    const find = (hasOpen: boolean) => filterImages(flagged, [{ kind: 'issues', hasOpen }], NO_SCORES) // prettier-ignore
    expect(names(find(true))).toEqual(['photo00', 'photo01'])
    expect(find(false)).toHaveLength(10)
    const filtered = countFacets(flagged, [{ kind: 'issues', hasOpen: true }], NO_SCORES)
    expect(filtered.issues).toEqual({ open: 2, none: 10 })
  })

  test('finds what a person labelled, and what nobody gave a name to', () => {
    const labelled = images.map((image, at) => ({
      ...image,
      annotator: ['bob', 'ann'][at] ?? null,
    }))
    const find = (...annotators: string[]): string[] =>
      names(filterImages(labelled, [{ kind: 'annotators', annotators }], NO_SCORES))
    expect(find('ann')).toEqual(['photo01'])
    expect(find('ann', NOBODY)).toHaveLength(11)
    expect(withFilter([{ kind: 'annotators', annotators: ['ann'] }], { kind: 'annotators', annotators: [] })).toEqual([]) // prettier-ignore
    const { annotators } = countFacets(labelled, NO_FILTERS, NO_SCORES)
    expect([...annotators]).toEqual([['ann', 1], ['bob', 1], [NOBODY, 10]]) // prettier-ignore
  })

  test('leaves photos without a score out of a result and its ranges, ends included', () => {
    expect(left(RESULT)).toHaveLength(12)
    expect(left(RESULT, { kind: 'fiou', from: 0.25, to: 0.5 })).toEqual(['photo03', 'photo04', 'photo05', 'photo06']) // prettier-ignore
    expect(left(RESULT, { kind: 'entropy', from: 0.9, to: 1 })).toEqual(['photo00', 'photo01'])
  })

  test('holds one filter of a kind in its place, and drops one that lets all pass', () => {
    const search: Filter = { kind: 'search', text: 'a' }
    const groups: Filter = { kind: 'groups', groups: [1] }
    const stack = withFilter(withFilter(NO_FILTERS, search), groups)
    const changed: Filter = { kind: 'search', text: 'ab' }
    expect(withFilter(stack, changed)).toEqual([changed, groups])
    expect(withFilter(stack, { kind: 'search', text: ' ' })).toEqual([groups])
    expect(withFilter([RESULT], { kind: 'fiou', from: 0, to: 1 })).toEqual([RESULT])
  })

  test('loses the ranges of scores with their result', () => {
    const range: Filter = { kind: 'fiou', from: 0, to: 0.5 }
    expect(withoutFilter([RESULT, range], 'result')).toEqual([])
    expect(withoutFilter([RESULT, range], 'fiou')).toEqual([RESULT])
  })

  test('toggles a value', () => {
    expect(toggled(toggled([1], 2), 1)).toEqual([2])
  })
})

test('choices are counted over what the other filters leave', () => {
  const none = countFacets(both, NO_FILTERS, NO_SCORES)
  expect([...none.states.values()].reduce((sum, n) => sum + n, 0)).toBe(15)
  expect(none.split).toEqual({ inside: 10, outside: 5 })
  expect([...none.groups.keys()]).toEqual([0, 1, 2, 3])
  const ofBen = countFacets(both, [{ kind: 'users', users: ['ben'] }], NO_SCORES)
  expect([...ofBen.users]).toEqual([['ada', 12], ['ben', 3]]) // prettier-ignore
  expect(ofBen.classes.get(15)).toBe(1)
})

describe('the order', () => {
  test('by name is the order of the list, turned round by a new list', () => {
    expect(orderImages(images, LIST_ORDER, NO_SCORES)).toBe(images)
    const turned = orderImages(images, { by: 'name', isDescending: true }, NO_SCORES)
    expect(names(turned)).toEqual(names(images).reverse())
  })

  test('puts photos without a value last, both ways round', () => {
    const scores = scoresOf(images)
    const rising = names(orderImages(both, { by: 'fiou', isDescending: false }, scores))
    const falling = names(orderImages(both, { by: 'fiou', isDescending: true }, scores))
    expect(rising.slice(0, 12)).toEqual(names(images))
    expect(falling.slice(0, 12)).toEqual(names(images).reverse())
    expect(rising.slice(12)).toEqual(['photo00', 'photo01', 'photo02'])
    expect(falling.slice(12)).toEqual(rising.slice(12))
  })

  test('keeps the list order of equal photos', () => {
    const byGroup = names(orderImages(images, { by: 'group', isDescending: false }, NO_SCORES))
    expect(byGroup.slice(0, 3)).toEqual(['photo00', 'photo04', 'photo08'])
  })

  test('puts the longest active time first or last, and photos that nobody worked on behind', () => {
    const timed = images.map((image, at) => ({ ...image, activeSeconds: [0, 90, 30][at] ?? 0 }))
    const by = (isDescending: boolean): string[] =>
      names(orderImages(timed, { by: 'activeTime', isDescending }, NO_SCORES)).slice(0, 4)
    expect(by(true)).toEqual(['photo01', 'photo02', 'photo00', 'photo03'])
    expect(by(false)).toEqual(['photo02', 'photo01', 'photo00', 'photo03'])
  })

  test('puts people in the order of their names, and photos of nobody behind', () => {
    const people = ['Zoe', null, 'émile', 'ann', 'Zoe']
    const labelled = images.slice(0, 5).map((image, at) => ({ ...image, annotator: people[at]! }))
    const by = (isDescending: boolean): string[] =>
      names(orderImages(labelled, { by: 'annotator', isDescending }, NO_SCORES))
    expect(by(false)).toEqual(['photo03', 'photo02', 'photo00', 'photo04', 'photo01'])
    expect(by(true)).toEqual(['photo00', 'photo04', 'photo02', 'photo03', 'photo01'])
  })
})
