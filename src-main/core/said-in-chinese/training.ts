// What is said of training: weights, checkpoints and the devices that compute.

import type { SaidCatalogue } from '../said.ts'

export const saidOfTraining: SaidCatalogue = {
  'no {0} batch': '没有 {0} 批次',
  'a {0} batch without labels': '没有标签的 {0} 批次',
  'training: the batch source gave {0}, but the step "{1}" needs {2}; check that the images of each are listed':
    '训练：批次来源给出{0}，但步骤“{1}”需要 {2}；请检查各自的图像是否已列入名单',
  'training: the checkpoint belongs to another configuration ({0}, {1} iterations, seed {2}: {3}) than this run ({4}, {5} iterations, seed {6}: {7}); start a new run, or go on with the old settings':
    '训练：检查点的配置（{0}，{1} 次迭代，种子 {2}：{3}）与此运行（{4}，{5} 次迭代，种子 {6}：{7}）不同；请开始新的运行，或沿用原来的设置',
  'training diverged: the loss {0} is {1} at iteration {2} (learning rate {3}); start again with a smaller learning rate or a larger batch, or look for broken label maps':
    '训练发散：第 {2} 次迭代时损失 {0} 为 {1}（学习率 {3}）；请用更小的学习率或更大的批大小重新开始，或检查是否有损坏的标注图',
  'methods: there is no {0}; choose one of {1}': '方法：没有 {0}；请选择以下之一：{1}',
  'features: the network gave no numbers; replace its weights file':
    '特征：网络没有给出有效数值；请更换其权重文件',
  'the checkpoint has no {0}; start a new run': '检查点没有 {0}；请开始新的运行',
  'expected the format {0}, found {1}': '格式应为 {0}，实为 {1}',
  'the checkpoint does not name its {0}': '检查点没有注明 {0}',
  '{0} should be a count, but is {1}': '{0} 应为计数，实为 {1}',
  '{1}; use an earlier checkpoint or start anew': '{1}；请使用更早的检查点，或重新开始',
  missing: '缺失',
  'weights: {0} is {1}, but the bias of its convolution is {2} {3}; these are weights of another network, or of a part of it':
    '权重：{0} 为 {1}，但其卷积的偏置为 {2} {3}；这是另一个网络的权重，或只是其中一部分',
  'weights: {0} should be float32 {1}, but is {2} {3}; these are weights of another network':
    '权重：{0} 应为 float32 {1}，实为 {2} {3}；这是另一个网络的权重',
  'weights: there is no tensor for {0}; these are weights of another network, or of a part of it':
    '权重：没有 {0} 的张量；这是另一个网络的权重，或只是其中一部分',
  'the header is not JSON, so this is no safetensors file':
    '文件头不是 JSON，因此不是 safetensors 文件',
  'the header is not an object': '文件头不是对象',
  '__metadata__ is not an object': '__metadata__ 不是对象',
  'metadata {0} is not a text': '元数据 {0} 不是文本',
  'the entry of tensor {0} is not an object': '张量 {0} 的条目不是对象',
  'tensor {0} has no valid shape': '张量 {0} 没有有效的形状',
  'tensor {0} has no valid data_offsets': '张量 {0} 没有有效的 data_offsets',
  'tensor {1} is stored as {2}; convert it to one of {3}':
    '张量 {1} 以 {2} 存储；请转换为以下之一：{3}',
  'tensor {0} needs {1} bytes, but has {2}': '张量 {0} 需要 {1} 字节，实有 {2} 字节',
  '{1}; copy or download the file again': '{1}；请重新复制或下载该文件',
  '{0} bytes are too few for a safetensors file': '{0} 字节对 safetensors 文件来说太少',
  'the header should have {0} bytes, but only {1} follow':
    '文件头应有 {0} 字节，但之后只有 {1} 字节',
  'tensor {0} begins at byte {1} where {2} was expected':
    '张量 {0} 从第 {1} 字节开始，应为第 {2} 字节',
  'the header describes {0} bytes of data, but there are {1}':
    '文件头描述了 {0} 字节数据，实有 {1} 字节',
  'install PSS Studio again': '请重新安装 PSS Studio',
  'delete it and add the weights again with: pss weights add':
    '请删除后重新添加权重：pss weights add',
  'expected the list of weights files; {1}': '应为权重文件清单；{1}',
  '{0} bytes, found {1}': '{0} 字节，实为 {1} 字节',
  'the SHA-256 {0}, found {1}': 'SHA-256 {0}，实为 {1}',
  'this file belongs to PSS Studio but is missing; {1}': '此文件属于 PSS Studio，但已缺失；{1}',
  'expected {1}; the file is damaged or exchanged: {2}': '应为 {1}；文件已损坏或被替换：{2}',
  'there are no weights for "{0}"; there are: {1}. Add them with: pss weights add {2}':
    '没有“{0}”的权重；现有：{1}。请添加：pss weights add {2}',
  'tfjs: no kernel for {0} at {1}; use onnxruntime instead':
    'tfjs：{1} 处的 {0} 没有内核；请改用 onnxruntime',
  'state: there is no tensor {0}; the checkpoint or the weights belong to another network':
    '状态：没有张量 {0}；检查点或权重属于另一个网络',
  'state {0} is {1} {2}, not {3} {4}; use tensors of the same network':
    '状态 {0} 为 {1} {2}，不是 {3} {4}；请使用同一网络的张量',
  'tfjs: the int64 value {0} does not fit 32 bits; use the onnxruntime executor':
    'tfjs：int64 数值 {0} 超出 32 位；请使用 onnxruntime',
  'onnxruntime on this platform has no provider {0}; choose one of {1}':
    '此平台的 onnxruntime 没有执行提供程序 {0}；请选择以下之一：{1}',
  'the {0} provider does not start on this machine; check the graphics driver or choose cpu ({1})':
    '执行提供程序 {0} 无法在本机启动；请检查显卡驱动，或选择 cpu（{1}）',
  'compiling a graph of {0} nodes': '编译含 {0} 个节点的计算图',
  'running a program': '运行计算图',
  'program: needs exactly the inputs {0}; missing are [{1}], unknown are [{2}]':
    '计算图：输入应恰好为 {0}；缺少 [{1}]，未知 [{2}]',
  '{0} must be {1} {2}, but {3} {4} came; convert it before the run':
    '{0} 应为 {1} {2}，实为 {3} {4}；请在运行前转换',
  'memory ran out on {0} while {1}; use a smaller batch or crop, or close other programs ({2})':
    '{0} 在{1}时内存不足；请使用更小的批大小或裁剪，或关闭其他程序（{2}）',
  'the {0} device was lost while {1}; resume the run to go on from its last checkpoint, and if it happens again start a new run on the CPU ({2})':
    '设备 {0} 在{1}时丢失；请继续运行，从最后的检查点接着训练；若再次发生，请在 CPU 上开始新的运行（{2}）',
  'state: there is no tensor {0} among {1}; the checkpoint or the weights belong to another network or method':
    '状态：{1} 个张量中没有 {0}；检查点或权重属于另一个网络或方法',
  'state: a run is in progress; wait for it before the next': '状态：正在运行；请等待其结束',
  'TensorFlow.js with CUDA is not installed or does not start on this machine; install @tensorflow/tfjs-node-gpu and its CUDA library, or choose cpu':
    '带 CUDA 的 TensorFlow.js 未安装，或无法在本机启动；请安装 @tensorflow/tfjs-node-gpu 及其 CUDA 库，或选择 cpu',
  'program: needs exactly the inputs {0}, and {1} as {2} {3}; came {4}':
    '计算图：输入应恰好为 {0}，其中 {1} 应为 {2} {3}；实为 {4}',
  'not on this machine': '本机没有',
  'fails ({0})': '失败（{0}）',
  'devices are tried after the first photo': '将在第一张照片之后试算各设备',
  'devices could not be tried ({0})': '无法试算各设备（{0}）',
  '{0} failed at a photo ({1})': '{0} 在处理照片时出错（{1}）',
  'a trial step takes {0} ms': '试算一步用时 {0} 毫秒',
  'it computes wrongly: the loss of trial step {0} is {1}, on the CPU {2}':
    '计算结果有误：第 {0} 步试算的损失为 {1}，在 CPU 上为 {2}',
  '{0} times as fast as the CPU': '速度为 CPU 的 {0} 倍',
  'works, but {0} times slower than the CPU': '可用，但比 CPU 慢 {0} 倍',
  '{0} (ImageNet), {1} pooled features of {2}x{3} images; K-means, K = {4}, {5} restarts, seed {6}':
    '{0}（ImageNet），{2}×{3} 图像的 {1} 维池化特征；K-means，K = {4}，重启 {5} 次，种子 {6}',
  'the worker process ended without a word about the export': '工作进程未就导出给出答复便已结束',
  'the worker process ended without a word about the devices': '工作进程未就设备给出答复便已结束',
  'the worker process ended': '工作进程已结束',
  'image codecs': '图像编解码器',
  'device auto': '自动选择的设备',
  devices: '设备',
  'picks {0} ({1})': '选用 {0}（{1}）',
  'weights {0}': '权重 {0}',
  weights: '权重',
  'smart click': '智能点选',
  memory: '内存',
  '{0} GiB free of {1} GiB': '可用 {0} GiB，共 {1} GiB',
  'as at the first start': '与首次启动时相同',
  '{0}; auto: {1}': '{0}；自动选择：{1}',
  '{0}, {1}, 1 thread': '{0}，{1}，1 个线程',
  '{0}, {1}, {2} threads': '{0}，{1}，{2} 个线程',
  'added from {0} (onnx, {1})': '来自 {0}（onnx，{1}）',
  'added from {0} ({1})': '来自 {0}（{1}）',
  FILE: '文件',
  'a thread that makes samples only reads': '生成样本的线程只读取',
  'it ended with exit code {0}': '它以退出码 {0} 结束',
  'onnxruntime failed on {0} while {1}: {2}': 'onnxruntime 在 {0} 上{1}时失败：{2}',
}
