// Moves tensors to and from a device by one-node sessions. Never call getData() on a device tensor:
// onnxruntime-node 1.30 ends the process.

import { InferenceSession } from 'onnxruntime-node'
import type { Tensor as OrtTensor } from 'onnxruntime-node'
import { invariant } from '../../core/errors.ts'
import { Graph } from '../../engine/graph/graph.ts'
import { onnxModel } from '../../engine/graph/onnx-model.ts'
import { float32Tensor } from '../../engine/graph/tensor.ts'
import type { Tensor, TensorType } from '../../engine/graph/types.ts'
import { stopGradient } from '../../engine/operators/stop-gradient.ts'
import { copyTensor, dataTypeOf, fromOrtTensor, toOrtTensor } from './ort-tensor.ts'
import type { RuntimeChoice } from './session-options.ts'
import { keepsTensorsOnDevice, sessionOptions } from './session-options.ts'

type Direction = 'upload' | 'download'

export class DeviceTransfer {
  readonly #choice: RuntimeChoice
  readonly #sessions = new Map<string, InferenceSession>()

  private constructor(choice: RuntimeChoice) {
    this.#choice = choice
  }

  /** Opens the device and sends one number there and back, so that a missing device shows at once. */
  static async open(choice: RuntimeChoice): Promise<DeviceTransfer> {
    const transfer = new DeviceTransfer(choice)
    const probe = await transfer.upload(float32Tensor([1], [1]))
    await transfer.download(probe)
    probe.dispose()
    return transfer
  }

  async upload(tensor: Tensor): Promise<OrtTensor> {
    return await this.#move('upload', toOrtTensor(tensor), tensor)
  }

  /** The result has its own memory. */
  async download(tensor: OrtTensor): Promise<Tensor> {
    const type = { dataType: dataTypeOf(tensor), shape: tensor.dims }
    return copyTensor(fromOrtTensor(await this.#move('download', tensor, type)))
  }

  async dispose(): Promise<void> {
    for (const session of this.#sessions.values()) await session.release()
    this.#sessions.clear()
  }

  async #move(direction: Direction, tensor: OrtTensor, type: TensorType): Promise<OrtTensor> {
    const session = await this.#session(direction, type)
    const { moved } = await session.run({ tensor })
    invariant(moved !== undefined, 'the transfer session gave nothing')
    return moved
  }

  async #session(direction: Direction, type: TensorType): Promise<InferenceSession> {
    const key = `${direction} ${type.dataType} ${type.shape.join()}`
    const known = this.#sessions.get(key)
    if (known !== undefined) return known
    const graph = new Graph()
    graph.output('moved', stopGradient(graph.input('tensor', type.dataType, type.shape)))
    const isOnDevice = direction === 'upload' && keepsTensorsOnDevice(this.#choice.provider)
    const session = await InferenceSession.create(onnxModel(graph, { hidesShapes: false }).bytes, {
      ...sessionOptions(this.#choice),
      ...(isOnDevice ? { preferredOutputLocation: 'gpu-buffer' } : {}),
    })
    this.#sessions.set(key, session)
    return session
  }
}
