// What is said of photos, masks as pictures, and comparisons.

import type { SaidCatalogue } from '../said.ts'

export const saidOfImages: SaidCatalogue = {
  'there is no picture at {0}': '{0} 处没有图片',
  'image {0} of {1} has no mask yet': '{1} 的照片 {0} 还没有掩码',
  'run {0} has no result of {1} ({2}) for image {3}': '运行 {0} 没有照片 {3} 的 {1}（{2}）结果',
  'image {0} has no mask to compare with': '照片 {0} 没有可供比较的掩码',
  'image {0}: the mask is {1}x{2}, the prediction {3}x{4}; the photo was replaced after the run, run again':
    '照片 {0}：掩码为 {1}×{2}，预测结果为 {3}×{4}；照片在运行之后被替换，请重新运行',
  'expected a complete HEIC image, but it cannot be decoded ({1}); replace it by an intact copy':
    '应为完整的 HEIC 图像，但无法解码（{1}）；请换成完好的副本',
  'no reason given': '未给出原因',
  'expected 8-bit grey; save it again as grey PNG': '应为 8 位灰度；请另存为灰度 PNG',
  'expected a complete JPEG image, but it has no size; replace it by an intact copy':
    '应为完整的 JPEG 图像，但没有尺寸；请换成完好的副本',
  'save it again as an 8-bit palette PNG with the VOC palette':
    '请另存为使用 VOC 调色板的 8 位调色板 PNG',
  'expected a palette mask whose values are classes, found {1}; {2}':
    '应为像素值即类别的调色板掩码，实为{1}；{2}',
  '16-bit values': '16 位数值',
  'an LA image in the VOC colours': '使用 VOC 颜色的灰度加透明图像',
  'an LA image': '灰度加透明图像',
  'an RGB image in the VOC colours': '使用 VOC 颜色的 RGB 图像',
  'an RGB image': 'RGB 图像',
  'value {0} has no colour in its palette': '像素值 {0} 在其调色板中没有颜色',
  'expected the VOC palette, found its colours in another order, so that the values are not the classes; {1}':
    '应为 VOC 调色板，但颜色顺序不同，因此像素值不是类别；{1}',
  'expected a JPEG, PNG, WebP or HEIC image, found other data; replace it by an intact copy':
    '应为 JPEG、PNG、WebP 或 HEIC 图像，实为其他数据；请换成完好的副本',
  'expected a complete image, but it cannot be decoded ({1}); replace it by an intact copy':
    '应为完整的图像，但无法解码（{1}）；请换成完好的副本',
  'it does not start like a PNG': '开头不是 PNG 的格式',
  'it ends inside its {0} part': '在 {0} 部分中断',
  '{0} checksum differs': '{0} 的校验和不符',
  'its header is cut': '文件头不完整',
  'its end is missing': '缺少结尾',
  'expected a complete PNG image, but {1}; restore it from a backup or delete it':
    '应为完整的 PNG 图像，但{1}；请从备份恢复，或删除它',
  'an interlaced one': '隔行扫描的 PNG',
  '{0} bits': '{0} 位',
  'expected a plain colour PNG of 8 bits a channel, found {1}; save it again without that':
    '应为每通道 8 位的普通彩色 PNG，实为{1}；请另存为普通格式',
  'its size is {0}x{1}': '其尺寸为 {0}×{1}',
  'some of its rows are missing': '缺少部分像素行',
  'row {0} has the unknown filter {1}': '第 {0} 行使用了未知的滤波方式 {1}',
  'its pixels cannot be unpacked': '像素数据无法解压',
  'thumbnails cannot be stored; free some space and open the folder again':
    '无法保存缩略图；请释放一些空间，然后重新打开该文件夹',
}
