// What is shown while a root is listed for the first time: how many of its masks are read.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { givePageASize, mountStudio } from '../mount-studio.ts'
import type { MountedStudio } from '../mount-studio.ts'
import { createStudioFixture } from '../studio-fixture.ts'

let studio: MountedStudio | undefined

beforeEach(givePageASize)
afterEach(() => studio?.wrapper.unmount())

test.each(['/', '/users/ada', '/photos'])(
  'who waits for the list of photos at %s sees how many masks are read, until it is there',
  async (address) => {
    const fixture = createStudioFixture()
    const { promise, resolve } = Promise.withResolvers<null>()
    fixture.listing.until = promise
    studio = await mountStudio(fixture, address)
    const { wrapper, settle } = studio
    expect(wrapper.text()).not.toContain('Reading masks')
    fixture.listing.tell({ done: 1200, total: 3000 })
    await settle()
    expect(wrapper.text()).toContain('Reading masks: 1,200 of 3,000')
    const bar = wrapper.get('[aria-label="Masks that are read"]')
    expect(bar.attributes('aria-valuenow')).toBe('40')
    fixture.listing.tell({ done: 3000, total: 3000 })
    await settle()
    expect(wrapper.text()).not.toContain('Reading masks')
    resolve(null)
    await settle()
    expect(wrapper.text()).toContain(address === '/' ? '12 photos' : 'photo00')
    expect(fixture.listing.watchers.size).toBe(0)
  },
)
