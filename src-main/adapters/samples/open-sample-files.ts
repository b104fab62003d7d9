// The files of a root as a thread opens them: to read, without catalogue, lock or thumbnails.

import { said } from '../../core/said.ts'
import { createArtifactStore } from '../files/artifact-store.ts'
import { nodeFileSystem } from '../files/file-system.ts'
import { readLabelMap } from '../pss-root/label-map-files.ts'
import { photoSize, readPixels } from '../pss-root/photo-files.ts'
import { createRootFolders } from '../pss-root/root-context.ts'
import type { SampleFiles } from './make-sample.ts'

export function openSampleFiles(rootPath: string): SampleFiles {
  const folders = createRootFolders(rootPath)
  return {
    root: {
      imageSize: (image) => photoSize(folders, image),
      readPixels: (image, size) => readPixels(folders, image, size),
      readLabelMap: (image) => readLabelMap(folders, image),
    },
    artifacts: createArtifactStore({
      rootPath,
      access: { refusal: said`a thread that makes samples only reads` },
      fileSystem: nodeFileSystem,
    }),
  }
}
