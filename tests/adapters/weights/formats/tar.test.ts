import { describe, expect, it } from 'vitest'
import { readTar } from '../../../../src-main/adapters/weights/formats/tar.ts'
import { paxRecord, tarFile } from '../tar-file.ts'
import { refusal } from './golden-weights.ts'

function read(bytes: Uint8Array): Record<string, string> {
  const files = [...readTar(bytes, 'a.tar')]
  return Object.fromEntries(files.map(([name, content]) => [name, Buffer.from(content).toString()]))
}

const LONG = `${'folder/'.repeat(20)}a.bin`

describe('a tar archive', () => {
  it('gives its files, the last of a name, and nothing else', () => {
    const archive = tarFile(
      { name: 'a/', type: '5' },
      { name: 'a/b', content: 'old' },
      { name: 'a/link', type: '2' },
      { name: 'a/hard', type: '1' },
      { name: 'a/device', type: '3' },
      { name: 'a/b', content: 'x'.repeat(513) },
      { name: 'c', prefix: 'long/way', content: 'prefixed' },
      { name: 'old', type: '\0', content: '' },
    )
    expect(read(archive)).toEqual({ 'a/b': 'x'.repeat(513), 'long/way/c': 'prefixed', old: '' })
  })

  it.each([
    ['GNU', { name: '././@LongLink', type: 'L', content: `${LONG}\0` }],
    ['pax', { name: 'x', type: 'x', content: paxRecord('mtime', '1') + paxRecord('path', LONG) }],
  ])('has long names as %s writes them, for one entry alone', (_, extension) => {
    const archive = tarFile(extension, { name: 'short', content: '1' }, { name: 'b', content: '2' })
    expect(read(archive)).toEqual({ [LONG]: '1', b: '2' })
  })

  it('has sizes in pax records, which go before those of the header', () => {
    const size = { name: 'x', type: 'x', content: paxRecord('size', '3') }
    expect(read(tarFile(size, { name: 'a', content: '12345' }))).toEqual({ a: '123' })
  })

  it.each([
    ['a changed header', (tar: Buffer) => tar.fill('b', 0, 1), 'expected the checksum'],
    ['a size that is none', (tar: Buffer) => tar.fill('9', 148, 150), 'octal digits'],
    ['a missing end', (tar: Buffer) => tar.subarray(0, 600), 'expected 300 bytes'],
  ])('with %s is damaged', (_, change, message) => {
    const archive = tarFile({ name: 'a', content: 'x'.repeat(300) })
    const refused = refusal(() => readTar(change(archive), 'a.tar'))
    expect(refused).toMatchObject({ kind: 'corrupt' })
    expect(refused?.message).toContain(message)
  })

  it.each(['0 a=b\n', 'path=a\n', '99999 path=a\n', '2 ', paxRecord('size', '-1')])(
    'with the pax record %j is damaged',
    (content) => {
      const archive = tarFile({ name: 'x', type: 'x', content }, { name: 'a' })
      expect(refusal(() => readTar(archive, 'a.tar'))).toMatchObject({ kind: 'corrupt' })
    },
  )
})
