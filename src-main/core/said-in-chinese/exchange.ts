// What is said while a photo is edited, and of label files of other tools.

import type { SaidCatalogue } from '../said.ts'

export const saidOfExchange: SaidCatalogue = {
  'Grey PNG with a class map': '灰度 PNG 与类别表',
  'expected it in the folder {1} beside {2}, found {3} files of that name; put the masks there':
    '应在 {2} 旁边的文件夹 {1} 中，但找到 {3} 个同名文件；请把掩码放到那里',
  'expected a colour PNG whose colours are segment ids; choose the format that the file has':
    '应为以颜色表示分段编号的彩色 PNG；请选择与文件相符的格式',
  'segment {1} has no category in the JSON file; export both again':
    '分段 {1} 在 JSON 文件中没有类别；请重新导出两者',
  '{1}; export the file again': '{1}；请重新导出该文件',
  'there is no category {0}': '没有类别 {0}',
  '{0} images have the id {1}': '{0} 张图像的 id 都是 {1}',
  'expected text in UTF-8, found other bytes; save it again as UTF-8':
    '应为 UTF-8 文本，实为其他字节；请重新保存为 UTF-8',
  'a mask is {0}x{1}': '有一个掩码为 {0}×{1}',
  'expected "name:R,G,B:parts:actions" in line {1}; correct it or export it again':
    '第 {1} 行应为 “name:R,G,B:parts:actions”；请更正或重新导出',
  'expected one JSON file, found {1}; choose the file itself':
    '应为一个 JSON 文件，实有 {1} 个；请直接选择该文件',
  'expected {1}, which says the class of each value, found {2} other JSON files; name it so, or choose the JSON file itself':
    '应有 {1} 说明每个像素值的类别，但只有 {2} 个其他 JSON 文件；请改为此名称，或直接选择该 JSON 文件',
  'there is such a file already; name a new one': '文件已存在；请指定新的文件名',
  '"{0}": expected an absolute path of a file or folder': '“{0}”：应为文件或文件夹的绝对路径',
  'expected names inside of the archive, found {1}; do not use this archive, export it again with the tool it comes from':
    '应为压缩包内部的名称，实为 {1}；请勿使用此压缩包，请用原来的工具重新导出',
  'expected at most 1 GiB; export the labels in several parts':
    '最大应为 1 GiB；请把标注分几部分导出',
  'has more than {1} files; choose the folder that holds the labels alone':
    '含有超过 {1} 个文件；请选择只存放标注的文件夹',
  'the shape type {1} is not known; redraw it as a polygon or mask':
    '形状类型 {1} 未知；请重新画成多边形或掩码',
  'has {0} corners': '有 {0} 个顶点',
  'has a mask that is no grey PNG': '的掩码不是灰度 PNG',
  'has a mask whose corners lie the other way': '的掩码两角顺序颠倒',
  'has a mask that is not base64': '的掩码不是 base64',
  'has {0} points instead of two': '有 {0} 个点，应为两个',
  '{0} {1}; correct it in labelme': '{0} {1}；请在 labelme 中更正',
  'expected JSON files of labelme, found none; choose the folder that holds them':
    '应有 labelme 的 JSON 文件，但没有找到；请选择存放它们的文件夹',
  'expected PNG masks in a folder {1}, found none; choose the folder or archive that holds it, or one mask':
    '文件夹 {1} 中应有 PNG 掩码，但没有找到；请选择含有它的文件夹或压缩包，或单个掩码',
  'expected a palette, grey or colour PNG of 8 bits; save it again as one':
    '应为 8 位的调色板、灰度或彩色 PNG；请另存为其中之一',
  'the file': '文件',
  '{1} is not as the format says ({2}); choose the format that the file has, or export it again':
    '{1} 不符合格式（{2}）；请选择与文件相符的格式，或重新导出',
  'expected JSON, found other data; export it again': '应为 JSON，实为其他数据；请重新导出',
  '{0}/{1}: the moves to keep were damaged on their way; try again':
    '{0}/{1}：要记录的步骤在传输中损坏；请重试',
  '{0}/{1}: expected moves to keep, got a record of kind "{2}"':
    '{0}/{1}：应为要记录的步骤，实为“{2}”类型的记录',
  '{0}/{1}: the journal holds {2} moves, but the next ones sent follow {3}; it was changed by someone else: open the photo again':
    '{0}/{1}：日志含有 {2} 步，但收到的是第 {3} 步之后的步骤；它被他人修改过：请重新打开照片',
  '{0}/{1}: it is done or frozen since it was opened here; nothing was written: open it again':
    '{0}/{1}：在此打开后，它已完成或被冻结；未写入任何内容：请重新打开',
  '{0}/{1}: another folder was opened since, {2}; nothing was written: open {3} again, its journal holds what was kept there':
    '{0}/{1}：此后打开了另一个文件夹 {2}；没有写入任何内容：请重新打开 {3}，已记录的内容在其日志中',
  'another window': '另一个窗口',
  '{0}, in another window,': '{0}（在另一个窗口中）',
  '{0}/{1}: {2} has this photo since {3}; nothing was written: close it there first':
    '{0}/{1}：自 {3} 起，{2}正在使用此照片；没有写入任何内容：请先在那里关闭',
  '{0} has this photo since {1}: close it there first':
    '自 {1} 起，{0}正在使用此照片：请先在那里关闭',
  'but for upper and lower case and Unicode normalisation it is called like {0}: call it exactly like the photo it is of':
    '除大小写和 Unicode 规范化形式外，它与 {0} 同名：请让文件名与所属照片的名称完全一致',
  'steps that are not saved yet: {0}': '尚未保存的步骤：{0}',
  'steps that were not saved yet: {0}; put aside in {1}': '尚未保存的步骤：{0}；已另存到 {1}',
  'photo {0}: steps on its mask that are not saved yet: {1}; open the photo, which saves them, and try again':
    '照片 {0}：其掩码上尚未保存的步骤：{1}；请打开此照片以保存这些步骤，然后重试',
  '{0}/{1}: it was painted elsewhere since it was opened here; open it again':
    '{0}/{1}：在此处打开之后，它在别处被绘制过；请重新打开',
  'there is no mask file to replace; open the photo': '没有需要替换的掩码文件；请打开照片',
  'no journal holds the whole mask; put back an intact copy of the mask file':
    '没有日志含有完整的掩码；请放回完好的掩码文件副本',
  '{0}/{1}: expected a journal that was put aside and holds the whole mask, found none at {2}; put the file back there, nothing was changed':
    '{0}/{1}：应有一份另存的、含有完整掩码的日志，但在 {2} 没有找到；请把文件放回原处，没有任何改动',
  '{0}/{1}: expected labels of another photo, or a mask of another size than its photo, found none; nothing was changed: open the photo again':
    '{0}/{1}：应有另一张照片的标注，或与照片尺寸不同的掩码，但没有找到；没有任何改动：请重新打开照片',
  '{0}/{1} is frozen: what was labelled stays; put the labelled photo back, or unfreeze it first':
    '{0}/{1} 已冻结：已有的标注保持不变；请放回标注时的照片，或先解除冻结',
  '{0}/{1}: nothing to recover: {2}': '{0}/{1}：没有可恢复的内容：{2}',
  'no choice': '无选项',
  'expected of {0} {1}, got "{2}"; leave it out, or export in a format that has it':
    '{0} 的选项应为：{1}，实为“{2}”；请去掉它，或用支持它的格式导出',
  'the comparison was stopped': '比较已停止',
  'the export was stopped: nothing was written': '导出已停止：没有写入任何内容',
  'the import was stopped after {0} of {1}: masks that were written and stay: {2}':
    '导入在 {0}/{1} 处停止：已写入并保留的掩码数：{2}',
  'the import was stopped after {0} of {1} photos: no user was made and nothing of them is left; import again to begin anew':
    '导入在第 {0} 张（共 {1} 张）照片后停止：没有创建用户，也没有留下任何照片；再次导入会从头开始',
  'user "{0}" has no mask: there is nothing to export; label a photo first':
    '用户“{0}”没有掩码：没有可导出的内容；请先标注一张照片',
  'user "{0}" has no mask that can be read ({1}): there is nothing to export; label a photo first':
    '用户“{0}”没有可读取的掩码（{1}）：没有可导出的内容；请先标注一张照片',
  'photo {0}: expected two finished masks to compare; finish both first':
    '照片 {0}：应有两份已完成的掩码才能比较；请先完成两份',
  'photo {0}: its two masks are settled by {1}; paint on its mask to change it':
    '照片 {0}：两份掩码已由 {1} 裁决；如需修改，请直接绘制其掩码',
  'photo {0}: expected a verdict for each of {1} disagreements, got {2}; load the photo again':
    '照片 {0}：{1} 处不一致应各有一个裁决，实有 {2} 个；请重新加载照片',
  'photo {0} is not the one that was labelled: its file has changed since; put the labelled photo back, or open it in the editor to say that its labels fit or to begin anew':
    '照片 {0} 不是当初标注的那张：其文件此后有改动；请放回标注时的照片，或在编辑器中打开它，确认标注相符或重新开始',
  'photo {0}: its two masks are of different photos, for its file was replaced between them; open each in the editor to say that its labels fit the photo that is there, or to begin it anew':
    '照片 {0}：两份掩码属于不同的照片，因为其间照片文件被替换过；请分别在编辑器中打开，确认标注与现有照片相符，或重新开始',
  'photo {0} is frozen: its labels are taken over to another photo only when it is not; unfreeze it first':
    '照片 {0} 已冻结：解除冻结后，其标注才能用于另一张照片；请先解除冻结',
  'photo {0}: its labels are of {1}x{2} pixels, the photo has {3}x{4}; put back the photo that was labelled, or begin anew':
    '照片 {0}：其标注为 {1}×{2} 像素，照片为 {3}×{4}；请放回标注时的照片，或重新开始',
  'photo {0} has no second mask to finish; save one first':
    '照片 {0} 没有可完成的第二份掩码；请先保存',
  'photo {0} of {1} is not drawn for double labelling; drawn are {2}':
    '{1} 的照片 {0} 未被抽取进行双人标注；抽取的是 {2}',
  'photo {0} was labelled or looked at by {1}: the second mask is to come from another person, who has not seen the first':
    '照片 {0} 已由 {1} 标注或查看过：第二份掩码应由没有看过第一份的另一人完成',
  'photo {0} has no settled mask: a gold mask is expected to be reviewed, frozen or settled from two; have it reviewed first':
    '照片 {0} 没有定案的掩码：金标掩码应已审核、已冻结或由两份裁决而成；请先进行审核',
  'photo {0}: expected the name of whoever labels it blind, got none; open it again and give your name':
    '照片 {0}：需要盲标者的姓名，但没有给出；请重新打开并填写您的姓名',
  'photo {0} is labelled a second time by {1}; take another photo':
    '照片 {0} 正由 {1} 进行第二次标注；请选择其他照片',
  'the second mask of photo {0} is done and changes no more':
    '照片 {0} 的第二份掩码已完成，不再更改',
  'x and y of three corners or more': '应为三个或更多角点的 x 和 y',
  'expected at most {0} annotations in one file, but there are more; up to there "{1}" has the most, {2}. Nothing was written: join or leave out small components, clean that mask, or allow any number':
    '一个文件最多应有 {0} 个标注，实际更多；到此为止“{1}”最多，有 {2} 个。没有写入任何内容：请合并或略去小区域、清理该掩码，或不限数量',
  'small components are joined or left out where each connected region has a mask of its own; ask for that, or for components of 1 pixel or more':
    '只有每个连通区域各有一个掩码时，才能合并或略去小区域；请选择该方式，或将小区域设为 1 像素',
}
