// The settings of a root, in one file among its artifacts. Without the file they are the careful ones.

import { rootSettingsSchema } from '../contract/root.ts'
import type { RootSettings } from '../contract/root.ts'
import { readJson, writeJson } from './artifact-json.ts'
import type { RootPorts } from './ports.ts'

const KEY = 'settings.json'

const DEFAULTS: RootSettings = { isCopyOnValidationAllowed: false }

/** Error: corrupt. */
export async function readSettings({ artifacts }: RootPorts): Promise<RootSettings> {
  return (await readJson(artifacts, KEY, rootSettingsSchema)) ?? DEFAULTS
}

/** Errors: io (the root cannot be written), corrupt. */
export async function configureRoot(
  ports: RootPorts,
  change: { [Key in keyof RootSettings]?: RootSettings[Key] | undefined },
): Promise<RootSettings> {
  const present = await readSettings(ports)
  const settings = {
    isCopyOnValidationAllowed:
      change.isCopyOnValidationAllowed ?? present.isCopyOnValidationAllowed,
  }
  await writeJson(ports.artifacts, KEY, settings)
  return settings
}
