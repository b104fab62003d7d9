// The settings of a root, in one file among its artifacts. What the file does not say is the careful choice.

import { z } from 'zod'
import { rootSettingsSchema } from '../contract/root.ts'
import type { RootSettings } from '../contract/root.ts'
import { readJson, writeJson } from './artifact-json.ts'
import type { ArtifactStore } from './ports.ts'

const KEY = 'settings.json'

const { shape } = rootSettingsSchema
const storedSchema = z.object({
  isCopyOnValidationAllowed: shape.isCopyOnValidationAllowed.default(false),
  isBlindOnValidation: shape.isBlindOnValidation.default(true),
  isSingleAnnotator: shape.isSingleAnnotator.default(false),
  secondShare: shape.secondShare.default(0.05),
  secondSeed: shape.secondSeed.default(1),
})

/** Error: corrupt. */
export async function readSettings(artifacts: ArtifactStore): Promise<RootSettings> {
  return (await readJson(artifacts, KEY, storedSchema)) ?? storedSchema.parse({})
}

/** Errors: io (the root cannot be written), corrupt. */
export async function configureRoot(
  artifacts: ArtifactStore,
  change: { [Key in keyof RootSettings]?: RootSettings[Key] | undefined },
): Promise<RootSettings> {
  const present = await readSettings(artifacts)
  const settings: RootSettings = {
    isCopyOnValidationAllowed:
      change.isCopyOnValidationAllowed ?? present.isCopyOnValidationAllowed,
    isBlindOnValidation: change.isBlindOnValidation ?? present.isBlindOnValidation,
    isSingleAnnotator: change.isSingleAnnotator ?? present.isSingleAnnotator,
    secondShare: change.secondShare ?? present.secondShare,
    secondSeed: change.secondSeed ?? present.secondSeed,
  }
  await writeJson(artifacts, KEY, settings)
  return settings
}
