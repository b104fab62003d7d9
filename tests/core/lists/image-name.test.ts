import { expect, test } from 'vitest'
import { imageNameOf, photoNameFor } from '../../../src-main/core/lists/image-name.ts'
import { fc, photoName } from '../arbitraries.ts'

const endings = fc.constantFrom('.jpg', '.JPEG', '.png', '.json', '.jsonl', '.journal')

test('a name is its file without the last extension, whatever dots and spaces it has', () => {
  fc.assert(
    fc.property(photoName, endings, (name, ending) => {
      expect(imageNameOf(`${name}${ending}`)).toBe(name)
    }),
  )
})

test.each([
  ['2021.07.14 Wien.jpg', '2021.07.14 Wien'],
  ['a.jpg.png', 'a.jpg'],
  ['a..jpg', 'a.'],
  ['a .jpg', 'a '],
  ['a.', 'a'],
  ['a', 'a'],
  ['.hidden', '.hidden'],
])('%s is called "%s"', (file, name) => {
  expect(imageNameOf(file)).toBe(name)
})

test.each([
  ['a.jpg', ['a'], 'a'],
  ['a.jpg', ['a', 'a.jpg'], 'a.jpg'],
  ['street_01.gtFine.labelIds', ['street_01'], 'street_01'],
  ['IMG.2021', ['IMG'], 'IMG.2021'],
  ['2021.07.14 Wien', ['2021'], '2021.07.14 Wien'],
  ['stranger.jpg', ['a'], 'stranger.jpg'],
  ['.jpg', ['a'], '.jpg'],
])('labels called %s, where there are photos %j, are of "%s"', (name, photos, photo) => {
  expect(photoNameFor(name, (known) => photos.includes(known))).toBe(photo)
})
