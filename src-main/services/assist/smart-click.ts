// Smart click on the photos of one root: photos are encoded ahead of the person, prompts answered at once, and what
// a person has moved on from is not computed.

import type { SegmentCandidate } from '../../contract/assist.ts'
import type { Device } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import { said, tell } from '../../core/said.ts'
import type { Told } from '../../core/said.ts'
import type { PssRoot, WeightsLibrary } from '../ports.ts'
import type { MaskWish, PromptableSegmenter } from '../ports/promptable-segmenter.ts'
import { SEGMENTER_ADVICE, SEGMENTER_NAMES } from '../ports/promptable-segmenter.ts'
import type { Withdrawal } from '../withdrawal.ts'
import { TaskLine } from './task-line.ts'

export interface PhotoKey {
  readonly user: string
  readonly name: string
}

export interface SmartClickParts {
  readonly root: Pick<PssRoot, 'isWritable' | 'readOnlyReason'>
  readonly weights: WeightsLibrary
  readonly segmenter: PromptableSegmenter
}

type Signal = Withdrawal | undefined

export class SmartClick {
  readonly #parts: SmartClickParts
  readonly #encoding = new TaskLine()
  readonly #decoding = new TaskLine()
  /** Keys of embeddings, by photo; found out anew whenever a photo is prepared. */
  readonly #keys = new Map<string, string>()

  constructor(parts: SmartClickParts) {
    this.#parts = parts
  }

  async status(): Promise<{ isAvailable: boolean; device: Device; reason: Told }> {
    const { device, reason } = this.#parts.segmenter.encoderDevice()
    return { isAvailable: await this.#isAvailable(), device, reason: tell(reason) }
  }

  async prepare(
    { user, names }: { readonly user: string; readonly names: readonly string[] },
    signal: Signal,
  ): Promise<{ readyCount: number }> {
    await this.#requireReady()
    const all = names.map((name, at) => this.#encode({ user, name }, signal, at === 0))
    await Promise.all(all)
    return { readyCount: all.length }
  }

  async segment(
    { prompts, mostMasks, ...photo }: PhotoKey & MaskWish,
    signal: Signal,
  ): Promise<{ candidates: SegmentCandidate[] }> {
    await this.#requireReady()
    const wish = { prompts, mostMasks }
    const known = this.#keys.get(keyOf(photo)) ?? (await this.#encode(photo, signal, true))
    const found =
      (await this.#decode(known, wish, signal)) ??
      (await this.#decode(await this.#encode(photo, signal, true), wish, signal))
    if (found !== null) return { candidates: [...found] }
    throw new StudioError(
      'io',
      said`${photo.name}: what smart click had stored of this photo is gone; click again`,
    )
  }

  close(): void {
    this.#parts.segmenter.close()
  }

  #decode(
    key: string,
    wish: MaskWish,
    signal: Signal,
  ): Promise<readonly SegmentCandidate[] | null> {
    const task = () => this.#parts.segmenter.decode(key, wish)
    return this.#decoding.run(task, { signal, isUrgent: false })
  }

  async #encode(photo: PhotoKey, signal: Signal, isUrgent: boolean): Promise<string> {
    const task = () => this.#parts.segmenter.encode({ domain: 'user', ...photo })
    const key = await this.#encoding.run(task, { signal, isUrgent })
    this.#keys.set(keyOf(photo), key)
    return key
  }

  async #isAvailable(): Promise<boolean> {
    const names = (await this.#parts.weights.list()).map(({ name }) => name)
    return Object.values(SEGMENTER_NAMES).every((name) => names.includes(name))
  }

  async #requireReady(): Promise<void> {
    const { isWritable, readOnlyReason } = this.#parts.root
    if (!isWritable) {
      throw new StudioError(
        'conflict',
        said`smart click works in folders that can be written to: ${readOnlyReason ?? said`it is read-only`}`,
      )
    }
    if (!(await this.#isAvailable())) throw new StudioError('notFound', SEGMENTER_ADVICE)
  }
}

function keyOf({ user, name }: PhotoKey): string {
  return `${user}/${name}`
}
