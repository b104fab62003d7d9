import { expect, test } from 'vitest'
import { START_PAGE, isOwnPage } from '../../../src-main/hosts/electron/origin.ts'

test('the start page and its places are the studio’s own', () => {
  expect([START_PAGE, `${START_PAGE}#/users/id1`].every(isOwnPage)).toBe(true)
})

test.each([
  'app://studio.evil/index.html',
  'app://evil/studio',
  'https://studio/index.html',
  'file:///app://studio',
  'app:studio',
  'javascript:alert(1)',
  '',
])('%s is a stranger', (address) => {
  expect(isOwnPage(address)).toBe(false)
})
