// A PssRoot with what only a disk has: the list files that the authors' programs read.

import type { PssRoot } from '../../services/ports.ts'

export interface ClusterGroups {
  /** The K that K-means was asked for; it names the file. */
  readonly groupCount: number
  /** Group by image name; every photo of the user needs one. */
  readonly groupOf: ReadonlyMap<string, number>
}

export interface PssRootOnDisk extends PssRoot {
  /** Writes personal/<user>/train_cluster<K>.txt and returns its path. Errors: notFound, invalidInput, io. */
  writeClusterList(user: string, groups: ClusterGroups): Promise<string>
}
