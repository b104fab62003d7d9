// Reads a weights file of any format. The content decides, never the file's name; what it cannot
// read it refuses with the formats that it can.

import { decodeSafetensors } from '../../../engine/checkpoint/safetensors.ts'
import { readNpz, NPY_SUFFIX } from './npz.ts'
import { readOnnxInitializers } from './onnx-initializers.ts'
import { isTorchLegacy, readTorchLegacy } from './torch-legacy.ts'
import { isTorchPickle, readTorchZip } from './torch-zip.ts'
import { unsupported } from './weights-file.ts'
import type { WeightsFile } from './weights-file.ts'
import { openZip } from './zip.ts'

const READABLE =
  'safetensors (float32), NumPy .npz, ONNX, and PyTorch .pth or .pt with a state_dict'
const ZIP = [0x50, 0x4b]
/** ModelProto.ir_version, its first field. */
const ONNX = [0x08]
const OPENING_BRACE = 0x7b

/** What we know but do not read from one file, with what to do. */
const UNREADABLE: readonly (readonly [start: readonly number[], advice: string])[] = [
  [[0x89, 0x48, 0x44, 0x46], 'HDF5 (Keras .h5); convert it with tensorflowjs_converter'],
  [[0x93, 0x4e, 0x55, 0x4d], 'a single .npy array without a name; save it with numpy.savez'],
  [[OPENING_BRACE], 'JSON; a TensorFlow.js model.json is read together with its shards'],
  [[0x80], 'a Python pickle that torch.save has not made; save it with torch.save or numpy.savez'],
]

/**
 * @param place names the file in messages.
 * Errors, all naming `place`: unsupported for other formats, number types and pickled objects;
 * corrupt for damaged files; invalidInput when it is unclear which tensors are meant.
 */
export function readWeights(bytes: Uint8Array, place: string): WeightsFile {
  if (isSafetensors(bytes)) {
    return {
      format: 'safetensors',
      tensors: decodeSafetensors(bytes, place).tensors,
      ignored: [],
    }
  }
  if (isTorchLegacy(bytes)) return { format: 'torch-legacy', ...readTorchLegacy(bytes, place) }
  if (startsWith(bytes, ZIP)) return readZipped(bytes, place)
  if (startsWith(bytes, ONNX)) return { format: 'onnx', ...readOnnxInitializers(bytes, place) }
  const known = UNREADABLE.find(([start]) => startsWith(bytes, start))
  throw unreadable(place, known === undefined ? 'something else' : known[1])
}

function readZipped(bytes: Uint8Array, place: string): WeightsFile {
  const archive = openZip(bytes, place)
  if (archive.names.some(isTorchPickle)) {
    return { format: 'torch-zip', ...readTorchZip(archive, place) }
  }
  if (archive.names.some((name) => name.endsWith(NPY_SUFFIX))) {
    return { format: 'npz', ...readNpz(archive, place) }
  }
  throw unreadable(place, 'a zip archive of other files')
}

/** A header length below a terabyte, then JSON. */
function isSafetensors(bytes: Uint8Array): boolean {
  return bytes[8] === OPENING_BRACE && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

function unreadable(place: string, found: string): Error {
  return unsupported(place, `expected weights, found ${found}. Readable are ${READABLE}`)
}
