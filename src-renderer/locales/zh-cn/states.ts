// Simplified Chinese: label states, issues, labelling twice and who labels.

import type { Messages } from '../messages.ts'

export const states: Messages['states'] = {
  labelStates: {
    todo: '待标注',
    draft: '草稿',
    done: '已完成',
    reviewed: '已审核',
    frozen: '已冻结',
    skipped: '已跳过',
  },
  labelActions: {
    finish: '完成',
    skip: '跳过…',
    reopen: '重新打开',
    review: '审核通过',
    freeze: '冻结',
    unfreeze: '解冻',
  },
  skipReasons: {
    notPhoto: '不是照片',
    private: '涉及隐私',
    noClass: '没有 20 类中的物体',
  },
  labelRecord: {
    title: '标注',
    external: '随文件夹提供',
    by: '标注者：{name}',
    time: '有效用时 {time}',
    assisted: '其中辅助工具 {time}',
    frozen: '此掩码已冻结：可以查看，但不能修改。解冻后才能继续。',
    skipTitle: '跳过这张照片',
    skipHint: '{name} 为什么没有掩码？跳过的照片不参与评估。',
    isSingle: '只有一人标注',
    singleHint: '此时允许审核自己的标注，记录中的姓名会如实反映。',
  },
  annotator: {
    title: '谁在标注？',
    description: '姓名会写入此文件夹的标注记录，以便由另一人审核。只询问一次。',
    name: '姓名',
    use: '使用此姓名',
    change: '更改…',
  },
}
