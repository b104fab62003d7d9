// What smart click looks at photos with. The CPU begins, so that nobody waits for a trial; once a photo has been looked
// at, the devices are tried behind it, and the next photos go to the one that "auto" picks. A device that fails at a
// photo is given up for this studio, and the log and the tool say so.

import { wordsOfError } from '../core/errors.ts'
import { inEnglish, inOneLine, said } from '../core/said.ts'
import type { EncoderDevice, SegmenterDevice } from '../services/ports/promptable-segmenter.ts'
import type { DeviceTrials } from './try-devices.ts'

export interface EncoderDeviceChoice {
  now(): EncoderDevice
  /** Tries the devices, the first time it is called; does not wait. */
  find(): void
  /** From now on the CPU, because of what happened on another device. */
  giveUp(device: SegmenterDevice, error: unknown): void
}

export function chooseEncoderDevice(
  devices: DeviceTrials,
  log: (message: string) => void,
): EncoderDeviceChoice {
  let chosen: EncoderDevice = {
    device: 'cpu',
    reason: said`devices are tried after the first photo`,
  }
  let isTried = false

  function take(next: EncoderDevice): void {
    chosen = next
    log(`smart click looks at photos on ${next.device}: ${inEnglish(next.reason)}`)
  }

  async function tryAll(): Promise<void> {
    try {
      const { device, reason } = await devices()
      // It is never picked: TensorFlow.js takes no model of ONNX.
      if (device !== 'tfjs-gpu') take({ device, reason })
    } catch (error) {
      take({ device: 'cpu', reason: said`devices could not be tried (${lineOf(error)})` })
    }
  }

  return {
    now: () => chosen,
    find() {
      if (isTried) return
      isTried = true
      void tryAll()
    },
    giveUp(device, error) {
      take({ device: 'cpu', reason: said`${device} failed at a photo (${lineOf(error)})` })
    },
  }
}

function lineOf(error: unknown) {
  return inOneLine(wordsOfError(error))
}
