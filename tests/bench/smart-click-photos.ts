// Photos of the sample, enlarged to 12 megapixels, as a root of one user.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { openRoot } from '../../src-main/adapters/pss-root/open-root.ts'

const SAMPLE = fileURLToPath(new URL('../../resources/sample', import.meta.url))
export const LARGE = { width: 4000, height: 3000 }

/** Under the names given. */
export async function writeLargePhotos(
  folder: string,
  names: readonly string[],
): Promise<{ readonly user: string }> {
  const user = 'u'
  const photos = join(folder, 'personal', user, 'JPEGImages')
  await mkdir(photos, { recursive: true })
  const { root } = await openRoot(SAMPLE, { as: 'worker' })
  try {
    const [owner = ''] = await root.users()
    const { images } = await root.listUser(owner)
    for (const [at, name] of names.entries()) {
      const image = images[at * 3]
      if (image === undefined) throw new Error('the sample has too few photos')
      const { bytes } = await root.imageFile({ domain: 'user', user: owner, name: image.name })
      const large = sharp(bytes)
        .resize({ ...LARGE, fit: 'fill' })
        .jpeg({ quality: 90 })
      await writeFile(join(photos, `${name}.jpg`), await large.toBuffer())
    }
    return { user }
  } finally {
    await root.close()
  }
}
