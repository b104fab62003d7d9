// Convolutions of every kind the networks use, and some that they do not.

import type { Shape } from '../../../src-main/engine/graph/types.ts'
import type { ConvOptions } from '../../../src-main/engine/operators/conv.ts'
import { conv } from '../../../src-main/engine/operators/conv.ts'
import { convTranspose } from '../../../src-main/engine/operators/conv-transpose.ts'
import type { OperatorCase } from './operator-case.ts'
import { need } from './operator-case.ts'

export const CONV_CASES: readonly OperatorCase[] = [
  convCase('1x1', [2, 3, 4, 5], [6, 3, 1, 1], {}),
  convCase('1x1, stride 2', [2, 3, 5, 4], [6, 3, 1, 1], { strides: 2 }),
  convCase('3x3, padding 1', [2, 3, 5, 4], [4, 3, 3, 3], { padding: 1 }),
  convCase('3x3, many channels', [2, 24, 5, 4], [4, 24, 3, 3], { padding: 1 }),
  convCase('3x3, many channels, stride 2', [2, 24, 6, 7], [4, 24, 3, 3], {
    padding: 1,
    strides: 2,
  }),
  convCase('3x3, many channels, dilation 2', [1, 24, 7, 6], [4, 24, 3, 3], {
    padding: 2,
    dilations: 2,
  }),
  // Channels in threes and filters in fours: WebGPU's default layout fails here.
  convCase('3x3, 6 channels to 8', [1, 6, 5, 4], [8, 6, 3, 3], { padding: 1 }),
  convCase('4x4, 21 channels to 4, stride 2', [1, 21, 6, 6], [4, 21, 4, 4], {
    padding: 1,
    strides: 2,
  }),
  convCase('3x3, no padding, dilation 2', [2, 3, 7, 6], [4, 3, 3, 3], { dilations: 2 }),
  convCase('7x7, stride 2, padding 3, even size', [1, 3, 10, 12], [4, 3, 7, 7], {
    strides: 2,
    padding: 3,
  }),
  convCase('3x3, stride 2 and dilation 2', [1, 2, 9, 8], [3, 2, 3, 3], {
    strides: 2,
    dilations: 2,
    padding: 2,
  }),
  convCase('2x3, uneven padding, strides and dilations', [1, 2, 7, 8], [3, 2, 2, 3], {
    strides: [1, 2],
    dilations: [3, 1],
    padding: [1, 0, 2, 1],
  }),
  convCase('more padding than the kernel reaches', [1, 2, 4, 4], [3, 2, 2, 2], { padding: 2 }),
  convCase('two groups', [2, 4, 5, 4], [6, 2, 3, 3], { padding: 1, groups: 2 }),
  convCase('two groups, stride 2', [2, 4, 5, 4], [6, 2, 3, 3], {
    padding: 1,
    groups: 2,
    strides: 2,
  }),
  convCase('depthwise', [2, 4, 5, 6], [4, 1, 3, 3], { padding: 1, groups: 4 }),
  convCase('depthwise, stride 2', [2, 4, 6, 7], [4, 1, 3, 3], {
    padding: 1,
    groups: 4,
    strides: 2,
  }),
  convCase('depthwise, dilation 2', [2, 4, 6, 5], [4, 1, 3, 3], {
    padding: 2,
    groups: 4,
    dilations: 2,
  }),
  convCase('depthwise, dilation 4, beyond the image', [1, 2, 3, 5], [2, 1, 3, 3], {
    padding: 4,
    groups: 2,
    dilations: 4,
  }),
  convCase('depthwise, too wide for products of rows', [1, 2, 3, 70], [2, 1, 3, 3], {
    padding: 1,
    groups: 2,
  }),
  convCase('depthwise, uneven padding', [1, 2, 5, 6], [2, 1, 2, 3], {
    padding: [1, 0, 2, 1],
    dilations: [2, 1],
    groups: 2,
  }),
  convCase('depthwise with two filters a channel', [1, 3, 4, 5], [6, 1, 3, 3], {
    padding: 1,
    groups: 3,
  }),
  {
    operator: 'Conv',
    title: 'with a bias',
    inputs: [
      { shape: [2, 3, 4, 5], sampling: 'normal' },
      { shape: [4, 3, 1, 1], sampling: 'normal' },
      { shape: [4], sampling: 'normal' },
    ],
    build: (x, weight, bias) => conv(need(x), need(weight), { bias: need(bias) }),
  },
  {
    operator: 'ConvTranspose',
    title: '3x3, stride 2, two groups',
    inputs: [
      { shape: [2, 4, 3, 4], sampling: 'normal' },
      { shape: [4, 3, 3, 3], sampling: 'normal' },
    ],
    build: (x, weight) =>
      convTranspose(need(x), need(weight), {
        kernel: [3, 3],
        strides: [2, 2],
        dilations: [1, 1],
        padding: [1, 1, 1, 1],
        groups: 2,
        outputPadding: [1, 0],
      }),
  },
]

function convCase(title: string, x: Shape, weight: Shape, options: ConvOptions): OperatorCase {
  return {
    operator: 'Conv',
    title,
    inputs: [
      { shape: x, sampling: 'normal' },
      { shape: weight, sampling: 'normal' },
    ],
    build: (image, filters) => conv(need(image), need(filters), options),
  }
}
