// The one place that decides what "auto" computes on: every device takes the same trial step, and the fastest
// whose numbers are the CPU's is picked. A driver that draws in software is slower than the CPU, so it never is.

import type { Device } from '../contract/runs.ts'
import { StudioError, wordsOfError } from '../core/errors.ts'
import { inOneLine, listOf, said } from '../core/said.ts'
import type { Words } from '../core/said.ts'
import type { Executor } from '../engine/executor/executor.ts'
import { TRIAL_SIZES, runTrial } from '../engine/executor/trial-step.ts'
import type { Trial } from '../engine/executor/trial-step.ts'

export interface DeviceTrial {
  readonly device: Device
  /** `missing`: this machine does not have it. `failed`: it does, and it does not work. */
  readonly status: 'ok' | 'missing' | 'failed'
  /** How fast, or why not, in one line. */
  readonly detail: Words
}

export interface ChosenDevice {
  readonly device: Device
  /** Why this one and none of the others, in one line. */
  readonly reason: Words
  readonly trials: readonly DeviceTrial[]
}

export interface TrialWorld {
  /** Those that this system can have, the CPU among them. */
  readonly devices: readonly Device[]
  open(device: Device): Promise<Executor>
  /** Milliseconds. */
  now(): number
  readonly sizes?: typeof TRIAL_SIZES
}

/** Losses of two devices may differ by float32 sums in another order. */
const SAME_NUMBERS = 1e-3
/** A first step, which compiles shaders, of this many times the CPU's and a second besides is hopeless. */
const PATIENCE = 10

interface Tried extends DeviceTrial {
  /** Null when it cannot be picked. */
  readonly seconds: number | null
}

/** Tries every device, the CPU first. Throws when the CPU itself does not work. */
export async function chooseDevice(world: TrialWorld): Promise<ChosenDevice> {
  const cpu = await tryOne(world, 'cpu', Infinity)
  const tried: Tried[] = [describeCpu(cpu)]
  for (const device of world.devices) {
    if (device !== 'cpu') tried.push(await tryOther(world, device, cpu))
  }
  // TensorFlow.js interprets node by node: a trial of few nodes flatters it. A person may choose it.
  const able = tried.filter(({ device, seconds }) => seconds !== null && device !== 'tfjs-gpu')
  const fastest = able.reduce((best, each) => ((each.seconds ?? 0) < (best.seconds ?? 0) ? each : best)) // prettier-ignore
  const { device } = fastest
  const others = tried.filter((each) => each.device !== device)
  const each = [fastest, ...others].map((one) => said`${one.device}: ${inShort(one)}`)
  const reason = listOf(each, '; ')
  const trials = tried.map(({ device: name, status, detail }) => ({ device: name, status, detail }))
  return { device, reason, trials }
}

function inShort({ status, detail }: Tried): Words {
  if (status === 'missing') return said`not on this machine`
  return status === 'failed' ? said`fails (${detail})` : detail
}

async function tryOne(world: TrialWorld, device: Device, patienceSeconds: number): Promise<Trial> {
  const executor = await world.open(device)
  try {
    const { now, sizes = TRIAL_SIZES } = world
    return await runTrial(executor, { sizes, now, patienceSeconds })
  } finally {
    await executor.dispose()
  }
}

function describeCpu({ seconds }: Trial): Tried {
  const detail = said`a trial step takes ${(seconds * 1000).toFixed(0)} ms`
  return { device: 'cpu', status: 'ok', detail, seconds }
}

/** What does not work is a result here, told to a person in words; nothing else goes on from it. */
async function tryOther(world: TrialWorld, device: Device, cpu: Trial): Promise<Tried> {
  try {
    const trial = await tryOne(world, device, PATIENCE * cpu.seconds + 1)
    return judge(device, trial, cpu)
  } catch (error) {
    const isMissing = error instanceof StudioError && error.kind === 'unsupported'
    const detail = inOneLine(wordsOfError(error))
    return { device, status: isMissing ? 'missing' : 'failed', detail, seconds: null }
  }
}

function judge(device: Device, { seconds, losses }: Trial, cpu: Trial): Tried {
  const wrong = losses.findIndex((loss, step) => {
    const expected = cpu.losses[step] ?? NaN
    return !(Math.abs(loss - expected) <= SAME_NUMBERS * Math.abs(expected))
  })
  if (wrong >= 0) {
    const detail = said`it computes wrongly: the loss of trial step ${wrong + 1} is ${losses[wrong] ?? NaN},
      on the CPU ${cpu.losses[wrong] ?? NaN}`
    return { device, status: 'failed', detail, seconds: null }
  }
  const times = cpu.seconds / seconds
  if (times >= 1) return { device, status: 'ok', detail: said`${times.toFixed(1)} times as fast as the CPU`, seconds } // prettier-ignore
  const detail = said`works, but ${(1 / times).toFixed(1)} times slower than the CPU`
  return { device, status: 'ok', detail, seconds }
}
