// What a schema found wrong, in words.

import { listOf, said, withoutValues } from './said.ts'
import type { Said } from './said.ts'

/** "path: message" of the first three problems; the contract's own messages are sentences without values. */
export function describeIssues(
  issues: readonly { readonly path?: readonly unknown[] | undefined; readonly message: string }[],
): Said {
  const shown = issues.slice(0, 3).map(({ path, message }) => {
    const place = (path ?? []).map(segmentName).join('.')
    const words = withoutValues(message)
    return place === '' ? words : said`${place}: ${words}`
  })
  const list = listOf(shown, '; ')
  return issues.length > 3 ? said`${list}; and ${issues.length - 3} more` : list
}

function segmentName(segment: unknown): string {
  if (typeof segment === 'object' && segment !== null && 'key' in segment)
    return String(segment.key)
  return String(segment)
}
