import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { rootArgument } from '../../../src-main/hosts/electron/command-line.ts'

const HERE = resolve('/home/ann')

test.each([
  [['electron', '.', '--root', 'photos'], resolve(HERE, 'photos')],
  [['pss-studio', '--root=/data/root'], resolve('/data/root')],
  [['electron', '--no-sandbox', '.', '--root', '../a b'], resolve(HERE, '../a b')],
])('%j names a root', (args, expected) => {
  expect(rootArgument(args, HERE)).toBe(expected)
})

test.each([[['electron', '.']], [['pss-studio', '--root']], [['pss-studio', '--root=']]])(
  '%j names no root',
  (args) => {
    expect(rootArgument(args, HERE)).toBeNull()
  },
)
