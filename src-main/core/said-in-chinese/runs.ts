// What is said of runs and the processes that do the work.

import type { SaidCatalogue } from '../said.ts'

export const saidOfRuns: SaidCatalogue = {
  'clustering: expected at least one photo with features, got none':
    '聚类：至少应有一张带特征的照片，但没有',
  'clustering: the features of photo {0} of {1} hold a value that is not finite; extract the features again':
    '聚类：第 {0} 张照片（共 {1} 张）的特征含有非有限值；请重新提取特征',
  'the photos are no longer needed: the run has ended': '不再需要这些照片：运行已结束',
  'choose a smaller crop or batch, then resume the run to continue from its last checkpoint':
    '请选择更小的裁剪或批大小，然后继续运行，从最后的检查点接着训练',
  'resume the run to continue from its last checkpoint': '请继续运行，从最后的检查点接着训练',
  'a thread that reads photos has ended: {0}; {1}': '读取照片的线程已结束：{0}；{1}',
  'the process of smart click has ended': '智能点选的进程已结束',
  '{0}; click again to start it anew': '{0}；请再次单击以重新启动',
  'it is not needed any more': '不再需要',
  'the worker process could not be started: {0}': '工作进程无法启动：{0}',
  '{0}, out of memory; choose a smaller crop, batch or evaluation size, then {1}':
    '{0}，内存不足；请选择更小的裁剪、批大小或评估尺寸，然后{1}',
  'the worker process was killed from outside (SIGKILL), most often because the machine ran out of memory; close other programs or choose a smaller crop, batch or evaluation size, then {0}':
    '工作进程被外部终止（SIGKILL），多半是因为机器内存不足；请关闭其他程序，或选择更小的裁剪、批大小或评估尺寸，然后{0}',
  'the worker process ended with exit code {0}': '工作进程已结束，退出码 {0}',
  'the worker process was ended by {0}': '工作进程被 {0} 终止',
  '{0} (its last words: {1})': '{0}（最后的输出：{1}）',
  'auto picks {0}': '自动选择 {0}',
  'the weights of {0} hold tensors no layer has: {1}': '{0} 的权重含有任何层都没有的张量：{1}',
  '{0} ({1}): there are no predictions of labelled images': '{0}（{1}）：没有已标注照片的预测结果',
  'image {0}: the mask is {1}x{2}, the prediction {3}x{4}; predict again':
    '照片 {0}：掩码为 {1}×{2}，预测结果为 {3}×{4}；请重新预测',
  'run {0} has no scores of {1} ({2}) yet; they appear when the stage was evaluated':
    '运行 {0} 还没有 {1}（{2}）的得分；该阶段评估后会出现',
  'another studio works on it; use that one': '另一个工作室正在处理；请在那里操作',
  'it is {0}': '其状态为“{0}”',
  'run {0} cannot be paused: {1}': '运行 {0} 不能暂停：{1}',
  'run {0} cannot be resumed: {1}': '运行 {0} 不能继续：{1}',
  'run {0} cannot be cancelled: {1}': '运行 {0} 不能取消：{1}',
  'the worker process ended without a word; resume the run to continue from its last checkpoint':
    '工作进程没有任何说明就结束了；请继续运行，从最后的检查点接着训练',
  'not a loss line; remove it to go on': '不是损失记录行；请移除后继续',
  'interrupted: the studio ended while this run was going; resume it to continue from its last checkpoint':
    '已中断：运行期间工作室退出；请继续运行，从最后的检查点接着训练',
  'there is no run "{0}" in this root': '此文件夹中没有运行“{0}”',
  'a run writes into its folder .pss-studio, but {1}':
    '运行需要写入其中的 .pss-studio 文件夹，但{1}',
  'expected labelled source images in VOC2012 (list train_aug.txt), found {1}; put a VOC2012 folder beside personal':
    'VOC2012 中应有已标注的源域图像（名单 train_aug.txt），实有 {1} 张；请把 VOC2012 文件夹放在 personal 旁边',
  'user {0}: a run needs at least {1} images, found {2}; import more':
    '用户 {0}：运行至少需要 {1} 张照片，实有 {2} 张；请导入更多',
  'user {0}: a run is evaluated on labelled images and none is done; label at least one and mark it as done':
    '用户 {0}：运行在已标注照片上评估，但没有一张完成；请至少标注一张并标记为完成',
  queued: '排队中',
  running: '运行中',
  paused: '已暂停',
  finished: '已完成',
  failed: '失败',
  cancelled: '已取消',
  'run {0} was not evaluated yet; there is nothing to report':
    '运行 {0} 尚未评估；没有可报告的内容',
  'checkpoint: its data order cannot be read; start a new run':
    '检查点：无法读取其数据顺序；请开始新的运行',
  '{0} image {1}: its mask is gone; put it back or start a new run':
    '{0} 图像 {1}：掩码已不存在；请放回，或开始新的运行',
  'image {0} is {1}x{2}, its mask {3}x{4}; correct the mask':
    '照片 {0} 为 {1}×{2}，其掩码为 {3}×{4}；请更正掩码',
  'incomplete; start the run again': '不完整；请重新开始运行',
  'holds no features; remove it to go on': '不含特征；请移走后继续',
  'features of all images are there from an earlier run': '所有照片的特征已由之前的运行提取',
  'features: {0}': '特征：{0}',
  'batches of {1} pass the encoder in {2} parts of {3} to stay within {4} GiB (about {5} GiB); its batch norm sees a part at a time':
    '为保持在 {4} GiB 以内（约 {5} GiB），大小为 {1} 的批分 {2} 份（每份 {3}）通过编码器；批归一化每次只看到一份',
  'a step needs about {1} GiB even with its batches of {2} in parts, and {3} GiB are allowed; allow more, or use a smaller crop, batch or network':
    '即使把大小为 {2} 的批分份，单步也约需 {1} GiB，而上限为 {3} GiB；请提高上限，或使用更小的裁剪、批大小或网络',
  'the groups of this run are incomplete; start a new run': '此运行的分组不完整；请开始新的运行',
  'the source masks carry no class: all their pixels are void; label some source photos':
    '源域掩码不含任何类别：所有像素都是忽略区；请标注一些源域照片',
  'stage 2 needs pseudo-labels of some images, but {0} of {1} images is none; import more':
    '第二阶段需要一些照片的伪标签，但 {1} 张照片的 {0} 不足一张；请导入更多',
  'a result of stage 1 is gone; start a new run': '第一阶段的结果已丢失；请开始新的运行',
  'the source-only training is there from an earlier run of this root ({0} s then); only its evaluation is new':
    '仅源域训练沿用此文件夹之前的运行（当时用时 {0} 秒）；只重新评估',
  'a snapshot of the source-only training is gone; remove the folder {1} and resume the run':
    '仅源域训练的快照已丢失；请移走文件夹 {1}，然后继续运行',
  'the last checkpoint of {1} is gone; start a new run': '{1} 的最后检查点已丢失；请开始新的运行',
  'waited {0} s of {1} s for photos ({2} %)': '{1} 秒中有 {0} 秒在等待照片（{2} %）',
  'there is no such checkpoint; choose another stage': '没有这个检查点；请选择其他阶段',
  'run {0} is {1}; a model leaves the studio when its run is finished: go on with pss adapt --root DIR --resume {2}, or export another run':
    '运行 {0} 的状态为“{1}”；运行完成后才能导出模型：请用 pss adapt --root DIR --resume {2} 继续，或导出其他运行',
  'run {0} has no checkpoint "{1}" of {2} ({3}); choose a stage that the run has done':
    '运行 {0} 没有 {2} 的检查点“{1}”（{3}）；请选择该运行已完成的阶段',
  'a run is going in this root; pause or cancel it before opening another':
    '此文件夹中有运行正在进行；请先暂停或取消，再打开其他文件夹',
  'a fault of the studio: {0}': '工作室的程序错误：{0}',
  'the request does not fit: {0}': '请求不符合要求：{0}',
}
