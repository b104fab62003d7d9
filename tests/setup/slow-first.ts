// Whole runs first: of the files that take minutes none is left for the end, when one core would wait for another.

import { BaseSequencer } from 'vitest/node'
import type { TestSpecification } from 'vitest/node'

const SLOW = /[\\/]tests[\\/](hosts|crash)[\\/]|\.gpu\.test\.ts$/

export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isSlow = ({ moduleId }: TestSpecification): boolean => SLOW.test(moduleId)
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))]
  }
}
