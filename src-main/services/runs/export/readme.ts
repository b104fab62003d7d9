// README.md of an export. Its script is executed by the tests as it stands.

import type { ExportDescription } from './describe-export.ts'

export function exportReadme(description: ExportDescription): string {
  const { run, user, stage, checkpoint, weights, models } = description
  const isGrouped = models.some(({ group }) => group !== null)
  return `# ${user}: ${stage} (${checkpoint}) of run ${run}

${isGrouped ? GROUPED : SINGLE}
\`${weights}\` holds parameters and running statistics by name; \`export.json\` the classes in order, the
normalisation, the image size and which photo belongs to which file.

Inputs: \`image\` float32 [1, 3, H, W], normalised RGB, H and W multiples of ${description.outputStride}; \`size\` int64 [2], height and
width of the mask. Outputs: \`labels\` uint8 [1, height, width], \`logits\` float32 [1, 21, h, w] at 1/${description.outputStride}. The
weights are default values of further inputs, so that no runtime folds them into one another: with the photo resized
as below and as many threads, masks equal the studio's to the pixel.

\`npm install onnxruntime-node sharp\` (sharp only reads the photo and writes the mask), then
\`node segment.mjs PHOTO.jpg\` in this folder writes PHOTO.png with one class index a pixel:

\`\`\`js
${SCRIPT}\`\`\`
`
}

const GROUPED =
  'Each `group-*.onnx` is the whole network with the regions of one group of photos stored in it: a photo is seen in\n' +
  'sight of its group. For a new photo choose the group it resembles; the script takes the first.'
const SINGLE = '`model.onnx` is the whole network; this stage sees every photo by itself.'

const SCRIPT = `import { readFileSync } from 'node:fs'
import { parse } from 'node:path'
import ort from 'onnxruntime-node'
import sharp from 'sharp'
const photo = process.argv[2], { name } = parse(photo)
const { models, threads, normalisation: { mean, deviation }, evaluation } = JSON.parse(readFileSync('export.json'))
const { file } = models.find(({ photos }) => photos.includes(name)) ?? models[0]
const session = await ort.InferenceSession.create(file, { intraOpNumThreads: threads, logSeverityLevel: 3 })
const { width, height } = (await sharp(photo).metadata()).autoOrient
const scale = evaluation.shortSidePx / Math.min(width, height), step = evaluation.multipleOf
const [w, h] = [width, height].map((side) => Math.max(step, Math.round((side * scale) / step) * step))
const upright = sharp(photo).autoOrient().toColourspace('srgb').removeAlpha()
const rgb = await upright.resize(w, h, { fit: 'fill', kernel: 'cubic', fastShrinkOnLoad: false }).raw().toBuffer()
const image = new Float32Array(3 * w * h)
for (const [i, byte] of rgb.entries()) image[(i % 3) * w * h + Math.floor(i / 3)] = (byte / 255 - mean[i % 3]) / deviation[i % 3]
const feeds = { image: new ort.Tensor('float32', image, [1, 3, h, w]), size: new ort.Tensor('int64', [height, width].map(BigInt), [2]) }
const { labels } = await session.run(feeds)
await sharp(labels.data, { raw: { width, height, channels: 1 } }).toColourspace('b-w').png().toFile(\`\${name}.png\`)
`
