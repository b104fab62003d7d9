// ATTRIBUTION.md of the sample: what CC BY 2.0 asks for, photo by photo.

import type { CameraLook } from './camera-looks.ts'

export interface SampleCredit {
  /** COCO image id. */
  readonly id: string
  /** Path in the sample. */
  readonly file: string
  readonly flickrUrl: string
  readonly changes: readonly string[]
}

export function attributionPage(
  credits: readonly SampleCredit[],
  [first, second]: readonly [CameraLook, CameraLook],
): string {
  const rows = credits.map(
    ({ file, id, flickrUrl, changes }) =>
      `| ${file} | [${photoId(flickrUrl)}](${flickrPage(flickrUrl)}) | ${id} | ${changes.join(', ')} |`,
  )
  return `# The sample photos: whose they are

Every photo here is by a photographer on Flickr, who published it under the
[Creative Commons Attribution 2.0 licence](https://creativecommons.org/licenses/by/2.0/) (CC BY 2.0), as recorded by
the COCO data set (licence 4 of its list). The link in each line leads to the photo's page with the photographer's name.
The photos were **changed**: cropped where the table says so, scaled to at most 512 pixels, encoded again as JPEG. Two
crops of one photograph stand for two shots of one scene.
The photos of each user were also given the look of one camera: id1 ${first.description}; id2 ${second.description}.
The users are invented: the people who took or are in these photos have nothing to do with each other.

The masks are the polygons of [COCO](https://cocodataset.org) (annotations: COCO Consortium,
[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)), drawn as pixels, mapped to the 20 PASCAL VOC classes, cropped and
scaled like the photos. COCO counts what stands on a table as part of the table; crowds are void (255).

| file | Flickr photo | COCO image | changes |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

function photoId(flickrUrl: string): string {
  const id = /\/(\d+)_[0-9a-f]+(?:_[a-z])?\.jpg$/.exec(flickrUrl)?.[1]
  if (id === undefined) throw new Error(`no Flickr photo id in ${flickrUrl}`)
  return id
}

function flickrPage(flickrUrl: string): string {
  return `https://www.flickr.com/photo.gne?id=${photoId(flickrUrl)}`
}
