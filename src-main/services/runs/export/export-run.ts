// Hands a finished run's model out. The work needs the network for the regions of every group, so that a
// worker process does it; here it is checked and followed.

import { StudioError, StudioFault } from '../../../core/errors.ts'
import { said, wordsOf } from '../../../core/said.ts'
import type { ErrorReport } from '../../../contract/schemas.ts'
import type { ArtifactStore, ExportRequest, RootPorts, WorkerLauncher } from '../../ports.ts'
import { checkpointKey } from '../run-files.ts'
import { readRun } from '../run-store.ts'
import { STATUS_WORDS } from '../status-words.ts'

/** Errors: notFound, conflict, invalidInput, io. */
export async function exportRun(
  workers: WorkerLauncher,
  { root, artifacts }: RootPorts,
  request: ExportRequest,
): Promise<{ folder: string; files: string[] }> {
  await requireFinished(artifacts, request)
  const worker = workers.launch()
  worker.send({ type: 'export', rootPath: root.path, ...request })
  try {
    for await (const event of worker.events()) {
      if (event.type === 'refused') throw errorOf(event.error)
      if (event.type === 'exported') return { folder: request.folder, files: [...event.files] }
    }
  } finally {
    worker.kill()
  }
  throw new StudioFault(said`the worker process ended without a word about the export`)
}

async function requireFinished(artifacts: ArtifactStore, request: ExportRequest): Promise<void> {
  const { runId, stage, checkpoint } = request
  const { status } = await readRun(artifacts, runId)
  if (status !== 'finished') {
    throw new StudioError(
      'conflict',
      said`run ${runId} is ${STATUS_WORDS[status]}; a model leaves the studio when its run is finished:
        go on with pss adapt --root DIR --resume ${runId}, or export another run`,
    )
  }
  const key = checkpointKey(request)
  const [folder = '', name = ''] = key.split(/\/(?=[^/]*$)/)
  if ((await artifacts.list(folder)).includes(name)) return
  throw new StudioError(
    'notFound',
    said`run ${runId} has no checkpoint "${checkpoint}" of ${stage} (${artifacts.locate(key)});
      choose a stage that the run has done`,
  )
}

function errorOf({ kind, ...told }: ErrorReport): Error {
  return kind === 'internal' ? new StudioFault(wordsOf(told)) : new StudioError(kind, wordsOf(told))
}
