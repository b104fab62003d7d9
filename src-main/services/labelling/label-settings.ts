// How a root is labelled: whether one person annotates alone, and how many photos are labelled twice.

import { labellingSettingsSchema } from '../../contract/label-records.ts'
import type { LabellingSettings } from '../../contract/label-records.ts'
import { readJson, writeJson } from '../artifact-json.ts'
import type { ArtifactStore } from '../ports.ts'

const KEY = 'labelling.json'

const DEFAULTS: LabellingSettings = { isSingleAnnotator: false, secondShare: 0.05, secondSeed: 1 }

/** Error: corrupt. */
export async function readLabellingSettings(artifacts: ArtifactStore): Promise<LabellingSettings> {
  return (await readJson(artifacts, KEY, labellingSettingsSchema)) ?? DEFAULTS
}

/** Error: io. */
export async function writeLabellingSettings(
  artifacts: ArtifactStore,
  settings: LabellingSettings,
): Promise<LabellingSettings> {
  await writeJson(artifacts, KEY, settings)
  return settings
}
