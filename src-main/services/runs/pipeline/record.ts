// How far a run's pipeline is: written by the worker after every phase, read when it goes on.

import { z } from 'zod'
import { phaseSchema, stageSchema } from '../../../contract/runs.ts'
import type { Phase, Stage } from '../../../contract/runs.ts'
import { splitReferenceSchema } from '../../../contract/split.ts'
import { readJson, writeJson } from '../../artifact-json.ts'
import type { ArtifactStore, PssRoot } from '../../ports.ts'
import { splitReference } from '../../split.ts'
import { isTruth } from '../../truth.ts'
import { runKey } from '../run-files.ts'
import type { FrozenImages } from './context.ts'

const bestSchema = z.object({ iteration: z.int(), fiou: z.number() })

const recordSchema = z.object({
  images: z.object({
    user: z.array(z.string()),
    labelled: z.array(z.string()),
    split: splitReferenceSchema.nullable().optional(),
    source: z.array(z.string()),
  }),
  finished: z.array(phaseSchema),
  /** Seconds of phases that were paused, by phase. */
  seconds: z.partialRecord(phaseSchema, z.number()),
  best: z.partialRecord(stageSchema, bestSchema),
})

export type Best = z.infer<typeof bestSchema>
type StoredRecord = z.infer<typeof recordSchema>

export class PipelineRecord {
  readonly #artifacts: ArtifactStore
  readonly #key: string
  #stored: StoredRecord

  private constructor(artifacts: ArtifactStore, key: string, stored: StoredRecord) {
    this.#artifacts = artifacts
    this.#key = key
    this.#stored = stored
  }

  /** The stored record, or a new one with the images as they are now. */
  static async open(
    ports: { readonly root: PssRoot; readonly artifacts: ArtifactStore },
    run: { readonly id: string; readonly user: string },
  ): Promise<PipelineRecord> {
    const key = runKey(run.id, 'pipeline.json')
    const stored = await readJson(ports.artifacts, key, recordSchema)
    if (stored !== null) return new PipelineRecord(ports.artifacts, key, stored)
    const images = await freezeImages(ports.root, run.user)
    const record = new PipelineRecord(ports.artifacts, key, {
      images,
      finished: [],
      seconds: {},
      best: {},
    })
    await record.#write()
    return record
  }

  get images(): FrozenImages {
    return this.#stored.images
  }

  isFinished(phase: Phase): boolean {
    return this.#stored.finished.includes(phase)
  }

  /** Seconds spent in a phase before it was paused. */
  secondsBefore(phase: Phase): number {
    return this.#stored.seconds[phase] ?? 0
  }

  best(stage: Stage): Best | null {
    return this.#stored.best[stage] ?? null
  }

  async setBest(stage: Stage, best: Best): Promise<void> {
    this.#stored = { ...this.#stored, best: { ...this.#stored.best, [stage]: best } }
    await this.#write()
  }

  async finish(phase: Phase): Promise<void> {
    this.#stored = { ...this.#stored, finished: [...this.#stored.finished, phase] }
    await this.#write()
  }

  async pause(phase: Phase, seconds: number): Promise<void> {
    this.#stored = { ...this.#stored, seconds: { ...this.#stored.seconds, [phase]: seconds } }
    await this.#write()
  }

  async #write(): Promise<void> {
    await writeJson(this.#artifacts, this.#key, this.#stored)
  }
}

async function freezeImages(root: PssRoot, user: string): Promise<StoredRecord['images']> {
  const { images, validationSplit } = await root.listUser(user)
  const { names } = await root.listSource()
  return {
    user: images.map(({ name }) => name),
    labelled: images.filter(isTruth).map(({ name }) => name),
    split: splitReference(validationSplit),
    source: [...names],
  }
}
