// The part of the protobuf wire format that ONNX models need, written once, front to back.

export class ProtobufWriter {
  readonly #chunks: Uint8Array[] = []
  #length = 0

  /** Integers, also negative ones, as a 64-bit varint. */
  int(field: number, value: number | bigint): this {
    this.#varint(BigInt((field << 3) | 0))
    this.#varint(BigInt.asUintN(64, BigInt(value)))
    return this
  }

  float(field: number, value: number): this {
    this.#varint(BigInt((field << 3) | 5))
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    this.#push(bytes)
    return this
  }

  bytes(field: number, value: Uint8Array): this {
    this.#varint(BigInt((field << 3) | 2))
    this.#varint(BigInt(value.length))
    this.#push(value)
    return this
  }

  string(field: number, value: string): this {
    return this.bytes(field, encodeUtf8(value))
  }

  message(field: number, build: (writer: ProtobufWriter) => void): this {
    const writer = new ProtobufWriter()
    build(writer)
    return this.bytes(field, writer.finish())
  }

  finish(): Uint8Array {
    const result = new Uint8Array(this.#length)
    let offset = 0
    for (const chunk of this.#chunks) {
      result.set(chunk, offset)
      offset += chunk.length
    }
    return result
  }

  #varint(value: bigint): void {
    const bytes: number[] = []
    let rest = value
    while (rest > 0x7fn) {
      bytes.push(Number(rest & 0x7fn) | 0x80)
      rest >>= 7n
    }
    bytes.push(Number(rest))
    this.#push(Uint8Array.from(bytes))
  }

  #push(chunk: Uint8Array): void {
    this.#chunks.push(chunk)
    this.#length += chunk.length
  }
}

/** TextEncoder is no part of the language; names are short, so this is enough. */
function encodeUtf8(value: string): Uint8Array {
  const bytes: number[] = []
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    } else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63))
      bytes.push(0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    }
  }
  return Uint8Array.from(bytes)
}
