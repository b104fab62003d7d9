import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { float32Tensor } from '../../../../src-main/engine/graph/tensor.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import {
  SQUARE,
  assemble,
  pickledDict,
  pickledText,
  readPickled,
  refusalOf,
} from './torch-archive.ts'

describe('a pickle', () => {
  it.each([
    ['os.system by GLOBAL', 'cos\nsystem\n(', 'os.system'],
    ['posix.system by GLOBAL', 'cposix\nsystem\n(', 'posix.system'],
    ['eval by GLOBAL', 'cbuiltins\neval\n(', 'builtins.eval'],
    ['eval of Python 2', 'c__builtin__\neval\n(', '__builtin__.eval'],
    ['getattr, to reach the rest', 'cbuiltins\ngetattr\n(', 'builtins.getattr'],
    ['a whole network', 'ctorch.nn.modules.conv\nConv2d\n(', 'torch.nn.modules.conv.Conv2d'],
    [
      'a way out of torch._utils',
      'ctorch._utils\n_rebuild_tensor_v2.__globals__\n(',
      '__globals__',
    ],
  ])('that asks for %s runs nothing and is refused by name', async (_, start, name) => {
    const witness = join(await temporaryFolder(), 'witness')
    const command = pickledText(`touch ${witness}`)
    const refused = refusalOf(assemble('\x80\x02', start, command, 'tR.'))
    expect(refused?.kind).toBe('unsupported')
    expect(refused?.message).toContain(name)
    expect(refused?.message).toContain('a.pth: a/data.pkl: the pickle asks for')
    expect(existsSync(witness)).toBe(false)
  })

  it.each([
    ['os', 'system'],
    ['builtins', 'eval'],
    ['collections', 'OrderedDict.fromkeys'],
  ])('that asks for %s.%s by STACK_GLOBAL is refused by name', (module, name) => {
    const pickle = assemble('\x80\x04', pickledText(module), pickledText(name), '\x93)R.')
    expect(refusalOf(pickle)).toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining(`"${module}.${name}"`) as string,
    })
  })

  it.each([
    ['calls a text', assemble(pickledText('eval'), ')R.'), 'calls what is no name'],
    ['calls what it has built', assemble(SQUARE, ')R.'), 'calls what is no name'],
    ['calls a storage type', 'ctorch\nFloatStorage\n)R.', 'calls torch.FloatStorage'],
    ['calls with what is no tuple', 'ccollections\nOrderedDict\n}R.', 'calls what is no name'],
    ['creates by NEWOBJ', 'ccollections\nOrderedDict\n)\x81.', 'opcode 0x81'],
    ['creates by NEWOBJ_EX', 'ccollections\nOrderedDict\n)}\x92.', 'opcode 0x92'],
    ['creates by INST', '(icollections\nOrderedDict\n.', 'opcode 0x69'],
    ['creates by OBJ', '(ccollections\nOrderedDict\no.', 'opcode 0x6f'],
    ['changes a name by BUILD', 'ctorch\nSize\n}b.', 'changes an object'],
    ['changes a tensor by BUILD', assemble(SQUARE, '}b.'), 'changes an object'],
    ['asks for a registered extension', '\x82\x01.', 'opcode 0x82'],
    ['asks for a name by a list', assemble(']', pickledText('system'), '\x93.'), 'is no text'],
    ['asks for buffers outside of it', '\x97.', 'opcode 0x97'],
    ['is of a later protocol', '\x80\x06N.', 'protocol 6'],
    ['takes from an empty stack', '0.', 'more than it has given'],
    ['takes what lies before its mark', 'N(0.', 'more than it has given'],
    ['closes without opening', 't.', 'closes what it has not opened'],
    ['recalls what it has not stored', 'h\x07.', 'no memory 7'],
    ['appends to a dict', '}Na.', 'what is no list'],
    ['sets items of a list', '](NNu.', 'what is no dict'],
    ['sets a key without value', '}(Nu.', 'what is no dict'],
    ['has a text that is not UTF-8', '\x8c\x01\xff.', 'not UTF-8'],
    ['has an integer of gigabytes', '\x8b\xff\xff\xff\xff\x01.', 'an integer of 4294967295 bytes'],
    ['has a text of gigabytes', 'X\xff\xff\xff\xffa.', 'expected 4294967295 bytes'],
    ['has bytes of 2^63', `\x8e${'\xff'.repeat(7)}\x7fa.`, 'is impossible'],
    ['has a name without end', 'ctorch', 'has no end'],
    ['makes a storage of a text', assemble(pickledText('0'), 'Q.'), 'what is no storage'],
    ['makes a dict of a number', 'ccollections\nOrderedDict\nK\x01\x85R.', 'not made of pairs'],
    ['makes a dict of numbers', 'ccollections\nOrderedDict\n]K\x01a\x85R.', 'not made of pairs'],
    ['has no end', '}', 'expected 1 bytes'],
    ['is empty', '', 'expected 1 bytes'],
  ])('that %s is refused', (_, pickle, reason) => {
    const refused = refusalOf(assemble('\x80\x02', pickle))
    expect(refused?.kind).toMatch(/^(corrupt|unsupported)$/)
    expect(refused?.message).toContain(reason)
  })

  it('nested deeper than Python can is refused, whichever way it nests', () => {
    const deep = 100_001
    expect(refusalOf(assemble(']'.repeat(deep)))?.message).toContain('nests deeper')
    expect(refusalOf(assemble('('.repeat(deep)))?.message).toContain('nests deeper')
    const tuples = assemble('N', '\x85'.repeat(deep), '.')
    expect(refusalOf(tuples)?.kind).toBe('invalidInput')
  })

  it('with more steps than a state_dict could need is refused', () => {
    expect(refusalOf(assemble('}0'.repeat(1_000_001), '.'))?.message).toContain('steps')
  })

  it('that doubles itself thirty times costs thirty steps', () => {
    const doubled = assemble(...Array<string>(30).fill('2\x86'))
    const value = assemble('}', doubled)
    expect(readPickled(pickledDict({ laughs: value, w: SQUARE })).ignored).toEqual(['laughs'])
    const dicts = assemble('}', ...Array.from({ length: 30 }, (_, i) => memoDict(i)))
    expect(refusalOf(assemble(dicts, '.'))?.kind).toBe('invalidInput')
  })

  it('that contains itself is refused or left out', () => {
    const circle = assemble('}q\x00(', pickledText('model'), 'h\x00u')
    expect(refusalOf(assemble(circle, '.'))?.kind).toBe('invalidInput')
    const endless = assemble(
      '}q\x00(',
      pickledText('model'),
      'h\x00',
      pickledText('w'),
      SQUARE,
      'u',
    )
    expect(refusalOf(assemble(endless, '.'))?.message).toContain('none within 8 levels')
    const beside = assemble('}q\x00(', pickledText('other'), 'h\x00', pickledText('w'), SQUARE, 'u')
    expect(readPickled(beside).ignored).toEqual(['other'])
  })

  it('of the first PyTorch versions is read', () => {
    const opcodes = Buffer.from(SQUARE).toString('latin1')
    const first = opcodes.replace('_rebuild_tensor_v2', '_rebuild_tensor').replace('\x89}tR', 'tR')
    expect(readPickled(pickledDict({ w: first })).tensors.get('w')?.shape).toEqual([2, 2])
  })

  it('of Python 2 is read, with its texts and OrderedDicts', () => {
    const pair = assemble(']U\x01w', 'a', SQUARE, 'a')
    const ordered = assemble('ccollections\nOrderedDict\n]', pair, 'a\x85R')
    expect(readPickled(ordered).tensors).toEqual(
      new Map([['w', float32Tensor([2, 2], [1, 2, 3, 4])]]),
    )
  })
})

/** Wraps the dict on the stack in a new one that names it twice. */
function memoDict(index: number): Uint8Array {
  return assemble(
    'q',
    index,
    '0}(',
    pickledText('a'),
    'h',
    index,
    pickledText('b'),
    'h',
    index,
    'u',
  )
}
