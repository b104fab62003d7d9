// The protobuf writer against bytes worked out by hand from the wire format.

import { describe, expect, it } from 'vitest'
import { ProtobufWriter } from '../../../src-main/engine/graph/protobuf-writer.ts'

describe('the protobuf writer', () => {
  it('writes small, large and negative integers', () => {
    expect([...new ProtobufWriter().int(1, 150).finish()]).toEqual([0x08, 0x96, 0x01])
    expect([...new ProtobufWriter().int(1, -1).finish()]).toEqual([
      0x08,
      ...new Array<number>(9).fill(0xff),
      0x01,
    ])
    expect([...new ProtobufWriter().int(20, 0).finish()]).toEqual([0xa0, 0x01, 0x00])
  })

  it('writes floats, texts and nested messages', () => {
    expect([...new ProtobufWriter().float(2, 1).finish()]).toEqual([0x15, 0, 0, 0x80, 0x3f])
    expect([...new ProtobufWriter().string(2, 'é').finish()]).toEqual([0x12, 2, 0xc3, 0xa9])
    const nested = new ProtobufWriter().message(3, (inner) => inner.int(1, 150)).finish()
    expect([...nested]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01])
  })
})
