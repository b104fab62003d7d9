// What the system's own windows say - menu, dialogs - in the languages of the interface.

import { inEnglish, translate } from '../../core/said.ts'
import type { Words } from '../../core/said.ts'

const en = {
  file: '&File',
  openFolder: '&Open folder …',
  openSample: 'Open the &sample photos',
  close: '&Close',
  quit: '&Quit',
  edit: '&Edit',
  undo: '&Undo',
  redo: '&Redo',
  cut: 'Cu&t',
  copy: '&Copy',
  paste: '&Paste',
  selectAll: 'Select &all',
  view: '&View',
  reload: '&Reload',
  resetZoom: 'Actual si&ze',
  zoomIn: 'Zoom &in',
  zoomOut: 'Zoom &out',
  fullScreen: '&Full screen',
  developerTools: '&Developer tools',
  window: '&Window',
  minimize: '&Minimize',
  help: '&Help',
  about: '&About PSS Studio',
  chooseRoot: 'Open a PSS root: the folder that contains "personal"',
  chooseLabels: 'Open a file of labels',
  labelFiles: 'Label files',
  cannotOpen: 'This folder cannot be opened',
  cannotStart: 'PSS Studio cannot start',
  pageLost: 'The page of the studio has ended unexpectedly',
  pageLostDetail:
    'What was painted is kept beside the photos, but for the last second at most. Open the page again: the photo comes back with all its steps.',
  openAgain: 'Open again',
  chooseAnother: 'Choose another folder …',
  sampleInstead: 'Open the sample photos',
  leaveStudio: 'Quit',
  unsaved: 'There are labels that are not saved',
  leaveAnyway: 'Leave without saving them?',
  stay: 'Stay',
  discard: 'Discard and leave',
}

/** `&` before the letter that opens an entry of the menu. */
export type DesktopWords = Readonly<Record<keyof typeof en, string>>

const zhCn: DesktopWords = {
  file: '文件(&F)',
  openFolder: '打开文件夹(&O) …',
  openSample: '打开示例照片(&S)',
  close: '关闭(&C)',
  quit: '退出(&Q)',
  edit: '编辑(&E)',
  undo: '撤销(&U)',
  redo: '重做(&R)',
  cut: '剪切(&T)',
  copy: '复制(&C)',
  paste: '粘贴(&P)',
  selectAll: '全选(&A)',
  view: '视图(&V)',
  reload: '重新加载(&R)',
  resetZoom: '实际大小(&Z)',
  zoomIn: '放大(&I)',
  zoomOut: '缩小(&O)',
  fullScreen: '全屏(&F)',
  developerTools: '开发者工具(&D)',
  window: '窗口(&W)',
  minimize: '最小化(&M)',
  help: '帮助(&H)',
  about: '关于 PSS Studio(&A)',
  chooseRoot: '打开 PSS 根目录：包含“personal”的文件夹',
  chooseLabels: '打开标注文件',
  labelFiles: '标注文件',
  cannotOpen: '无法打开此文件夹',
  cannotStart: 'PSS Studio 无法启动',
  pageLost: '界面意外退出',
  pageLostDetail:
    '已绘制的内容都保存在照片所在的文件夹中，最多丢失最后一秒。请重新打开界面：照片会连同所有步骤一起恢复。',
  openAgain: '重新打开',
  chooseAnother: '选择其他文件夹 …',
  sampleInstead: '打开示例照片',
  leaveStudio: '退出',
  unsaved: '有标注尚未保存',
  leaveAnyway: '不保存就离开吗？',
  stay: '留下',
  discard: '放弃并离开',
}

export const DESKTOP_LANGUAGES = ['en', 'zh-CN'] as const
export type DesktopLanguage = (typeof DESKTOP_LANGUAGES)[number]

export const DESKTOP_WORDS: Readonly<Record<DesktopLanguage, DesktopWords>> = { en, 'zh-CN': zhCn }

export interface SpokenLanguage {
  name(): DesktopLanguage
  words(): DesktopWords
  /** What the studio says, as far as it has been translated. */
  sentence(words: Words): Promise<string>
  /** What is no language of the studio changes nothing: it comes from a page. */
  choose(language: unknown): void
}

/** `first`: that of the last time or the system's, such as "zh-TW", until the page has told the person's. */
export function createSpokenLanguage(first: string, changed: () => void): SpokenLanguage {
  let spoken: DesktopLanguage = /^zh/i.test(first) ? 'zh-CN' : 'en'
  return {
    name: () => spoken,
    words: () => DESKTOP_WORDS[spoken],
    async sentence(words) {
      if (spoken === 'en') return inEnglish(words)
      const { CHINESE } = await import('../../core/said-in-chinese.ts')
      return translate(words, CHINESE)
    },
    choose(language) {
      const known = DESKTOP_LANGUAGES.find((name) => name === language)
      if (known === undefined || known === spoken) return
      spoken = known
      changed()
    },
  }
}
