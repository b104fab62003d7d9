import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureSampleCopy } from '../../../src-main/hosts/launch/sample-root.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pss-sample-'))
  mkdirSync(join(folder, 'shipped/personal/id1'), { recursive: true })
  writeFileSync(join(folder, 'shipped/personal/id1/val_all.txt'), 'as shipped')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ensure = (): string => ensureSampleCopy(join(folder, 'shipped'), join(folder, 'data'))

test('the sample is copied once, and nothing unfinished stays behind', () => {
  const copy = ensure()
  expect(readFileSync(join(copy, 'personal/id1/val_all.txt'), 'utf8')).toBe('as shipped')
  expect(readdirSync(join(folder, 'data'))).toEqual(['sample'])
})

test('a copy that a person worked in is left as it is', () => {
  const list = join(ensure(), 'personal/id1/val_all.txt')
  writeFileSync(list, 'mine')
  ensure()
  expect(readFileSync(list, 'utf8')).toBe('mine')
})

test('a copy that was deleted comes back', () => {
  rmSync(ensure(), { recursive: true })
  expect(readdirSync(ensure())).toEqual(['personal'])
})

test('missing sample photos are said by their folder', () => {
  expect(() => ensureSampleCopy(join(folder, 'nowhere'), folder)).toThrow(
    `the sample photos are missing: expected the folder ${join(folder, 'nowhere')}`,
  )
})
