import { expect, test } from 'vitest'
import type { PhotoLabels } from '../../src-main/contract/label-records.ts'
import { newRecord } from '../../src-main/core/labels/label-record.ts'
import type { StudioClient } from '../../src-renderer/api.ts'
import { createImageLists } from '../../src-renderer/stores/image-lists.ts'
import { createLabelNews } from '../../src-renderer/stores/label-news.ts'
import { createImages } from './studio-fixture.ts'

/** A studio that notes what is asked of it. */
async function start() {
  const asked: string[] = []
  const client = {
    images: {
      list: async ({ user }: { user: string }) => {
        asked.push(`list ${user}`)
        return createImages(12)
      },
    },
    labelRecords: {
      get: async ({ name }: { name: string }) => {
        asked.push(`record of ${name}`)
        return { state: 'draft', record: null }
      },
    },
  } as unknown as StudioClient
  const images = createImageLists(client)
  const load = async (): Promise<void> => void asked.push('summary')
  const news = createLabelNews({ client, images, load })
  await images.loadImages('ada')
  asked.length = 0
  const stateOf = (name: string) => images.imageByKey.value.get(`ada/${name}`)?.labelState
  return { asked, images, news, stateOf }
}

test('a stored mask is told of its photo alone; the rest is listed when the editor is left', async () => {
  const { asked, images, news, stateOf } = await start()
  await news.maskSaved({ user: 'ada', name: 'photo03' }, 'r7')
  await news.maskSaved({ user: 'ada', name: 'photo04' }, 'r8')
  expect(asked).toEqual(['record of photo03', 'record of photo04'])
  expect(news.lastSavedRevision.value).toBe('r8')
  expect([stateOf('photo03'), stateOf('photo04')]).toEqual(['draft', 'draft'])
  expect(images.imageByKey.value.get('ada/photo03')?.hasMask).toBe(true)
  await news.catchUp()
  expect(asked.slice(2).toSorted()).toEqual(['list ada', 'summary'])
  await news.catchUp()
  expect(asked).toHaveLength(4)
})

test('a photo that was marked as done is done at once', async () => {
  const { asked, news, stateOf } = await start()
  news.labelled({ user: 'ada', name: 'photo05' }, { state: 'done', record: null })
  expect(stateOf('photo05')).toBe('done')
  expect(asked).toEqual([])
})

test('who labels a photo, and for how long, is in the list at once', async () => {
  const { images, news } = await start()
  const photo = { sha256: '0'.repeat(64), width: 40, height: 30, orientation: 1 }
  const work = [{ tool: 'brush', isAssisted: false, seconds: 61.4, gestures: 3 }] as const
  const record = { ...newRecord(photo, true), annotator: 'ann', work }
  const labels = JSON.parse(JSON.stringify({ state: 'draft', record })) as PhotoLabels
  news.labelled({ user: 'ada', name: 'photo05' }, labels)
  const known = images.imageByKey.value.get('ada/photo05')
  expect([known?.annotator, known?.activeSeconds]).toEqual(['ann', 61])
})

test('of another root nothing is caught up', async () => {
  const { asked, news } = await start()
  news.labelled({ user: 'ada', name: 'photo05' }, { state: 'done', record: null })
  news.forgetNews()
  await news.catchUp()
  expect(asked).toEqual([])
})
