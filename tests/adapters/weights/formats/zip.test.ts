import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openZip } from '../../../../src-main/adapters/weights/formats/zip.ts'
import { refusal } from './golden-weights.ts'

const TEXT = Buffer.from('a text that is long enough to be packed, packed, packed, packed, packed')
const END_BYTES = 22

/** The central record of the only file, for which fields are at fixed places. */
function recordOf(zip: Uint8Array): DataView {
  const at = new DataView(zip.buffer).getUint32(zip.length - END_BYTES + 16, true)
  return new DataView(zip.buffer, at)
}

function readAll(zip: Uint8Array): Uint8Array[] {
  const archive = openZip(zip, 'z')
  return archive.names.map((name) => archive.read(name))
}

function changed(change: (zip: Uint8Array, record: DataView) => void): Uint8Array {
  const zip = zipSync({ a: TEXT })
  change(zip, recordOf(zip))
  return zip
}

describe('a zip archive', () => {
  it('gives its files, packed or stored, below a comment of any kind', () => {
    const zip = zipSync({ 'b/ä': [TEXT, { level: 0 }], a: TEXT, empty: new Uint8Array() })
    const comment = Buffer.from('PK\x05\x06 is how the end begins, with more after it')
    const commented = Buffer.concat([zip, comment])
    commented.writeUInt16LE(comment.length, zip.length - 2)
    for (const bytes of [zip, Uint8Array.from(commented)]) {
      expect(openZip(bytes, 'z').names).toEqual(['b/ä', 'a', 'empty'])
      expect(readAll(bytes).map((file) => Buffer.from(file).toString())).toEqual([
        TEXT.toString(),
        TEXT.toString(),
        '',
      ])
    }
  })

  it.each<[string, string, (zip: Uint8Array, record: DataView) => void]>([
    ['a size no deflate stream reaches', 'cannot unpack to', (_, r) => r.setUint32(24, 2e6, true)],
    ['a stored size that differs', 'cannot unpack to', (_, r) => r.setUint16(10, 0, true)],
    ['a larger size', 'differs from its checksum', (_, r) => r.setUint32(24, 100, true)],
    ['a smaller size', 'differs from its checksum', (_, r) => r.setUint32(24, 10, true)],
    ['another checksum', 'differs from its checksum', (_, r) => r.setUint32(16, 7, true)],
    ['more packed bytes than it has', 'overlap', (_, r) => r.setUint32(20, 5000, true)],
    ['a file outside', 'follow', (_, r) => r.setUint32(42, 70_000, true)],
    ['a file where none begins', 'no file begins at byte 5', (_, r) => r.setUint32(42, 5, true)],
    ['a broken stream', 'cannot be unpacked', (zip) => (zip[31] = 0xff)],
    ['an unknown method', 'method 14', (_, r) => r.setUint16(10, 14, true)],
    ['a password', 'encrypted', (_, r) => r.setUint16(8, 1, true)],
    ['a broken directory', 'breaks at its byte 0', (_, r) => r.setUint8(0, 0)],
    ['fewer files than it says', 'should have 2 files', (zip) => (zip[zip.length - 12] = 2)],
    ['several parts', 'is split', (zip) => (zip[zip.length - 18] = 1)],
    ['a directory outside', 'follow', (zip) => (zip[zip.length - 5] = 9)],
    ['no zip64 part', 'zip64 part', (zip) => zip.fill(0xff, zip.length - 12, zip.length - 2)],
    ['no end', 'the end of the zip', (zip) => (zip[zip.length - END_BYTES] = 0)],
  ])('with %s is refused', (_, reason, change) => {
    const refused = refusal(() => readAll(changed(change)))
    expect(refused?.kind).toMatch(/^(corrupt|unsupported)$/)
    expect(refused?.message).toContain(reason)
  })

  it('that names a file twice is refused', () => {
    const zip = Buffer.from(zipSync({ a: TEXT, b: TEXT }))
    zip[zip.lastIndexOf('b')] = 'a'.charCodeAt(0)
    expect(refusal(() => openZip(zip, 'z'))?.message).toContain('has "a" twice')
  })

  it('is no bomb: neither one file of zeros nor many records of one file unpack', () => {
    const zeros = zipSync({ a: new Uint8Array(80_000) }, { level: 0 })
    recordOf(zeros).setUint16(10, 8, true)
    recordOf(zeros).setUint32(24, 70 * 2 ** 20, true)
    expect(refusal(() => openZip(zeros, 'z'))?.message).toMatch(
      /^z: \d+ bytes would unpack to 73400320, at most 67108864 are allowed/,
    )
    const twice = Buffer.from(zipSync({ a: TEXT, b: TEXT }))
    const records = twice.indexOf('PK\x01\x02')
    const second = twice.indexOf('PK\x01\x02', records + 1)
    twice.writeUInt32LE(0, second + 42)
    twice.writeUInt32LE(200, second + 20)
    twice.writeUInt32LE(200, records + 20)
    expect(refusal(() => openZip(twice, 'z'))?.message).toContain('overlap')
  })

  it('of zeros that a network may well have unpacks', () => {
    const zip = zipSync({ a: new Uint8Array(2 ** 20) }, { level: 9 })
    expect(readAll(zip)[0]).toHaveLength(2 ** 20)
  })
})
