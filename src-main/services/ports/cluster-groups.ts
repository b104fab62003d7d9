// Groups of a user's photos, as a cluster list says them.

export interface ClusterGroups {
  /** The K that K-means was asked for; it names the file. */
  readonly groupCount: number
  /** Group by image name; every photo of the user needs one. */
  readonly groupOf: ReadonlyMap<string, number>
}
