// What somebody found wrong with a mask, pinned to the pixels it is about.

import { decodeBase64, encodeBase64 } from '../bytes/base64.ts'
import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { Region } from '../painting/flood-fill.ts'
import { createPixelMask, maskOfRegion } from '../geometry/pixel-mask.ts'
import type { ImageSize, PixelMask } from '../geometry/pixel-mask.ts'
import { decodeRuns, encodeRuns } from '../bytes/run-length.ts'

export const ISSUE_KINDS = ['boundary', 'wrongClass', 'missedObject', 'shouldBeVoid'] as const

export type IssueKind = (typeof ISSUE_KINDS)[number]

/** A window of the photo and which of its pixels are meant. */
export interface PinnedRegion {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Base64 of the run lengths of width x height values, 1 = meant. */
  readonly runLengths: string
}

export interface LabelIssue {
  readonly id: string
  readonly kind: IssueKind
  /** Class of the pixels when the issue was found, 0..20 or 255. */
  readonly classValue: number
  readonly region: PinnedRegion
  readonly comment: string
  /** Who is to look after it; null for whoever labels the photo. */
  readonly assignee: string | null
  readonly isOpen: boolean
  readonly createdBy: string
  /** ISO 8601, as all times of a label record. */
  readonly createdAt: string
  /** Who resolved or reopened it last. */
  readonly changedBy: string
  readonly changedAt: string
}

export function pinRegion(region: Region, image: ImageSize): PinnedRegion {
  return pinMask(maskOfRegion(region, 0, image))
}

/** Every pixel of the rectangle, which must lie inside the image. */
export function pinRect(rect: PixelMask['rect']): PinnedRegion {
  const mask = createPixelMask(rect)
  mask.data.fill(1)
  return pinMask(mask)
}

export function pinMask({ rect, data }: PixelMask): PinnedRegion {
  return { ...rect, runLengths: encodeBase64(encodeRuns(data)) }
}

/** The pixels meant. Throws `corrupt` when the runs do not fit the window, `invalidInput` when they are no base64. */
export function pinnedPixels({ runLengths, ...rect }: PinnedRegion): PixelMask {
  return { rect, data: decodeRuns(decodeBase64(runLengths), rect.width * rect.height) }
}

/** Throws `invalidInput` when the region leaves the photo, besides the errors of pinnedPixels. */
export function requirePinned(region: PinnedRegion, image: ImageSize): void {
  const { x, y, width, height } = region
  if (x + width > image.width || y + height > image.height) {
    throw new StudioError(
      'invalidInput',
      said`issue: expected a region inside ${image.width}x${image.height},
        got ${width}x${height} at (${x}, ${y}); pin it again`,
    )
  }
  pinnedPixels(region)
}

/** Throws `notFound`. */
export function withIssueState(
  issues: readonly LabelIssue[],
  change: Pick<LabelIssue, 'id' | 'isOpen' | 'changedBy' | 'changedAt'>,
): LabelIssue[] {
  if (!issues.some(({ id }) => id === change.id)) {
    throw new StudioError(
      'notFound',
      said`there is no issue ${change.id} here; load the photo again`,
    )
  }
  return issues.map((issue) => (issue.id === change.id ? { ...issue, ...change } : issue))
}
