// What is said of files: roots, lists, import and the disk.

import type { SaidCatalogue } from '../said.ts'

export const saidOfFiles: SaidCatalogue = {
  'expected JPEG, PNG, WebP or HEIC, found another kind of image; convert it to JPEG':
    '应为 JPEG、PNG、WebP 或 HEIC，实为其他类型的图像；请转换为 JPEG',
  'the file is empty; copy it from the camera again': '文件为空；请从相机重新复制',
  'user "{0}" appeared in {1} meanwhile; import under another name':
    '用户“{0}”在此期间出现在 {1} 中；请换一个名称导入',
  'user "{0}": expected a name that Windows can have for a folder, not "con", "nul" or the like and without "." at the end; choose another name':
    '用户“{0}”：名称须能在 Windows 中用作文件夹名，不能是 con、nul 等设备名，也不能以“.”结尾；请换一个名称',
  'user "{0}": expected 1 to 64 letters, digits, ".", "-" and "_", beginning with a letter or digit; choose such a name':
    '用户“{0}”：应为 1 到 64 个字母、数字、“.”、“-”和“_”，并以字母或数字开头；请选择这样的名称',
  'validation share: expected 0 to 1, got {0}; 0.3 is usual':
    '验证集比例：应为 0 到 1，实为 {0}；通常为 0.3',
  'user "{0}" exists already in {1}; choose another name': '用户“{0}”在 {1} 中已存在；请换一个名称',
  'there is no such folder; choose an existing one': '没有这个文件夹；请选择已有的文件夹',
  'expected a folder with photos (JPEG, PNG, WebP or HEIC), found none; choose the folder that holds them':
    '应为含有照片（JPEG、PNG、WebP 或 HEIC）的文件夹，但没有找到照片；请选择存放照片的文件夹',
  'the same picture as {0}, which is imported; nothing to do':
    '与已导入的 {0} 是同一张图片；无需处理',
  nothing: '无',
  'expected photos, but none of its {1} files can be used ({2})':
    '应含有照片，但其中 {1} 个文件都无法使用（{2}）',
  'cannot write {0}: expected a folder that can hold a database; delete this file, check the disk and open the folder again':
    '无法写入 {0}：该文件夹应能存放数据库；请删除此文件，检查磁盘，然后重新打开文件夹',
  'cannot open {0}: another program holds it; close that program and try again':
    '无法打开 {0}：另一个程序正在占用；请关闭该程序后重试',
  'expected a complete image, but it has no size; replace it by an intact copy':
    '应为完整的图像，但没有尺寸；请换成完好的副本',
  'other data': '其他数据',
  'replace it by an intact copy': '请换成完好的副本',
  'expected photos named .jpg, found other images as well ({0}, such as {1}), which are left out; import the folder as a new user to convert them':
    '应为 .jpg 照片，但其中还有其他图像（{0} 个，例如 {1}），未被列出；请把该文件夹作为新用户导入，以便转换',
  'expected names of photos with at most {0} bytes in UTF-8 (a Chinese character has 3), no "\\", no line break and no drive such as "d:" in front, found others ({1}, such as {2}), which are left out; rename them with their labels':
    '照片名按 UTF-8 应不超过 {0} 字节（一个汉字占 3 字节），不含“\\”和换行符，且不以“d:”这样的盘符开头，但有其他名称（{1} 个，例如 {2}），未被列出；请将它们与其标注一起重命名',
  'expected names that differ in more than upper and lower case, found {0} that do not ({1}), and Windows and macOS keep one file of two such names; rename such a photo with its labels before the files go there':
    '名称之间应不只有大小写之别，但有 {0} 个仅大小写不同（{1}），Windows 和 macOS 只会保留两者中的一个文件；在把文件移到那里之前，请重命名这样的照片及其标注',
  'expected names that differ in more than their Unicode normalisation (NFC or NFD, which look alike), found {0} that do not ({1}), and macOS keeps one file of two such names; rename such a photo with its labels before the files go there':
    '名称之间应不只有 Unicode 规范化形式（看上去相同的 NFC 与 NFD）之别，但有 {0} 个仅此不同（{1}），macOS 只会保留两者中的一个文件；在把文件移到那里之前，请重命名这样的照片及其标注',
  '"{0}" beside "{1}"': '“{0}”与“{1}”',
  'expected names that Windows can have, found {0} that it cannot ({1}); rename such a photo with its labels before the files go there':
    '应为 Windows 允许的名称，但有 {0} 个不被允许（{1}）；在把文件移到那里之前，请重命名这样的照片及其标注',
  'import the folder as a new user to convert it': '请把该文件夹作为新用户导入，以便转换',
  'expected a JPEG image, found {1}; {2}': '应为 JPEG 图像，实为 {1}；{2}',
  'expected {0} as its name says, found {1}; it is used, but other programs may refuse it: save it again as JPEG':
    '按文件名应为 {0}，实为 {1}；本程序可以使用，但其他程序可能拒绝：请另存为 JPEG',
  'one line expected, got several': '应为一行，实为多行',
  'key "{0}": expected names separated by single "/", such as "runs/x/run.json"':
    '键“{0}”：应为以单个“/”分隔的名称，例如“runs/x/run.json”',
  'the disk is full; free some space and try again, nothing was changed':
    '磁盘已满；请腾出空间后重试，没有任何改动',
  'the disk quota is used up; free some space and try again, nothing was changed':
    '磁盘配额已用完；请腾出空间后重试，没有任何改动',
  'the disk is read-only; copy the folder to a place you may write to and open it there':
    '磁盘只读；请把文件夹复制到可写的位置，再从那里打开',
  'access is denied; change the permissions or copy the folder to a place you may write to':
    '没有访问权限；请修改权限，或把文件夹复制到可写的位置',
  'the system does not permit it; change the permissions or copy the folder elsewhere':
    '系统不允许此操作；请修改权限，或把文件夹复制到别处',
  'too many files are open; close other programs and try again':
    '打开的文件过多；请关闭其他程序后重试',
  'expected a file, found a folder; move the folder away': '应为文件，实为文件夹；请移走该文件夹',
  'expected a folder, found a file; move the file away': '应为文件夹，实为文件；请移走该文件',
  'another program is using it; close that program and try again':
    '另一个程序正在使用；请关闭该程序后重试',
  'the disk reported an error; check the disk and its cable': '磁盘报告错误；请检查磁盘及其连接线',
  'cannot read {0}: {1}': '无法读取 {0}：{1}',
  'cannot write {0}: {1}': '无法写入 {0}：{1}',
  'cannot list {0}: {1}': '无法列出 {0} 的内容：{1}',
  'cannot remove {0}: {1}': '无法删除 {0}：{1}',
  'cannot open {0}: {1}': '无法打开 {0}：{1}',
  'there is no such file or folder': '没有这个文件或文件夹',
  'the journal was removed or cut by someone else while its photo was open; open the photo again':
    '照片打开期间，其日志被他人删除或截断；请重新打开照片',
  '{0} is a link that leads out of {1}, to {2}; put the files themselves there, or open the folder they are in':
    '{0} 是一个链接，指向 {1} 之外的 {2}；请把文件本身放到这里，或打开文件所在的文件夹',
  '"{0}": expected a name below the folder, got {1}; correct the name':
    '“{0}”：应为文件夹内的名称，实为{1}；请更正名称',
  'an empty name': '空名称',
  'a name with a zero byte': '含零字节的名称',
  'a path with ".."': '含“..”的路径',
  'an absolute path': '绝对路径',
  '"{0}" leads out of {1}; expected a name below that folder':
    '“{0}”指向 {1} 之外；应为该文件夹内的名称',
  'another PSS Studio is opening this folder at this moment; try again':
    '另一个 PSS Studio 正在打开此文件夹；请重试',
  'another PSS Studio took this folder over (process {0} on {1}); here it is open for reading only now: close the other one and open the folder again':
    '另一个 PSS Studio 接管了此文件夹（{1} 上的进程 {0}）；此处现为只读：请关闭另一个，然后重新打开文件夹',
  'the lock of this studio is gone, and another one may have had the folder; open the folder again':
    '本程序对此文件夹的锁已不在，另一个可能打开过此文件夹；请重新打开文件夹',
  'this studio stood still for a while, and looks whether another one has the folder now; try again in a moment':
    '本程序停顿了一段时间，正在查看此文件夹现在是否由另一个占用；请稍后重试',
  'another PSS Studio has this folder open (process {0} on {1}); it is opened for reading only: close the other one and open the folder again':
    '另一个 PSS Studio 已打开此文件夹（{1} 上的进程 {0}）；现以只读方式打开：请关闭另一个，然后重新打开文件夹',
  '"{0}": expected an absolute path of a folder': '“{0}”：应为文件夹的绝对路径',
  'the folder is not empty; name a new one, or empty it first':
    '文件夹不为空；请指定新的文件夹，或先清空它',
  'expected one file named "{0}" (without its extension), found {1} as well, which is used; rename one of them':
    '名为“{0}”的文件应只有一个（不含扩展名），但还有 {1}，现使用后者；请重命名其中一个',
  '{0} or {1} (as stored, EXIF orientation {2})': '{0} 或 {1}（存储时的尺寸，EXIF 方向 {2}）',
  'expected the size of its photo {0}, {1}, found {2}; draw the mask again or put back the photo it was made for':
    '尺寸应与照片 {0} 相同，即 {1}，实为 {2}；请重新绘制掩码，或放回它所对应的照片',
  'expected a label map of {1} like its photo, got {2}; open the photo again':
    '标注图应与照片一样为 {1}，实为 {2}；请重新打开照片',
  'it was deleted': '已被他人删除',
  'it was created': '已被他人创建',
  'it was changed': '已被他人修改',
  '{1} by someone else since it was opened here; nothing was saved: open it again and repeat the change':
    '自在此处打开以来{1}；没有保存任何内容：请重新打开，再做一次修改',
  'expected a label record of version {1}, found version {2}, written by a newer studio; update this one':
    '标注记录的版本应为 {1}，实为 {2}，由更新版本的工作室写入；请更新本程序',
  'expected a label record as the studio writes it, found something else ({1}); restore it from a backup, or move it away: its mask then counts as one that came with the folder':
    '应为工作室写入的标注记录，实为其他内容（{1}）；请从备份恢复，或将其移走：之后其掩码视为随文件夹提供',
  'the labels belong to a photo of {0}x{1}, but {2} is now {3}x{4}; put back the photo, or open it in the editor to begin anew':
    '标注属于 {0}×{1} 的照片，但 {2} 现在是 {3}×{4}；请放回原照片，或在编辑器中打开并重新开始',
  'the labels belong to another photo of this size: {0} has changed since; put back the photo that was labelled, or open it in the editor to say that its labels fit or to begin anew':
    '标注属于同样尺寸的另一张照片：{0} 此后有改动；请放回标注时的照片，或在编辑器中打开它，确认标注相符或重新开始',
  'no mask': '没有掩码',
  'the mask {0}…': '掩码 {0}…',
  'frozen as {0}…, found {1}: it was changed outside the studio; restore it from a backup, or unfreeze the photo and review it again':
    '冻结时为 {0}…，现为{1}：它在工作室之外被修改；请从备份恢复，或解冻照片后重新审核',
  'frozen with {0}, found {1}: who labelled which pixel was changed outside the studio; restore it from a backup, or unfreeze the photo and review it again':
    '冻结时为{0}，现为{1}：像素的标注来源在工作室之外被修改；请从备份恢复，或解冻照片后重新审核',
  'no provenance': '没有来源记录',
  'the provenance {0}…': '来源记录 {0}…',
  'expected a PSS root, a folder with "{1}/<user>/{2}" or "{3}/{4}", found neither; {5}':
    '应为 PSS 根文件夹，即含有“{1}/<用户>/{2}”或“{3}/{4}”的文件夹，但两者都没有；{5}',
  'choose {0} instead': '请改选 {0}',
  'choose another folder, or make a folder "{0}" in it to start a new root':
    '请选择其他文件夹，或在其中新建文件夹“{0}”以创建新的根文件夹',
  'expected the list of the labelled source photos, found none, so that no source photo is used; put VOC’s list there, one photo name a line':
    '应有已标注源域照片的名单，但没有找到，因此不使用任何源域照片；请把 VOC 的名单放在这里，每行一个照片名',
  'expected photos (.jpg), found none; put JPEG photos there or import a folder':
    '应有照片（.jpg），但没有找到；请把 JPEG 照片放到这里，或导入一个文件夹',
  'expected a photo named "{0}" for {1}, found none; put it back or move them away':
    '{1} 应有名为“{0}”的照片，但没有找到；请放回照片，或移走这些文件',
  'expected a photo named "{0}" for {1}, found none; names ended at the first dot before: if they are of "{2}" and it has none of its own, close the studio and call all of them "{3}" with their endings, or else move them away':
    '{1} 应有名为“{0}”的照片，但没有找到；名称过去到第一个点为止：如果它们属于“{2}”，且该照片没有自己的此类文件，请关闭工作室，把它们全部改名为“{3}”（保留扩展名），否则请移走这些文件',
  'copy the folder to a place you may write to and open it there':
    '请把文件夹复制到可写的位置，再从那里打开',
  'make room and open the folder again': '请腾出空间，然后重新打开文件夹',
  'you may not write to this folder': '没有此文件夹的写入权限',
  'the folder is read-only': '此文件夹只读',
  'the disk is full': '磁盘已满',
  'the disk quota is used up': '磁盘配额已用完',
  '{0}; its photos can be looked at, but to label or run, {1}':
    '{0}；可以查看其中的照片，若要标注或运行，{1}',
  'there are none yet': '目前还没有用户',
  'there are {0}': '现有 {0}',
  'there is no user "{0}" in {1}; {2}': '{1} 中没有用户“{0}”；{2}',
  'expected a user folder named with letters, digits, ".", "-" and "_", so that it is left out; rename it':
    '用户文件夹的名称应由字母、数字、“.”、“-”和“_”组成，因此跳过；请重命名',
  'there is no photo named "{1}"; it may have been moved or renamed':
    '没有名为“{1}”的照片；它可能已被移动或重命名',
  'expected a JPEG image, found other data; replace it by an intact copy':
    '应为 JPEG 图像，实为其他数据；请换成完好的副本',
  '{0} belongs to another version of the mask': '{0} 属于掩码的另一个版本',
  '{0}; it was left aside, and every pixel counts as labelled by a person':
    '{0}；已将其搁置，所有像素都视为由人标注',
  '{0} is no image of one byte a pixel': '{0} 不是每像素一字节的图像',
  'names a photo that is not in {0}: {1}; remove the lines or put the photos there':
    '列出了一张不在 {0} 中的照片：{1}；请删除相应的行，或把照片放到那里',
  'names {0} photos that are not in {1}: {2}; remove the lines or put the photos there':
    '列出了 {0} 张不在 {1} 中的照片：{2}；请删除相应的行，或把照片放到那里',
  'names a mask that is not in {0}: {1}; remove the lines or put the masks there':
    '列出了一个不在 {0} 中的掩码：{1}；请删除相应的行，或把掩码放到那里',
  'names {0} masks that are not in {1}: {2}; remove the lines or put the masks there':
    '列出了 {0} 个不在 {1} 中的掩码：{2}；请删除相应的行，或把掩码放到那里',
  '{0}/{1}: there is no photo named "{2}"; nothing was written, reload the photos':
    '{0}/{1}：没有名为“{2}”的照片；没有写入任何内容，请重新加载照片',
  'expected JSON with the names of the validation split': '应为含有验证集照片名的 JSON',
  'expected names whose hash is {0}, found {1}: they were changed by hand':
    '照片名的哈希应为 {0}，实为 {1}：它们被手工修改过',
  '{1}; restore it from a backup, or delete it to forget which photos were drawn':
    '{1}；请从备份恢复，或删除它（抽取结果将丢失）',
  'expected version {1} or older, found a newer one; open this folder with a newer studio':
    '应为版本 {1} 或更早，实为更新的版本；请用更新版本的工作室打开此文件夹',
  'expected a group for every photo, found none for "{1}"; group the photos again':
    '每张照片都应有分组，但“{1}”没有；请重新分组',
  'the sample photos are missing; install PSS Studio again': '示例照片缺失；请重新安装 PSS Studio',
  '{0}; and {1} more': '{0}；另有 {1} 处',
  'a user id is letters, digits, ".", "-" and "_"': '用户名由字母、数字、“.”、“-”和“_”组成',
  'an image name has no folders, drives and line breaks': '图像名不含文件夹、盘符和换行符',
  'a run id is a-z, 0-9 and "-"': '运行标识由 a-z、0-9 和“-”组成',
  'thumbnails cannot be stored; free some space and open the folder again':
    '无法保存缩略图；请腾出空间，然后重新打开文件夹',
}
