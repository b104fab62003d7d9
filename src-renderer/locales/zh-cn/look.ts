// Simplified Chinese: how labels are shown, and which keys do what.

export const look = {
  look: {
    title: '标注的显示方式',
    style: '样式',
    styleIs: '标注：{style}',
    styles: { fill: '填充', both: '填充加轮廓', contour: '轮廓', off: '隐藏' },
    opacity: '不透明度',
    contour: '轮廓',
    palette: '配色',
    palettes: { voc: 'VOC', okabeIto: '色觉障碍友好' },
    patterns: '每个类别一种图案',
    hint: '只影响屏幕显示，保存的掩码不变。',
    layer: '标注之下',
    noLayer: '无',
    navigator: '总览图：拖动或按方向键移动视图',
  },
  readout: {
    title: '指针处的运行结果',
    short: '预测',
    predicted: '预测类别',
    probability: '预测类别的概率',
    entropy: '熵：0 表示确定，1 表示各类别相同',
    notStored: '此次运行没有保存',
  },
  classLook: {
    title: '{name}的显示方式',
    strength: '强度',
    outline: '只显示轮廓',
    solo: '单独显示',
    pin: '移到最前',
    unpin: '放回原位',
  },
  wheel: {
    title: '滚轮',
    choices: { detect: '按设备判断', zoom: '缩放', pan: '移动' },
  },
  keys: {
    preset: '按键方案',
    presets: {
      studio: 'PSS Studio',
      cvat: 'CVAT',
      labelme: 'labelme、X-AnyLabeling',
      krita: 'Krita、Photoshop',
    },
    reset: '恢复按键',
    hint: '点击按键，再按新键即可更改；退格键取消按键。',
    change: '{name}的按键：{key}。按下以更改',
    press: '请按键',
    taken: '{key} 已用于“{name}”，再按一次改归此处。',
  },
}
