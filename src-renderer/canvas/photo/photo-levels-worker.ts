// The worker's side of making a photo smaller.

import { levelSizes } from './photo-levels.ts'
import type { LevelsJob } from './photo-loader.ts'
import { answerJob } from '../../page/worker-runner.ts'
import type { WorkerJob } from '../../page/worker-runner.ts'

addEventListener('message', ({ data }: MessageEvent<WorkerJob>) => void answer(data))

async function answer(job: WorkerJob): Promise<void> {
  const levels: ImageBitmap[] = []
  const answered = await answerJob(job, async (asked) => {
    const whole = await createImageBitmap((asked as LevelsJob).file)
    for (const { width, height } of levelSizes(whole.width, whole.height)) {
      const size = { resizeWidth: width, resizeHeight: height } as const
      // At half the size this is the mean of four pixels.
      levels.push(
        await createImageBitmap(levels.at(-1) ?? whole, { ...size, resizeQuality: 'low' }),
      )
    }
    whole.close()
    return levels
  })
  postMessage(answered, { transfer: levels })
}
