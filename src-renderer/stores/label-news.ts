// What lists must be told of labels that change: at once, photo by photo, while somebody labels; and everything anew
// when many changed, or when the editor is left.

import { shallowRef } from 'vue'
import type { ImageSummary } from '../../src-main/contract/images.ts'
import type { PhotoLabels } from '../../src-main/contract/label-records.ts'
import { totalSeconds } from '../../src-main/core/labels/active-time.ts'
import type { StudioClient } from '../api.ts'
import type { ImageKey } from '../canvas/image-key.ts'
import type { createImageLists } from './image-lists.ts'

export interface LabelNewsSource {
  readonly client: StudioClient
  readonly images: ReturnType<typeof createImageLists>
  /** Reads the summary of the root anew. */
  load(): Promise<void>
}

export function createLabelNews({ client, images, load }: LabelNewsSource) {
  const lastSavedRevision = shallowRef<string | null>(null)
  /** Users whose lists do not say everything of their photos any more. */
  const outdated = new Set<string>()

  /** A mask was stored: its pictures have new addresses. */
  async function maskSaved(key: ImageKey, revision: string): Promise<void> {
    lastSavedRevision.value = revision
    const { user, name } = key
    tell(key, { ...newsOf(await client.labelRecords.get({ user, name })), hasMask: true })
  }

  /** The labels of a photo changed in the editor: the rest of what lists say of them comes with `catchUp`. */
  function labelled(key: ImageKey, labels: PhotoLabels): void {
    tell(key, newsOf(labels))
  }

  function tell(key: ImageKey, change: Partial<ImageSummary>): void {
    images.changeImage(key, change)
    outdated.add(key.user)
  }

  /** Masks of many photos were stored, or files in the folder may have changed otherwise. */
  async function filesChanged(users: readonly string[]): Promise<void> {
    // The time stands for their many revisions.
    lastSavedRevision.value = `files-${Date.now()}`
    await listAnew(users)
  }

  /** Lists anew what was labelled photo by photo. To list ten thousand photos takes too long to do so for each. */
  async function catchUp(): Promise<void> {
    const users = [...outdated]
    outdated.clear()
    if (users.length > 0) await listAnew(users)
  }

  /** Labels of many photos changed. */
  async function listAnew(users: readonly string[]): Promise<void> {
    await Promise.all([load(), ...users.map((user) => images.loadImages(user, true))])
  }

  return {
    lastSavedRevision,
    maskSaved,
    labelled,
    filesChanged,
    catchUp,
    listAnew,
    forgetNews: () => outdated.clear(),
  }
}

function newsOf({ state, record }: PhotoLabels): Partial<ImageSummary> {
  const openIssueCount = record?.issues.filter(({ isOpen }) => isOpen).length ?? 0
  const activeSeconds = Math.round(totalSeconds(record?.work ?? []))
  return { labelState: state, openIssueCount, activeSeconds, annotator: record?.annotator ?? null }
}
