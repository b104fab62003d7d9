import { expect, test } from 'vitest'
import { EDITOR_ACTIONS } from '../../src-renderer/actions/editor-actions.ts'
import { findActions } from '../../src-renderer/actions/find-actions.ts'

test('no key does two things', () => {
  const keys = EDITOR_ACTIONS.flatMap((action) => action.keys)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})

const actions = [
  { name: 'Next photo', display: '→' },
  { name: 'Next photo to label', display: 'Shift+→' },
  { name: 'Brush', display: 'B' },
  { name: '上一个类别', display: 'Q' },
]

function found(question: string): string[] {
  return findActions(actions, question).map(({ name }) => name)
}

test('actions are found by the beginnings of their words, in any order', () => {
  expect(found('')).toHaveLength(4)
  expect(found('photo ne')).toEqual(['Next photo', 'Next photo to label'])
  expect(found('LAB')).toEqual(['Next photo to label'])
  expect(found('xt')).toEqual([])
})

test('actions are found by their key, and inside words where a script has no spaces', () => {
  expect(found('b')).toEqual(['Brush'])
  expect(found('q')).toEqual(['上一个类别'])
  expect(found('类别')).toEqual(['上一个类别'])
})
