// Simplified Chinese: the frame, errors, durations and the doctor.

import type { Messages } from '../messages.ts'

export const shell: Messages['shell'] = {
  common: {
    close: '关闭',
    cancel: '取消',
    retry: '重试',
    reload: '重新加载',
    stop: '停止',
    clear: '清除',
    dismiss: '知道了',
    copy: '复制',
    copied: '已复制',
    loading: '加载中…',
  },
  shell: {
    skip: '跳到正文',
    navigation: '导航',
    library: '图库',
    runs: '运行',
    about: '诊断',
    noRoot: '未打开文件夹',
    sample: '示例',
    readOnly: '只读',
    user: '用户',
    chooseUser: '选择',
    language: 'Switch to English',
    themes: {
      system: '主题：跟随系统',
      light: '主题：浅色',
      dark: '主题：深色',
    },
  },
  connection: {
    connecting: '正在连接…',
    open: '已连接',
    waiting: '无法连接工作室，正在重试…',
  },
  errors: {
    notFound: '未找到',
    invalidInput: '输入不符合要求',
    conflict: '冲突',
    cancelled: '已取消',
    unsupported: '不支持',
    outOfMemory: '内存不足',
    io: '读写失败',
    corrupt: '文件已损坏',
    internal: '程序内部错误',
  },
  jobs: {
    idle: '没有正在进行的运行',
    progress: '当前阶段进度',
    left: '剩余 {time}',
  },
  durations: {
    seconds: '{first} 秒',
    minutes: '{first} 分 {second} 秒',
    hours: '{first} 小时 {second} 分',
    days: '{first} 天 {second} 小时',
  },
  root: {
    title: '打开 PSS 文件夹',
    description: '包含 VOC2012（源域）和 personal（每位用户一个文件夹）的文件夹。',
    path: '文件夹',
    choose: '选择…',
    open: '打开',
    settings: '此文件夹的设置',
    blindOnValidation: '对用于评分的照片进行盲标注',
    blindOnValidationHint:
      '此类照片标注完成之前，其预测结果、熵和得分在任何地方都不显示。不显示的内容也不能复制。',
    copyOnValidation: '允许在用于评分的照片上复制预测结果',
    copyOnValidationHint:
      '对在此文件夹中标注的所有人生效。复制的像素会保留标记，每个得分也会另给出不含这些像素的数值。',
    layout:
      '工作室把派生数据保存在其中的 .pss-studio 文件夹里。照片绝不会被修改；只有保存时才写入掩码。',
  },
  about: {
    description: '把分割网络适配到一个人的照片。本页说明此安装能做什么。',
    again: '重新检查',
    checks: '此安装',
    examining: '正在检查…',
    status: { ok: '正常', missing: '缺失', failed: '失败' },
    license: 'Apache-2.0。方法：个性化图像语义分割 (ICCV 2021)。',
  },
}
