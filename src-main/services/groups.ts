// K-means groups as runs stored them: the ones a run used, or the latest of a user.

import type { Groups } from '../contract/runs.ts'
import { groupsSchema } from '../contract/runs.ts'
import { StudioError } from '../core/errors.ts'
import { said } from '../core/said.ts'
import { readJson } from './artifact-json.ts'
import type { RootPorts } from './ports.ts'
import { latestGroupsKey, runKey } from './runs/run-files.ts'

export async function readGroups(
  ports: RootPorts,
  request: { readonly user: string; readonly runId?: string | undefined },
): Promise<Groups> {
  const key =
    request.runId === undefined
      ? latestGroupsKey(request.user)
      : runKey(request.runId, 'groups.json')
  const groups = await readJson(ports.artifacts, key, groupsSchema)
  if (groups !== null) return groups
  const whose =
    request.runId === undefined ? said`user ${request.user}` : said`run ${request.runId}`
  throw new StudioError(
    'notFound',
    said`${whose} has no groups yet; they appear when a run has grouped its images`,
  )
}

/** Group index by image name; null before any grouping. */
export async function groupByImage(
  ports: RootPorts,
  user: string,
): Promise<ReadonlyMap<string, number> | null> {
  const groups = await readJson(ports.artifacts, latestGroupsKey(user), groupsSchema)
  if (groups === null) return null
  return new Map(groups.groups.flatMap(({ index, images }) => images.map((name) => [name, index])))
}

/** For other PSS programs. Errors: notFound, invalidInput (photos without a group), io. */
export async function writeGroupList(
  ports: RootPorts,
  request: { readonly user: string; readonly runId?: string | undefined },
): Promise<{ path: string }> {
  const { groups } = await readGroups(ports, request)
  const groupOf = new Map(
    groups.flatMap(({ index, images }) => images.map((name) => [name, index])),
  )
  const path = await ports.root.writeClusterList(request.user, {
    groupCount: groups.length,
    groupOf,
  })
  return { path }
}
