import { expect, test } from 'vitest'
import { pastedPath } from '../../../src-renderer/page/pasted-path.ts'

test.each([
  ['"C:\\Photos\\Ada Lovelace"', 'C:\\Photos\\Ada Lovelace'],
  ["'/home/ada/My photos' ", '/home/ada/My photos'],
  ['\\\\server\\share\\photos', '\\\\server\\share\\photos'],
  ["/home/ada's photos", "/home/ada's photos"],
  ['"', '"'],
  ['', ''],
])('%j is meant as %j', (text, path) => {
  expect(pastedPath(text)).toBe(path)
})
