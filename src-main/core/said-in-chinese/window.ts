// What the window itself says.

import type { SaidCatalogue } from '../said.ts'

export const saidInWindow: SaidCatalogue = {
  'The studio does not answer. Check that its window or server is still running, then try again.':
    '工作室没有响应。请检查其窗口或服务器是否仍在运行，然后重试。',
  'The connection to the studio was lost before it had answered. Try again when it is back.':
    '在收到答复之前与工作室的连接已断开。请在连接恢复后重试。',
  'The graphics driver did not take the label shader: {0}. Update the driver, or start the studio with its graphics processor switched off.':
    '显卡驱动不接受标注着色器：{0}。请更新驱动，或关闭图形处理器后启动工作室。',
  'another window took this photo over at {1}, when this one was not heard of':
    '另一个窗口在 {1} 接管了这张照片，当时本窗口没有响应',
  'photo {0}: its labels have {1} pixels, but it is shown with {2}; its file may have changed just now: open it again, or save the photo as an upright JPEG':
    '照片 {0}：标注的尺寸为 {1} 像素，但显示为 {2}；文件可能刚刚被更改：请重新打开，或将照片另存为正向的 JPEG',
  'the mask was not saved': '掩码没有保存',
  'The photo could not be loaded from {0}: {1}. It may be missing or damaged: check the file, then open it again.':
    '无法从 {0} 加载照片：{1}。文件可能缺失或已损坏：请检查文件，然后重新打开。',
  'The prediction has the colour {0} at {1}, {2}, which is that of no class. Predict again.':
    '预测结果在 ({1}, {2}) 处的颜色 {0} 不属于任何类别。请重新预测。',
  prediction: '预测结果',
  probability: '概率',
  entropy: '熵',
  'This run has no {0} of this photo. Choose another result, or run again.':
    '此运行没有这张照片的{0}。请选择其他结果，或重新运行。',
  'The {0} of this photo could not be loaded from {1}: the studio answered {2}. Open the photo again.':
    '无法从 {1} 加载这张照片的{0}：工作室返回 {2}。请重新打开照片。',
  'The prediction is {0}x{1}, the photo {2}x{3}: the photo was replaced after the run. Run again.':
    '预测结果为 {0}×{1}，照片为 {2}×{3}：照片在运行之后被替换。请重新运行。',
  'A canvas of {0}x{1} pixels could not be made to read the photo; close other photos and windows, then open it again.':
    '无法创建 {0}×{1} 像素的画布来读取照片；请关闭其他照片和窗口，然后重新打开。',
  'something newer was asked': '已有更新的请求',
  'The tool could not finish its work on this photo: {0}. Try a smaller region, or open the photo again.':
    '此工具未能完成对这张照片的处理：{0}。请试用较小的区域，或重新打开照片。',
  'the studio answered {0}': '工作室答复 {0}',
}
