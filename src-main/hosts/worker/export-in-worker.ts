// One export inside the worker process: opens the root and an executor, and writes the folder whole.

import { openRoot } from '../../adapters/pss-root/open-root.ts'
import { writeNewFolder } from '../../adapters/files/write-new-folder.ts'
import { nodeFileSystem } from '../../adapters/files/file-system.ts'
import type { ExportRequest, RootPorts, WorkerEvent } from '../../services/ports.ts'
import { exportFiles } from '../../services/runs/export/export-files.ts'
import { reportOf } from '../../services/runs/job.ts'
import { PipelineRecord } from '../../services/runs/pipeline/record.ts'
import { readRun } from '../../services/runs/run-store.ts'
import { openExecutor } from './open-executor.ts'

export interface WorkerExport extends ExportRequest {
  readonly rootPath: string
  readonly log: (message: string) => void
}

export async function* exportInWorker(
  request: WorkerExport,
): AsyncGenerator<WorkerEvent, void, undefined> {
  try {
    yield { type: 'exported', files: await execute(request) }
  } catch (error) {
    yield { type: 'refused', error: reportOf(error, { log: request.log }) }
  }
  yield { type: 'ended' }
}

async function execute(request: WorkerExport): Promise<readonly string[]> {
  const ports = await openRoot(request.rootPath, { as: 'worker' })
  try {
    return await writeFiles(request, ports)
  } finally {
    await ports.root.close()
  }
}

async function writeFiles(request: WorkerExport, ports: RootPorts): Promise<readonly string[]> {
  const { runId, stage, checkpoint, folder } = request
  const { config, device } = await readRun(ports.artifacts, runId)
  const { images } = await PipelineRecord.open(ports, { id: runId, user: config.user })
  const executor = await openExecutor(device ?? 'cpu')
  try {
    const files = exportFiles({ ...ports, executor, runId, config, images, stage, checkpoint })
    return await writeNewFolder(nodeFileSystem, folder, files)
  } finally {
    await executor.dispose()
  }
}
