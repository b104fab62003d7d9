import { expect, test } from 'vitest'
import { createPhotoNames } from '../../../src-main/adapters/import/photo-name.ts'
import { isPortableName } from '../../../src-main/core/lists/portable-name.ts'

test('names of devices, names that lose their end and names with signs of Windows are not portable', () => {
  const names = ['con', 'NUL', 'Aux.jpg', 'com1', 'LPT9.tar.gz', 'ada.', 'ada ', 'a:b', 'who?']
  expect(names.filter(isPortableName)).toEqual([])
  const fine = ['console', 'ada', 'com10', 'lpt', 'a.con', 'null', '']
  expect(fine.filter((name) => !isPortableName(name))).toEqual([])
})

test('imported photos get names that every system can have, and none twice', () => {
  const nameOf = createPhotoNames()
  const files = ['a/CON.jpg', 'b/con.JPG', 'IMG.JPG', 'img.jpg', '旅.png']
  expect(files.map(nameOf)).toEqual(['photoCON', 'photocon-2', 'IMG', 'img-2', 'photo'])
})
