import { describe, expect, it } from 'vitest'
import type { ClassIndex } from '../../../src-main/core/labels/classes.ts'
import {
  formatGroupedList,
  formatImageLabels,
  formatImageList,
  groupedImage,
  parseGroupedList,
  parseImageLabels,
  parseImageList,
} from '../../../src-main/core/lists/pss-lists.ts'
import { fc, namedPhotos, photoName } from '../arbitraries.ts'

const group = fc.integer({ min: 0, max: 500 })
const classLists = fc.uniqueArray(fc.integer({ min: 0, max: 20 }) as fc.Arbitrary<ClassIndex>, {
  maxLength: 5,
})

describe('a grouped list', () => {
  it('comes back after writing', () => {
    fc.assert(
      fc.property(namedPhotos(group), (photos) => {
        const images = photos.map(([name, id]) => groupedImage(name, id))
        expect(parseGroupedList(formatGroupedList(images), 'train_cluster80.txt')).toEqual(images)
      }),
    )
  })

  it('is read with a byte order mark, CRLF, blank lines and wide gaps', () => {
    const text =
      '\uFEFF/JPEGImages/abc.jpg /SegmentationClass/abc.png 3\r\n\r\n' +
      'JPEGImages/d.JPG   SegmentationClass/d.png   0  \r\n'
    expect(parseGroupedList(text, 'list')).toEqual([
      { ...groupedImage('abc', 3) },
      { ...groupedImage('d', 0, 'JPG') },
    ])
  })

  it('keeps names opaque: spaces, dots, and no extension', () => {
    const text =
      '/JPEGImages/2021.07.14 Wien (2).jpg /SegmentationClass/2021.07.14 Wien (2).png 12\n' +
      '/JPEGImages/abc /SegmentationClass/abc 0\n'
    expect(parseGroupedList(text, 'list')).toMatchObject([
      { name: '2021.07.14 Wien (2)', group: 12 },
      { name: 'abc', group: 0 },
    ])
  })

  it('says how the mask of a photo with dots is called, where a list has it cut at the first', () => {
    const text = '/JPEGImages/IMG.2021.jpg /SegmentationClass/IMG.png 3'
    expect(() => parseGroupedList(text, 'list')).toThrow(/expected a mask named "IMG\.2021" like its photo/) // prettier-ignore
  })

  it.each([
    ['a path upwards', '/JPEGImages/../../etc/passwd.jpg /SegmentationClass/passwd.png 0'],
    ['a path upwards in the mask', '/JPEGImages/a.jpg /SegmentationClass/../a.png 0'],
    ['an absolute path elsewhere', '/etc/a.jpg /SegmentationClass/a.png 0'],
    ['a network path', '//server/JPEGImages/a.jpg /SegmentationClass/a.png 0'],
    ['a drive letter', 'C:/JPEGImages/a.jpg /SegmentationClass/a.png 0'],
    ['a backslash', '/JPEGImages/..\\a.jpg /SegmentationClass/..\\a.png 0'],
    ['a NUL', '/JPEGImages/a\0.jpg /SegmentationClass/a\0.png 0'],
    ['an empty part', '/JPEGImages//a.jpg /SegmentationClass/a.png 0'],
    ['a hidden file', '/JPEGImages/.jpg /SegmentationClass/.png 0'],
    ['another photo as mask', '/JPEGImages/a.jpg /SegmentationClass/b.png 0'],
    ['no group', '/JPEGImages/a.jpg /SegmentationClass/a.png'],
    ['a group that is no number', '/JPEGImages/a.jpg /SegmentationClass/a.png x'],
    ['a negative group', '/JPEGImages/a.jpg /SegmentationClass/a.png -1'],
    ['no mask', '/JPEGImages/a.jpg 4'],
  ])('refuses %s and names file and line', (_, line) => {
    const text = `/JPEGImages/ok.jpg /SegmentationClass/ok.png 1\n\n${line}\n`
    expect(() => parseGroupedList(text, 'val_all.txt')).toThrow(/^val_all\.txt, line 3: expected /)
  })

  it('refuses a photo listed twice and names both lines', () => {
    const line = '/JPEGImages/a.jpg /SegmentationClass/a.png 0\n'
    expect(() => parseGroupedList(line + line, 'list')).toThrow(/line 2: .*"a".*already on line 1/)
  })

  it('never leads out of the folder, whatever the text', () => {
    const piece = fc.constantFrom('/', '..', '\\', 'JPEGImages', 'SegmentationClass', ' ', 'a', '.', 'C:', '3') // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        try {
          for (const image of parseGroupedList(pieces.join(''), 'list')) {
            expect(image.imagePath).toMatch(/^\/JPEGImages\/(?!\.\.)[^\\]+$/)
            expect(image.imagePath.split('/')).not.toContain('..')
            expect(image.maskPath.split('/')).not.toContain('..')
          }
        } catch (error) {
          expect(error).toMatchObject({ kind: 'invalidInput' })
        }
      }),
      { numRuns: 1000 },
    )
  })
})

const paths = (name: string) => ({
  imagePath: `/JPEGImages/${name}.jpg`,
  maskPath: `/SegmentationClassAug/${name}.png`,
})

describe('a VOC list', () => {
  it('may hold bare names or pairs', () => {
    const names = parseImageList('2007_000032\n2007_000039\n', 'train_aug.txt')
    const pairs = parseImageList(formatImageList(names, 'pairs'), 'train_aug.txt')
    expect(pairs).toEqual(names)
    expect(names[0]).toEqual({ name: '2007_000032', ...paths('2007_000032') })
    expect(formatImageList(pairs, 'names')).toBe('2007_000032\n2007_000039\n')
  })

  it('comes back as pairs, and as names where none has a space', () => {
    fc.assert(
      fc.property(fc.uniqueArray(photoName), (names) => {
        const images = names.map((name) => ({ name, ...paths(name) }))
        expect(parseImageList(formatImageList(images, 'pairs'), 'train.txt')).toEqual(images)
        const bare = images.filter(({ name }) => !name.includes(' '))
        expect(parseImageList(formatImageList(bare, 'names'), 'train.txt')).toEqual(bare)
      }),
    )
  })

  it('takes a file of a photo for its name, and no other dot for an ending', () => {
    const names = parseImageList('IMG.2021\nIMG.2022.jpg\na.JPEG\n', 'train.txt')
    expect(names.map(({ name }) => name)).toEqual(['IMG.2021', 'IMG.2022', 'a'])
  })

  it('may carry groups, which are ignored here', () => {
    const text = '/JPEGImages/a.jpg /SegmentationClassAug/a.png 17\n'
    expect(parseImageList(text, 'train_cluster500.txt')).toHaveLength(1)
  })

  it('refuses two names on a line, and a path', () => {
    expect(() => parseImageList('a b', 'l')).toThrow(/line 1: expected a photo name/)
    expect(() => parseImageList('x/a.jpg', 'l')).toThrow(/line 1: expected/)
    expect(() => parseImageList('..', 'l')).toThrow(/line 1: expected/)
  })
})

describe('the image label list', () => {
  it('comes back after writing', () => {
    fc.assert(
      fc.property(namedPhotos(fc.option(classLists)), (photos) => {
        const images = photos.map(([name, classes]) => ({
          name,
          imagePath: `/JPEGImages/${name}.jpg`,
          classes: classes ?? [],
          isUnknown: classes === null,
        }))
        expect(parseImageLabels(formatImageLabels(images), 'imgLabelList.txt')).toEqual(images)
      }),
    )
  })

  it('tells an empty list, background and UNKNOWN apart', () => {
    const text =
      'JPEGImages/a.jpg:\nb.jpg:background\n/data/id1/JPEGImages/c.jpg:UNKNOWN\nd.jpg: dog , cat\n'
    expect(
      parseImageLabels(text, 'list').map(({ classes, isUnknown }) => [classes, isUnknown]),
    ).toEqual([
      [[], false],
      [[0], false],
      [[], true],
      [[12, 8], false],
    ])
  })

  it.each([
    ['an unknown class', 'a.jpg:dog,unicorn', /"unicorn"/],
    ['a line without classes', 'a.jpg', /line 1: expected "<photo path>/],
    ['a path elsewhere', '/etc/a.jpg:dog', /inside JPEGImages/],
    ['a path upwards', '../JPEGImages/a.jpg:dog', /no "\.\."/],
    ['a drive letter', 'C:/JPEGImages/a.jpg:dog', /no "\.\."/],
  ])('refuses %s', (_, line, message) => {
    expect(() => parseImageLabels(line, 'imgLabelList.txt')).toThrow(message)
  })
})
