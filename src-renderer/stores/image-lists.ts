// The images of each user asked for, as the studio listed them and as they were labelled since.

import { computed, markRaw, shallowReactive } from 'vue'
import type { ImageLabelsOfPhoto, ImageSummary } from '../../src-main/contract/images.ts'
import type { StudioClient } from '../api.ts'
import { idOf } from '../browse/image.ts'
import type { BrowsedImage, ImageId } from '../browse/image.ts'
import type { ImageKey } from '../canvas/image-key.ts'
import { failureOf } from '../page/failure.ts'
import type { Failure } from '../page/failure.ts'

export function createImageLists(client: StudioClient) {
  const imagesOf = shallowReactive(new Map<string, readonly BrowsedImage[]>())
  const imageFailures = shallowReactive(new Map<string, Failure>())
  const imageByKey = computed<ReadonlyMap<ImageId, BrowsedImage>>(
    () => new Map([...imagesOf.values()].flat().map((image) => [idOf(image), image])),
  )

  /** Lists on their way, of the root that is open; another map for each root. */
  let awaited = new Map<string, Promise<void>>()

  /** Asks the studio unless the list is known or on its way; always when `isForced`. */
  async function loadImages(user: string, isForced = false): Promise<void> {
    if (isForced) return askForImages(user)
    if (imagesOf.has(user)) return
    const ofRoot = awaited
    const asked = ofRoot.get(user) ?? askForImages(user)
    ofRoot.set(user, asked)
    await asked
    ofRoot.delete(user)
  }

  /** Labels on their way to the studio: a list says nothing of them yet. */
  let sending: Promise<unknown> | null = null

  async function askForImages(user: string): Promise<void> {
    const ofRoot = awaited
    try {
      const sent = sending
      if (sent !== null) await sent
      const images = await client.images.list({ user })
      // Another root was opened meanwhile, in which a user may have the same name.
      if (ofRoot !== awaited) return
      if (sent !== sending) return await askForImages(user)
      imagesOf.set(user, markRaw(images.map((image) => ({ ...image, user }))))
      imageFailures.delete(user)
    } catch (error) {
      if (ofRoot === awaited) imageFailures.set(user, failureOf(error))
    }
  }

  /** Image-level labels of photos of one user; shown at once, and as they are on disk when that fails. */
  async function setLabels(user: string, labels: readonly ImageLabelsOfPhoto[]): Promise<void> {
    const classesOf = new Map(labels.map(({ name, classes }) => [name, classes]))
    const changed = (imagesOf.get(user) ?? []).map((image) => {
      const classes = classesOf.get(image.name)
      return classes === undefined ? image : withLabels(image, classes)
    })
    imagesOf.set(user, markRaw(changed))
    try {
      const sent = client.images.setLabels({ user, labels: [...labels] })
      sending = Promise.allSettled([sending, sent])
      await sent
    } catch (error) {
      await loadImages(user, true)
      throw error
    }
  }

  /** What is known of one image already, before its list is asked for again. */
  function changeImage({ user, name }: ImageKey, change: Partial<ImageSummary>): void {
    const images = imagesOf.get(user)
    if (images === undefined) return
    const changed = images.map((image) => (image.name === name ? { ...image, ...change } : image))
    imagesOf.set(user, markRaw(changed))
  }

  function forgetImages(): void {
    imagesOf.clear()
    awaited = new Map()
    imageFailures.clear()
  }

  return { imagesOf, imageFailures, imageByKey, loadImages, setLabels, changeImage, forgetImages }
}

function withLabels(image: BrowsedImage, classes: number[] | null): BrowsedImage {
  return {
    ...image,
    imageLabels: classes,
    classes: image.hasMask ? image.classes : (classes ?? []),
  }
}
