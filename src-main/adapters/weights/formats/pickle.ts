// Reads a Python pickle as data, protocols 2 to 4 as PyTorch writes them. This table of opcodes is
// the whole language: what is not in it is refused, and no opcode runs anything.

import type { ByteReader } from './byte-reader.ts'
import { PickleMachine } from './pickle-machine.ts'
import type { PickleHost } from './pickle-machine.ts'
import { damaged, unsupported } from './weights-file.ts'

type Opcode = (machine: PickleMachine, reader: ByteReader) => void

const STOP = 0x2e
const NEWEST_PROTOCOL = 5
/** A tensor of a state_dict takes about 40. Bounds the memory to a few hundred megabytes. */
const MAXIMUM_OPCODES = 2_000_000
const LONGEST_INTEGER_BYTES = 255

/** Leaves `reader` behind the pickle. Errors: corrupt; unsupported for other names and opcodes. */
export function readPickle(reader: ByteReader, host: PickleHost, place: string): unknown {
  const machine = new PickleMachine(host, place)
  for (let count = 0; count < MAXIMUM_OPCODES; count++) {
    const at = reader.at
    const code = reader.uint8()
    if (code === STOP) return machine.pop()
    const opcode = OPCODES[code]
    if (opcode === undefined) {
      const name = `0x${code.toString(16).padStart(2, '0')}`
      throw unsupported(
        place,
        `the pickle's opcode ${name} at byte ${at} is not for weights; ` +
          'save only the state_dict with torch.save',
      )
    }
    opcode(machine, reader)
  }
  throw unsupported(place, `the pickle has over ${MAXIMUM_OPCODES} steps; save only the state_dict`)
}

/** In the order and under the names of Python's pickletools. */
const OPCODES: Readonly<Record<number, Opcode>> = {
  // BININT, BININT1, BININT2, LONG1, LONG4
  0x4a: (m, r) => m.push(r.int32()),
  0x4b: (m, r) => m.push(r.uint8()),
  0x4d: (m, r) => m.push(r.uint16()),
  0x8a: (m, r) => m.push(readInteger(r, r.uint8(), m.place)),
  0x8b: (m, r) => m.push(readInteger(r, r.uint32(), m.place)),
  // BINSTRING, SHORT_BINSTRING: the texts of Python 2
  0x54: (m, r) => m.push(latin1(r.take(r.uint32()))),
  0x55: (m, r) => m.push(latin1(r.take(r.uint8()))),
  // BINBYTES, SHORT_BINBYTES, BINBYTES8
  0x42: (m, r) => m.push(r.take(r.uint32())),
  0x43: (m, r) => m.push(r.take(r.uint8())),
  0x8e: (m, r) => m.push(r.take(r.uint64())),
  // NONE, NEWTRUE, NEWFALSE
  0x4e: (m) => m.push(null),
  0x88: (m) => m.push(true),
  0x89: (m) => m.push(false),
  // SHORT_BINUNICODE, BINUNICODE, BINUNICODE8
  0x8c: (m, r) => m.push(r.text(r.uint8())),
  0x58: (m, r) => m.push(r.text(r.uint32())),
  0x8d: (m, r) => m.push(r.text(r.uint64())),
  // BINFLOAT
  0x47: (m, r) => m.push(r.float64BigEndian()),
  // EMPTY_LIST, APPEND, APPENDS
  0x5d: (m) => m.push([]),
  0x61: (m) => m.append([m.pop()]),
  0x65: (m) => m.append(m.popToMark()),
  // EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3
  0x29: (m) => m.push([]),
  0x74: (m) => m.push(m.popToMark()),
  0x85: (m) => m.tuple(1),
  0x86: (m) => m.tuple(2),
  0x87: (m) => m.tuple(3),
  // EMPTY_DICT, SETITEM, SETITEMS
  0x7d: (m) => m.push(new Map()),
  0x73: (m) => m.setItems([m.pop(), m.pop()].reverse()),
  0x75: (m) => m.setItems(m.popToMark()),
  // EMPTY_SET, ADDITEMS, FROZENSET
  0x8f: (m) => m.push([]),
  0x90: (m) => m.append(m.popToMark()),
  0x91: (m) => m.push(m.popToMark()),
  // POP, DUP, MARK, POP_MARK
  0x30: (m) => void m.pop(),
  0x32: (m) => m.push(m.top()),
  0x28: (m) => m.mark(),
  0x31: (m) => void m.popToMark(),
  // BINGET, LONG_BINGET, BINPUT, LONG_BINPUT, MEMOIZE
  0x68: (m, r) => m.recall(r.uint8()),
  0x6a: (m, r) => m.recall(r.uint32()),
  0x71: (m, r) => m.remember(r.uint8()),
  0x72: (m, r) => m.remember(r.uint32()),
  0x94: (m) => m.remember(),
  // GLOBAL, STACK_GLOBAL
  0x63: (m, r) => m.global(r.line(), r.line()),
  0x93: (m) => {
    const name = m.pop()
    m.global(m.pop(), name)
  },
  // REDUCE, BUILD, BINPERSID
  0x52: (m) => m.reduce(),
  0x62: (m) => m.dropAttributes(),
  0x51: (m) => m.persistent(),
  // PROTO, FRAME
  0x80: (m, r) => checkProtocol(r.uint8(), m.place),
  0x95: (_, r) => void r.uint64(),
}

/** Little-endian two's complement; a bigint where a number cannot hold it. */
function readInteger(reader: ByteReader, length: number, place: string): number | bigint {
  if (length > LONGEST_INTEGER_BYTES) throw damaged(place, `an integer of ${length} bytes`)
  const digits = Buffer.from(reader.take(length)).reverse().toString('hex')
  const value = BigInt.asIntN(length * 8, BigInt(`0x${digits || '0'}`))
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function checkProtocol(protocol: number, place: string): void {
  if (protocol <= NEWEST_PROTOCOL) return
  throw unsupported(place, `pickle protocol ${protocol} is unknown; save it with protocol 2`)
}
