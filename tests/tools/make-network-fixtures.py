"""Makes tests/golden/networks: what PyTorch says the networks do, at narrow widths and on tiny images.

Run by hand: python3 tests/tools/make-network-fixtures.py (PyTorch and numpy; torchvision is not needed). The
encoders are written here from docs/method section 3, with torchvision's structure and names; heads carry
the engine's names. A file holds, as float32:
  input/<name>, upstream/<output>       what is fed, and the weights of the scalar sum(upstream * output)
  value/<tensor>                        parameters and running statistics before the step
  <mode>/output/<output>                mode: batch, frozen (a file may have one alone)
  <mode>/gradient/<parameter>           of the scalar
  <mode>/moved/<parameter>              after less before one SGD step from a velocity of half the parameter
  <mode>/statistic/<tensor>             running statistics after the pass
Everything is computed in float64, so that what a test measures is the engine's rounding alone.
"""

import copy
import gzip
import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

FOLDER = Path(__file__).parent.parent / "golden" / "networks"
STEP = {"learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.05}
START_VELOCITY = 0.5
MODES = ["batch", "frozen"]
# No activation lies this near to a kink, where rounding would decide the slope, and in no gradient is
# the largest number smaller than this, where rounding would be much of it.
SMALLEST_MARGIN = 1e-5
SMALLEST_GRADIENT = 1e-3


def conv(channels, filters, kernel=1, stride=1, dilation=1, bias=False):
    padding = dilation * (kernel - 1) // 2
    return nn.Conv2d(channels, filters, kernel, stride, padding, dilation, bias=bias)


class Bottleneck(nn.Module):
    def __init__(self, channels, width, strides, dilation, has_shortcut, epsilon):
        super().__init__()
        self.conv1 = conv(channels, width, stride=strides[0])
        self.bn1 = nn.BatchNorm2d(width, epsilon)
        self.conv2 = conv(width, width, 3, strides[1], dilation)
        self.bn2 = nn.BatchNorm2d(width, epsilon)
        self.conv3 = conv(width, 4 * width)
        self.bn3 = nn.BatchNorm2d(4 * width, epsilon)
        self.relus = nn.ModuleList(nn.ReLU() for _ in range(3))
        self.downsample = None
        if has_shortcut:
            shortcut = conv(channels, 4 * width, stride=strides[0] * strides[1])
            self.downsample = nn.Sequential(shortcut, nn.BatchNorm2d(4 * width, epsilon))

    def forward(self, x):
        y = self.relus[0](self.bn1(self.conv1(x)))
        y = self.relus[1](self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return self.relus[2](y + (x if self.downsample is None else self.downsample(x)))


class Resnet(nn.Module):
    """torchvision's, with replace_stride_with_dilation where `output_stride` asks for it."""

    def __init__(self, blocks, width, stem="single", stride_on="middle", output_stride=8, epsilon=1e-5):
        super().__init__()
        self.epsilon = epsilon
        self.stride_on = stride_on
        self.channels = width if stem == "single" else 2 * width
        if stem == "single":
            self.conv1 = conv(3, width, 7, 2)
        else:
            norms = [nn.BatchNorm2d(width, epsilon) for _ in range(2)]
            first, middle, last = conv(3, width, 3, 2), conv(width, width, 3), conv(width, 2 * width, 3)
            self.conv1 = nn.Sequential(first, norms[0], nn.ReLU(), middle, norms[1], nn.ReLU(), last)
        self.bn1 = nn.BatchNorm2d(self.channels, epsilon)
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.dilation = 1
        self.layer1 = self.make_layer(width, blocks[0], 1, False)
        self.layer2 = self.make_layer(2 * width, blocks[1], 2, output_stride < 8)
        self.layer3 = self.make_layer(4 * width, blocks[2], 2, output_stride < 16)
        self.layer4 = self.make_layer(8 * width, blocks[3], 2, output_stride < 32)

    def make_layer(self, width, count, stride, is_dilated):
        outer = self.dilation
        if is_dilated:
            self.dilation *= stride
            stride = 1
        is_middle = self.stride_on == "middle"
        # Behind a 1x1 convolution that lost its stride, the 3x3 sees a map twice as fine.
        first = outer if is_middle else self.dilation
        layers = []
        for index in range(count):
            own = stride if index == 0 else 1
            strides = (1, own) if is_middle else (own, 1)
            dilation = first if index == 0 else self.dilation
            layers.append(Bottleneck(self.channels, width, strides, dilation, index == 0, self.epsilon))
            self.channels = 4 * width
        return nn.Sequential(*layers)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        auxiliary = self.layer3(self.layer2(self.layer1(x)))
        return {"main": self.layer4(auxiliary), "auxiliary": auxiliary}


def vgg16_bn_features(width):
    layers, channels = [], 3
    for factor in (1, 1, "M", 2, 2, "M", 4, 4, 4, "M", 8, 8, 8, "M", 8, 8, 8, "M"):
        if factor == "M":
            layers.append(nn.MaxPool2d(2, 2))
            continue
        filters = factor * width
        layers += [conv(channels, filters, 3, bias=True), nn.BatchNorm2d(filters), nn.ReLU()]
        channels = filters
    return layers


class Vgg(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.features = nn.Sequential(*vgg16_bn_features(width)[:32])

    def forward(self, x):
        auxiliary = self.features[:24](x)
        return {"main": self.features[24:](auxiliary), "auxiliary": auxiliary}


class VggDeeplab(nn.Module):
    """Without pool4 and pool5, conv5 with dilation 2, fc6 and fc7 with dilation 4."""

    def __init__(self, width):
        super().__init__()
        self.features = nn.Sequential(*vgg16_bn_features(width)[:43])
        self.features[33] = nn.Identity()
        for position in (34, 37, 40):
            self.features[position].dilation = self.features[position].padding = (2, 2)
        self.encoder = nn.Module()
        self.encoder.fc6 = Block(8 * width, 16 * width, 3, dilation=4)
        self.encoder.fc7 = Block(16 * width, 16 * width, 3, dilation=4)

    def forward(self, x):
        auxiliary = self.features[:24](x)
        fifth = self.features[24:](auxiliary)
        return {"main": self.encoder.fc7(self.encoder.fc6(fifth)), "auxiliary": auxiliary}


class Block(nn.Module):
    """The engine's convolution block."""

    def __init__(self, channels, filters, kernel=1, dilation=1):
        super().__init__()
        self.conv = conv(channels, filters, kernel, dilation=dilation)
        self.norm = nn.BatchNorm2d(filters)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.norm(self.conv(x)))


class Pyramid(nn.Module):
    def __init__(self, channels, width):
        super().__init__()
        self.pyramid = nn.Module()
        for bins in (1, 2, 3, 6):
            self.pyramid.add_module(f"bin{bins}", Block(channels, channels // 4))
        self.pyramid.fuse = Block(2 * channels, width, 3)

    def forward(self, x):
        branches = [x]
        for bins in (1, 2, 3, 6):
            reduced = self.pyramid.get_submodule(f"bin{bins}")(functional.adaptive_avg_pool2d(x, bins))
            resized = functional.interpolate(reduced, x.shape[2:], mode="bilinear", align_corners=False)
            branches.append(resized)
        return {"main": self.pyramid.fuse(torch.cat(branches, 1))}


class AuxiliaryHead(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.auxiliary = nn.Module()
        self.auxiliary.hidden = Block(channels, channels)
        self.auxiliary.classifier = conv(channels, 21, bias=True)

    def forward(self, x):
        return {"main": self.auxiliary.classifier(self.auxiliary.hidden(x))}


class Discriminator(nn.Module):
    def __init__(self, channels, width):
        super().__init__()
        self.judge = nn.Module()
        for index, filters in enumerate((width, 2 * width, 4 * width, 8 * width, 1)):
            self.judge.add_module(f"conv{index}", nn.Conv2d(channels, filters, 4, 2, 1))
            channels = filters
        self.leaky = nn.ModuleList(nn.LeakyReLU(0.2) for _ in range(4))

    def forward(self, x):
        for index, leaky in enumerate(self.leaky):
            x = leaky(self.judge.get_submodule(f"conv{index}")(x))
        return {"main": self.judge.conv4(x)}


class Group(nn.Module):
    """The group module by docs/method section 4, without its dropout."""

    def __init__(self, width, mode):
        super().__init__()
        self.mode = mode
        self.key = key = width // 2
        self.group = group = nn.Module()
        if mode == "global":
            group.add_module("global", conv(width, width, bias=True))
            self.relu = nn.ReLU()
        else:
            for name in ("phi", "varphi"):
                group.add_module(name, nn.Module())
                group.get_submodule(name).first = Block(width, key)
                group.get_submodule(name).second = Block(key, key)
            group.sigma = Block(width, key)
        if mode == "paper":
            group.rho = Block(key, width)
        group.psi = Block(2 * width, width)

    def forward(self, x, auxiliary):
        home = self.mean(x) if self.mode == "global" else self.attend(x, auxiliary)
        return {"main": self.group.psi(torch.cat((home, x), 1))}

    def mean(self, x):
        mean = x.mean((0, 2, 3), keepdim=True)
        return self.relu(self.group.get_submodule("global")(mean)).expand_as(x)

    def attend(self, x, auxiliary):
        weights = auxiliary.flatten(2).softmax(2)
        regions = torch.einsum("ncp,nwp->nwc", weights, x.flatten(2))[..., None]
        phi, varphi = self.group.phi, self.group.varphi
        queries = phi.second(phi.first(x)).flatten(2)
        keys = varphi.second(varphi.first(regions)).flatten(2)
        values = self.group.sigma(regions).flatten(2)
        if self.mode == "paper":
            context = self.of_all(queries, keys, values, 1).unflatten(2, x.shape[2:])
            return self.group.rho(context)
        own_weights = (torch.einsum("nkp,nkc->npc", queries, keys) / self.key**0.5).softmax(2)
        own = torch.einsum("npc,nkc->nkp", own_weights, values)
        rows = values
        if self.mode == "official-exact":
            count = values.shape[0] * values.shape[2]
            # The released reshape: memory of [C, N, key] read as [key, N C].
            rows = values.permute(2, 0, 1).contiguous().view(1, self.key, count)
        return torch.cat((own, self.of_all(queries, rows, rows, 8)), 1).unflatten(2, x.shape[2:])

    def of_all(self, queries, keys, values, sharpness):
        """Every pixel of every image attends to the regions of all: [N, key, pixels]."""
        logits = torch.einsum("nkp,mkc->npmc", queries, keys) * sharpness / self.key**0.5
        weights = logits.flatten(2).softmax(2).unflatten(2, logits.shape[2:])
        return torch.einsum("npmc,mkc->nkp", weights, values)


IMAGES = {"x": [2, 3, 24, 40]}
GROUP = {"x": [3, 8, 3, 4], "auxiliary": [3, 5, 3, 4]}
CASES = {
    "resnet-single-middle-8": (lambda: Resnet((1, 1, 2, 1), 2), IMAGES),
    "resnet-single-first-8": (
        lambda: Resnet((1, 1, 1, 1), 2, stride_on="first", epsilon=1e-3),
        IMAGES,
    ),
    "resnet-deep-middle-8": (lambda: Resnet((1, 1, 1, 1), 2, stem="deep"), IMAGES),
    "resnet-single-middle-16": (lambda: Resnet((1, 1, 1, 2), 2, output_stride=16), {"x": [2, 3, 32, 64]}),
    "vgg": (lambda: Vgg(2), IMAGES),
    "vgg-deeplab": (lambda: VggDeeplab(1), IMAGES),
    "pyramid": (lambda: Pyramid(16, 8), {"x": [4, 16, 5, 8]}),
    "auxiliary-head": (lambda: AuxiliaryHead(12), {"x": [2, 12, 5, 8]}),
    "discriminator": (lambda: Discriminator(3, 2), {"x": [1, 3, 32, 32]}),
    "group-paper": (lambda: Group(8, "paper"), GROUP),
    "group-official-fixed": (lambda: Group(8, "official-fixed"), GROUP),
    "group-official-exact": (lambda: Group(8, "official-exact"), GROUP),
    # In a batch pass psi's batch norm cancels what is the same everywhere.
    "group-global": (lambda: Group(8, "global"), GROUP, ["frozen"]),
}


def fill(module, generator):
    """Values at which signals neither die nor grow: float32 numbers, held as float64."""
    with torch.no_grad():
        for part in module.modules():
            if isinstance(part, nn.Conv2d):
                fan_in = part.weight[0].numel()
                part.weight.copy_(normal(part.weight.shape, generator) * (2 / fan_in) ** 0.5)
                if part.bias is not None:
                    part.bias.copy_(0.3 * normal(part.bias.shape, generator))
            if isinstance(part, nn.BatchNorm2d):
                for tensor, low in ((part.weight, 0.5), (part.bias, -0.5), (part.running_var, 0.5)):
                    tensor.copy_(torch.rand(tensor.shape, generator=generator) + low)
                part.running_mean.copy_(0.2 * normal(part.running_mean.shape, generator))
    return module.float().double()


def normal(shape, generator):
    return torch.randn(shape, generator=generator)


def margin_of(module, inputs):
    """How near to a kink the nearest activation of a pass lies."""
    margins = []

    def see_sign(_, seen, __):
        margins.append(seen[0].detach().abs().min().item())

    def see_maximum(pool, seen, __):
        x = functional.pad(seen[0].detach(), [pool.padding] * 4, value=-1e9)
        windows = functional.unfold(x.flatten(0, 1)[:, None], pool.kernel_size, stride=pool.stride)
        first, second = windows.topk(2, dim=1).values.unbind(1)
        margins.append((first - second)[first > 0].min().item())

    for part in module.modules():
        if isinstance(part, (nn.ReLU, nn.LeakyReLU)):
            part.register_forward_hook(see_sign)
        if isinstance(part, nn.MaxPool2d):
            part.register_forward_hook(see_maximum)
    module(**inputs)
    return min(margins, default=1)


def prepare(build, shapes, modes):
    """The first seed whose network is well conditioned, with its inputs."""
    for seed in range(1000):
        generator = torch.Generator().manual_seed(seed)
        module = fill(build(), generator)
        inputs = {name: normal(shape, generator).double() for name, shape in shapes.items()}
        upstream = {
            name: (normal(y.shape, generator) / y.numel() ** 0.5).double()
            for name, y in copy.deepcopy(module)(**inputs).items()
        }
        if all(is_well_conditioned(module, inputs, upstream, mode) for mode in modes):
            return module, inputs, upstream
    raise RuntimeError("no seed gives a well conditioned network")


def is_well_conditioned(module, inputs, upstream, mode):
    twin = copy.deepcopy(module).train(mode == "batch")
    if margin_of(twin, inputs) < SMALLEST_MARGIN:
        return False
    measured = measure(module, inputs, upstream, mode)
    sizes = [tensor.abs().max() for name, tensor in measured.items() if "/gradient/" in name]
    return min(sizes) >= SMALLEST_GRADIENT


def is_norm_of(module, name):
    return isinstance(module.get_submodule(name.rpartition(".")[0]), nn.BatchNorm2d)


LEAVES = {"weight": "scale", "bias": "shift", "running_mean": "runningMean", "running_var": "runningVariance"}


def stored_name(module, name):
    """torchvision's name in its encoders, the engine's everywhere else."""
    if isinstance(module, Resnet) or name.startswith("features."):
        return name
    path, _, leaf = name.rpartition(".")
    return f"{path}.{LEAVES[leaf]}" if is_norm_of(module, name) else name


def tensors_of(module):
    state = module.state_dict()
    return {stored_name(module, name): t for name, t in state.items() if "num_batches" not in name}


def learned_in(module):
    """Parameters by name, without biases that a batch normalization makes meaningless."""
    is_cancelled = isinstance(module, (Vgg, VggDeeplab))
    for name, parameter in module.named_parameters():
        is_bias = name.endswith(".bias") and not is_norm_of(module, name)
        if not (is_cancelled and is_bias):
            yield stored_name(module, name), parameter


def measure(module, inputs, upstream, mode):
    """One forward pass, its gradients and one step, in one mode."""
    module = copy.deepcopy(module).train(mode == "batch")
    optimizer = torch.optim.SGD(
        module.parameters(),
        lr=STEP["learningRate"],
        momentum=STEP["momentum"],
        weight_decay=STEP["weightDecay"],
    )
    before = {}
    for name, parameter in learned_in(module):
        before[name] = parameter.detach().clone()
        optimizer.state[parameter]["momentum_buffer"] = START_VELOCITY * before[name]
    outputs = module(**inputs)
    sum((outputs[name] * weights).sum() for name, weights in upstream.items()).backward()
    optimizer.step()
    found = {f"output/{name}": y for name, y in outputs.items()}
    for name, parameter in learned_in(module):
        found[f"gradient/{name}"] = parameter.grad
        found[f"moved/{name}"] = parameter - before[name]
    for name, tensor in tensors_of(module).items():
        if "running" in name:
            found[f"statistic/{name}"] = tensor
    return {f"{mode}/{name}": tensor for name, tensor in found.items()}


def write(path, tensors, metadata):
    """The safetensors format, compressed: header length, JSON header, bytes."""
    header, chunks, offset = {}, [], 0
    header["__metadata__"] = {name: str(value) for name, value in metadata.items()}
    for name, tensor in tensors.items():
        chunk = np.ascontiguousarray(tensor.detach().numpy(), "<f4").tobytes()
        offsets = [offset, offset + len(chunk)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": offsets}
        chunks.append(chunk)
        offset += len(chunk)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    content = struct.pack("<Q", len(text)) + text + b"".join(chunks)
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def main():
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (build, shapes, *rest) in CASES.items():
        [modes] = rest or [MODES]
        module, inputs, upstream = prepare(build, shapes, modes)
        tensors = {f"input/{feed}": tensor for feed, tensor in inputs.items()}
        tensors.update({f"upstream/{output}": weights for output, weights in upstream.items()})
        tensors.update({f"value/{tensor}": value for tensor, value in tensors_of(module).items()})
        for mode in modes:
            tensors.update(measure(module, inputs, upstream, mode))
        write(FOLDER / f"{name}.safetensors.gz", tensors, STEP)
        print(f"{name}: {(FOLDER / f'{name}.safetensors.gz').stat().st_size} bytes")


if __name__ == "__main__":
    main()
