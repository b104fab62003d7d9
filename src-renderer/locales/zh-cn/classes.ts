// Simplified Chinese: the classes and what stands for none of them.

import type { Messages } from '../messages.ts'

export const classes: Messages['classes'] = {
  classes: {
    background: '背景',
    aeroplane: '飞机',
    bicycle: '自行车',
    bird: '鸟',
    boat: '船',
    bottle: '瓶子',
    bus: '公交车',
    car: '汽车',
    cat: '猫',
    chair: '椅子',
    cow: '牛',
    diningtable: '餐桌',
    dog: '狗',
    horse: '马',
    motorbike: '摩托车',
    person: '人',
    pottedplant: '盆栽',
    sheep: '羊',
    sofa: '沙发',
    train: '火车',
    tvmonitor: '电视/显示器',
    void: '忽略区',
    unlabelled: '未标注',
  },
}
