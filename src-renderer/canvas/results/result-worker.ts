// The worker's side of a run's results: one picture after another, for each takes four bytes a pixel while it is read.
// Nothing is kept between them.

import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Size } from '../camera/camera.ts'
import { readPixels } from '../photo/read-pixels.ts'
import { readResult } from './result-picture.ts'
import type { DecodedPicture, ResultJob } from './result-picture.ts'
import { answerJob } from '../../page/worker-runner.ts'
import type { WorkerJob } from '../../page/worker-runner.ts'

let before: Promise<void> = Promise.resolve()

addEventListener('message', ({ data }: MessageEvent<WorkerJob>) => {
  before = before.then(() => answer(data))
})

async function answer(job: WorkerJob): Promise<void> {
  const planes: LabelMap[] = []
  const answered = await answerJob(job, async (asked) => {
    const plane = await readResult(asked as ResultJob, decode)
    planes.push(plane)
    return plane
  })
  postMessage(answered, { transfer: planes.map(({ data }) => data.buffer as ArrayBuffer) })
}

async function decode(file: Blob, size: Size): Promise<DecodedPicture> {
  // Levels are numbers here, and no colours to be converted.
  const picture = await createImageBitmap(file, { colorSpaceConversion: 'none' })
  try {
    const { width, height } = picture
    const isOfSize = width === size.width && height === size.height
    return { found: { width, height }, pixels: isOfSize ? readPixels(picture, size) : null }
  } finally {
    picture.close()
  }
}
