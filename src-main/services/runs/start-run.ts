// Starts a run after checking everything that can be known before the work: the user, the source
// images, the masks to evaluate on, the weights, a writable root.

import type { RunConfig, RunSummary } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Ports } from '../ports.ts'
import { isTruth } from '../truth.ts'
import type { OpenedRoot } from '../studio.ts'

const FEWEST_IMAGES = 2

export async function startRun(
  ports: Ports,
  opened: OpenedRoot,
  config: RunConfig,
): Promise<RunSummary> {
  await checkStart(ports, opened, config)
  const createdAt = ports.machine.now().toISOString()
  const stamp = createdAt.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  return opened.queue.enqueue({
    id: `run-${stamp}-${ports.machine.randomId()}`,
    config,
    status: 'queued',
    error: null,
    createdAt,
    finishedAt: null,
    engine: null,
    phaseSeconds: {},
    peakMemoryBytes: null,
    scores: [],
  })
}

async function checkStart(ports: Ports, opened: OpenedRoot, config: RunConfig): Promise<void> {
  const { root } = opened
  if (root.readOnlyReason !== null) {
    throw new StudioError(
      'io',
      said`${root.path}: a run writes into its folder .pss-studio, but ${root.readOnlyReason}`,
    )
  }
  const { images } = await root.listUser(config.user)
  const source = await root.listSource()
  const labelled = images.filter(isTruth)
  if (source.names.length < FEWEST_IMAGES) {
    throw new StudioError(
      'invalidInput',
      said`${root.path}: expected labelled source images in VOC2012 (list train_aug.txt), found ${source.names.length};
        put a VOC2012 folder beside personal`,
    )
  }
  if (images.length < FEWEST_IMAGES) {
    throw new StudioError(
      'invalidInput',
      said`user ${config.user}: a run needs at least ${FEWEST_IMAGES} images, found ${images.length}; import more`,
    )
  }
  if (labelled.length === 0) {
    throw new StudioError(
      'invalidInput',
      said`user ${config.user}: a run is evaluated on labelled images and none is done; label at least one and mark it as done`,
    )
  }
  await ports.weights.read(config.network)
}
