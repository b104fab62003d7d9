// Answers the contract: every procedure in one line, every error in the same words over every door.

import { implement } from '@orpc/server'
import { contract } from '../contract/contract.ts'
import { readGroups, writeGroupList } from './groups.ts'
import { importPhotos } from './import-photos.ts'
import { listFigures, listImages, setImageLabels, storedThumbnails } from './images.ts'
import { dismissSetAside, readSetAside } from './label-editing/recover-mask.ts'
import { exportLabels } from './label-files/export-labels.ts'
import { importLabels } from './label-files/import-labels.ts'
import { acceptBlindPhoto, acceptPhoto } from './labelling/accept-photo.ts'
import {
  actOnLabels,
  addIssue,
  addWork,
  readPhotoLabels,
  setIssueOpen,
} from './labelling/label-records.ts'
import type { RecordPorts } from './labelling/label-records.ts'
import { readGoldPhotos, setGold } from './labelling/gold.ts'
import { openPair, readAgreement } from './labelling/agreement.ts'
import { settlePair } from './labelling/settle-pair.ts'
import { finishSecond } from './labelling/finish-second.ts'
import { freezeLabels } from './labelling/freeze-labels.ts'
import { readWorkLog } from './labelling/work-log.ts'
import { summarizeRoot } from './root.ts'
import { toRpcError, withRpcErrors } from './rpc-errors.ts'
import { BUDGETS } from './runs/budgets.ts'
import { evaluateStored } from './runs/evaluate-stored.ts'
import { readImageScores } from './runs/image-scores.ts'
import { readLosses, thinLosses } from './runs/losses.ts'
import { exportRun } from './runs/export/export-run.ts'
import { writeReport } from './runs/report/write-report.ts'
import { listRuns } from './runs/run-store.ts'
import { startRun } from './runs/start-run.ts'
import { configureRoot } from './settings.ts'
import { changeSplit, drawSplitOf, freezeSplit, readSplitStatus, unfreezeSplit } from './split.ts'
import type { OpenedRoot, Studio } from './studio.ts'
import { withdrawalOf } from './withdrawal.ts'
import { doctor } from './system.ts'

export type StudioRouter = ReturnType<typeof createRouter>

export function createRouter(studio: Studio) {
  const { ports } = studio
  const os = implementer(studio)
  return os.router({
    system: { doctor: os.system.doctor.handler(() => doctor(ports.machine)) },
    root: {
      summary: os.root.summary.handler(() => summarizeRoot(studio.opened())),
      masksRead: os.root.masksRead.handler(() => studio.masksRead.follow()),
      open: os.root.open.handler(async ({ input }) => summarizeRoot(await studio.open(input.path))),
      configure: os.root.configure.handler(({ input }) =>
        configureRoot(studio.opened().artifacts, input),
      ),
      importUser: os.root.importUser.handler(({ input, signal }) =>
        eventsOfWork(studio, importPhotos(studio.opened().root, input, withdrawalOf(signal))),
      ),
    },
    images: imagesRouter(os.images, studio),
    thumbnails: {
      makeAll: os.thumbnails.makeAll.handler(({ input }) =>
        studio.opened().thumbnails.follow(input),
      ),
    },
    labels: labelsRouter(os.labels, studio),
    split: splitRouter(os.split, studio),
    labelRecords: labelRecordsRouter(os.labelRecords, studio),
    secondLabels: secondLabelsRouter(os.secondLabels, studio),
    assist: {
      status: os.assist.status.handler(() => studio.opened().smartClick.status()),
      prepare: os.assist.prepare.handler(({ input, signal }) =>
        studio.opened().smartClick.prepare(input, withdrawalOf(signal)),
      ),
      segment: os.assist.segment.handler(({ input, signal }) =>
        studio.opened().smartClick.segment(input, withdrawalOf(signal)),
      ),
    },
    runs: runsRouter(os.runs, studio),
  })
}

function labelsRouter(os: ReturnType<typeof implementer>['labels'], studio: Studio) {
  const { ports, opened } = studio
  return {
    open: os.open.handler(({ input }) => opened().desk.open(input)),
    save: os.save.handler(({ input }) => opened().desk.save(input)),
    keep: os.keep.handler(({ input }) => opened().desk.keep(input)),
    hold: os.hold.handler(({ input, signal }) =>
      withRpcErrors(opened().desk.hold(input, withdrawalOf(signal)), ports.machine),
    ),
    holder: os.holder.handler(({ input }) => opened().desk.holder(input)),
    release: os.release.handler(({ input }) => opened().desk.release(input)),
    setAside: os.setAside.handler(({ input }) => readSetAside(opened(), input)),
    dismissSetAside: os.dismissSetAside.handler(({ input }) => dismissSetAside(opened(), input)),
    rescue: os.rescue.handler(({ input }) => opened().desk.rescue(input)),
    beginAnew: os.beginAnew.handler(({ input }) => opened().desk.beginAnew(input)),
    recover: os.recover.handler(({ input }) => opened().desk.recover(input)),
    import: os.import.handler(({ input, signal }) =>
      eventsOfWork(
        studio,
        importLabels(ports.labelFiles, recordPorts(studio), input, withdrawalOf(signal)),
      ),
    ),
    export: os.export.handler(({ input, signal }) =>
      eventsOfWork(studio, exportLabels(ports.labelFiles, opened(), input, withdrawalOf(signal))),
    ),
  }
}

/** A root is not closed under work that reads and writes it. */
function eventsOfWork<T>({ ports, requests }: Studio, events: AsyncIterable<T>) {
  return withRpcErrors(requests.trackEvents(events), ports.machine)
}

function imagesRouter(os: ReturnType<typeof implementer>['images'], { opened }: Studio) {
  return {
    list: os.list.handler(({ input }) => listImages(opened(), input.user)),
    figures: os.figures.handler(({ input }) => listFigures(opened(), input.user)),
    thumbnails: os.thumbnails.handler(({ input }) => storedThumbnails(opened(), input)),
    setLabels: os.setLabels.handler(({ input }) => setImageLabels(opened(), input)),
  }
}

function recordPorts({ opened, ports }: Studio): OpenedRoot & RecordPorts {
  return { ...opened(), machine: ports.machine }
}

function labelRecordsRouter(os: ReturnType<typeof implementer>['labelRecords'], studio: Studio) {
  return {
    get: os.get.handler(({ input }) => readPhotoLabels(studio.opened(), input)),
    act: os.act.handler(({ input: { editor, ...request } }) =>
      request.action === 'freeze'
        ? freezeLabels(recordPorts(studio), request, editor?.id ?? null)
        : actOnLabels(recordPorts(studio), request),
    ),
    acceptPhoto: os.acceptPhoto.handler(({ input }) => acceptPhoto(recordPorts(studio), input)),
    addWork: os.addWork.handler(({ input }) => addWork(studio.opened(), input)),
    workLog: os.workLog.handler(({ input }) => readWorkLog(studio.opened(), input)),
    addIssue: os.addIssue.handler(({ input }) => addIssue(recordPorts(studio), input)),
    setIssueOpen: os.setIssueOpen.handler(({ input }) => setIssueOpen(recordPorts(studio), input)),
  }
}

function secondLabelsRouter(os: ReturnType<typeof implementer>['secondLabels'], studio: Studio) {
  const { opened } = studio
  return {
    agreement: os.agreement.handler(({ input, signal }) =>
      eventsOfWork(studio, readAgreement(opened(), input, withdrawalOf(signal))),
    ),
    gold: os.gold.handler(({ input }) => readGoldPhotos(opened(), input.user)),
    setGold: os.setGold.handler(({ input }) => setGold(recordPorts(studio), input)),
    acceptPhoto: os.acceptPhoto.handler(({ input }) =>
      acceptBlindPhoto(recordPorts(studio), input),
    ),
    finish: os.finish.handler(({ input: { editor, ...worked } }) =>
      finishSecond(opened(), { ...worked, editorId: editor?.id ?? null }),
    ),
    pair: os.pair.handler(({ input }) => openPair(opened(), input)),
    settle: os.settle.handler(({ input }) => settlePair(recordPorts(studio), input)),
  }
}

function implementer({ ports, requests }: Studio) {
  return implement(contract).use(async ({ next }) => {
    try {
      return await requests.track(async () => next())
    } catch (error) {
      throw toRpcError(error, ports.machine)
    }
  })
}

function splitRouter(os: ReturnType<typeof implementer>['split'], studio: Studio) {
  const { ports, opened } = studio
  return {
    get: os.get.handler(({ input }) => readSplitStatus(opened(), input.user)),
    draw: os.draw.handler(({ input }) => drawSplitOf(opened(), input)),
    change: os.change.handler(({ input }) => changeSplit(opened(), input)),
    freeze: os.freeze.handler(({ input }) => freezeSplit(opened(), ports.machine, input.user)),
    unfreeze: os.unfreeze.handler(({ input }) => unfreezeSplit(opened(), input)),
  }
}

function runsRouter(os: ReturnType<typeof implementer>['runs'], studio: Studio) {
  const { ports, opened } = studio
  return {
    budgets: os.budgets.handler(() => [...BUDGETS]),
    start: os.start.handler(({ input }) => startRun(ports, opened(), input)),
    list: os.list.handler(async ({ input }) =>
      (await listRuns(opened().artifacts)).filter(
        ({ config }) => input.user === undefined || config.user === input.user,
      ),
    ),
    get: os.get.handler(({ input }) => opened().queue.get(input.runId)),
    losses: os.losses.handler(async ({ input }) =>
      thinLosses(await readLosses(opened().artifacts, input.runId)),
    ),
    watch: os.watch.handler(({ input }) => opened().queue.watch(input.runId)),
    pause: os.pause.handler(({ input }) => opened().queue.pause(input.runId)),
    resume: os.resume.handler(({ input }) => opened().queue.resume(input.runId)),
    cancel: os.cancel.handler(({ input }) => opened().queue.cancel(input.runId)),
    imageScores: os.imageScores.handler(({ input }) => readImageScores(opened().artifacts, input)),
    evaluate: os.evaluate.handler(({ input }) => evaluateStored(opened(), ports.codec, input)),
    groups: os.groups.handler(({ input }) => readGroups(opened(), input)),
    writeGroupList: os.writeGroupList.handler(({ input }) => writeGroupList(opened(), input)),
    report: os.report.handler(({ input }) => writeReport(ports, opened(), input.runId)),
    export: os.export.handler(({ input }) => exportRun(ports.workers, opened(), input)),
  }
}
