// Draws icon.svg into what the three systems want: PNGs (Linux), icon.ico (Windows), icon.icns (macOS).
// Run by hand after changing icon.svg: `npx node resources/icons/make-icons.mjs`; the results are committed.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const here = import.meta.dirname
const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512]
const WINDOWS_SIZES = [16, 32, 48, 64, 128, 256]
/** Type codes of the icns container by side in pixels. */
const APPLE_TYPES = { ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 }

const svg = await readFile(join(here, 'icon.svg'))

await mkdir(join(here, 'png'), { recursive: true })
for (const size of LINUX_SIZES) await writeFile(join(here, `png/${size}x${size}.png`), await draw(size))
await writeFile(join(here, 'icon.ico'), ico(await Promise.all(WINDOWS_SIZES.map(withPicture))))
await writeFile(join(here, 'icon.icns'), await icns())

function draw(size) {
  return sharp(svg, { density: 96 }).resize(size, size).png({ compressionLevel: 9, palette: size > 128 }).toBuffer()
}

async function withPicture(size) {
  return { size, png: await draw(size) }
}

/** ICONDIR, one ICONDIRENTRY a picture, then the PNG files. */
function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  pictures.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

/** 'icns', total length, then blocks of type, length and PNG, all big-endian. */
async function icns() {
  const blocks = await Promise.all(
    Object.entries(APPLE_TYPES).map(async ([type, size]) => block(type, await draw(size))),
  )
  return block('icns', Buffer.concat(blocks))
}

function block(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
