// How each user's images are being looked at: the filter and the image last at hand. The grid and the
// editor's next and previous follow the same list.

import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import type { ImageSummary } from '../../src-main/contract/images.ts'
import { NO_FILTER, filterImages } from '../image-filter.ts'
import type { ImageFilter } from '../image-filter.ts'
import { useLibrary } from './library.ts'

export const useBrowsing = defineStore('browsing', () => {
  const library = useLibrary()
  const filters = shallowReactive(new Map<string, ImageFilter>())
  const currentNames = shallowReactive(new Map<string, string>())

  const visibleByUser = computed(() => {
    const visible = new Map<string, readonly ImageSummary[]>()
    for (const [user, images] of library.imagesOf) {
      visible.set(user, filterImages(images, filterOf(user)))
    }
    return visible
  })

  function filterOf(user: string): ImageFilter {
    return filters.get(user) ?? NO_FILTER
  }

  function change(user: string, part: Partial<ImageFilter>): void {
    filters.set(user, { ...filterOf(user), ...part })
  }

  function visible(user: string): readonly ImageSummary[] {
    return visibleByUser.value.get(user) ?? []
  }

  /** The image `offset` places after `name` in the visible list; undefined at its ends. */
  function neighbour(user: string, name: string, offset: number): ImageSummary | undefined {
    const images = visible(user)
    const at = images.findIndex((image) => image.name === name)
    return at < 0 ? images[0] : images[at + offset]
  }

  return {
    filterOf,
    change,
    visible,
    neighbour,
    currentName: (user: string) => currentNames.get(user),
    setCurrent: (user: string, name: string) => void currentNames.set(user, name),
  }
})
