"""PyTorch's side of engine.ts: the same step of the same network on batches of the same sizes. Prints JSON.

python3 torch-step.py <network> <method> <preset> <images> <steps> <cpu or cuda> <threads>

Networks, heads and discriminators are those of the equality fixtures (tests/tools/make-network-fixtures.py), so that both
sides do work that is proven equal; activations are in place, as everyone who trains with PyTorch has them.
"""

import importlib.util
import json
import resource
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

CROP = 320
CLASSES = 21
# Channels of the last map, of the auxiliary map, and of the pyramid's result.
WIDTHS = {"resnet-50": (2048, 1024, 512), "mobilenet-v2": (320, 96, 256), "vgg-16": (512, 256, 512)}


def load_fixtures():
    path = Path(__file__).parents[2] / "tools" / "make-network-fixtures.py"
    spec = importlib.util.spec_from_file_location("fixtures", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fixtures = load_fixtures()


class InvertedResidual(nn.Module):
    def __init__(self, channels, filters, expansion, stride, dilation):
        super().__init__()
        hidden = channels * expansion
        layers = []
        if expansion > 1:
            layers += [fixtures.conv(channels, hidden), nn.BatchNorm2d(hidden), nn.ReLU6(True)]
        depthwise = nn.Conv2d(hidden, hidden, 3, stride, dilation, dilation, hidden, bias=False)
        layers += [depthwise, nn.BatchNorm2d(hidden), nn.ReLU6(True)]
        layers += [fixtures.conv(hidden, filters), nn.BatchNorm2d(filters)]
        self.layers = nn.Sequential(*layers)
        self.is_residual = stride == 1 and channels == filters

    def forward(self, x):
        y = self.layers(x)
        return x + y if self.is_residual else y


class MobileNetV2(nn.Module):
    """Strides beyond the output stride become dilation."""

    STAGES = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]

    def __init__(self, output_stride):
        super().__init__()
        self.stem = nn.Sequential(fixtures.conv(3, 32, 3, 2), nn.BatchNorm2d(32), nn.ReLU6(True))
        self.stages = nn.ModuleList()
        channels, reached, dilation = 32, 2, 1
        for expansion, filters, count, stride in self.STAGES:
            first = dilation
            if stride == 2 and reached >= output_stride:
                stride, dilation = 1, dilation * 2
            reached *= stride
            blocks = []
            for index in range(count):
                own = (stride, first) if index == 0 else (1, dilation)
                blocks.append(InvertedResidual(channels, filters, expansion, *own))
                channels = filters
            self.stages.append(nn.Sequential(*blocks))

    def forward(self, x):
        x = self.stem(x)
        for index, stage in enumerate(self.stages):
            x = stage(x)
            if index == 4:
                auxiliary = x
        return {"main": x, "auxiliary": auxiliary}


def encoder_of(network, output_stride):
    if network == "resnet-50":
        return fixtures.Resnet((3, 4, 6, 3), 64, output_stride=output_stride)
    return fixtures.Vgg(64) if network == "vgg-16" else MobileNetV2(output_stride)


class Network(nn.Module):
    def __init__(self, network, output_stride, has_group):
        super().__init__()
        main, auxiliary, width = WIDTHS[network]
        self.encoder = encoder_of(network, output_stride)
        self.pyramid = fixtures.Pyramid(main, width)
        self.auxiliary = fixtures.AuxiliaryHead(auxiliary) if has_group else None
        self.group = fixtures.Group(width, "paper") if has_group else None
        self.classifier = fixtures.conv(width, CLASSES)

    def forward(self, image):
        taps = self.encoder(image)
        x = self.pyramid(taps["main"])["main"]
        if self.group is None:
            return self.classifier(x), None
        auxiliary = self.auxiliary(taps["auxiliary"])["main"]
        x = functional.dropout2d(self.group(x, auxiliary)["main"], 0.05)
        return self.classifier(x), auxiliary


def enlarged(logits, side):
    return functional.interpolate(logits, (side, side), mode="bilinear", align_corners=True)


def information(logits, side):
    p = enlarged(logits, side).softmax(1)
    return -p * torch.log2(p + 1e-30) / torch.log2(torch.tensor(float(CLASSES)))


def domain_loss(judged, label):
    return functional.binary_cross_entropy_with_logits(judged, torch.full_like(judged, label))


class Step:
    """docs/method section 5, steps 1 to 6: every loss flows back as soon as it is known."""

    def __init__(self, network, method, preset, images, device):
        is_paper = preset == "paper"
        self.is_adversarial = method == "stage1"
        self.network = Network(network, 8 if is_paper else 16, self.is_adversarial).to(device)
        for part in self.network.modules():
            if isinstance(part, nn.ReLU):
                part.inplace = True
        self.side = CROP if is_paper else CROP // 2
        width = 64 if is_paper else 16
        self.judges = nn.ModuleList(fixtures.Discriminator(CLASSES, width) for _ in range(2)).to(device)
        self.sgd = torch.optim.SGD(self.network.parameters(), 2.5e-4, 0.9, weight_decay=1e-4)
        self.adam = torch.optim.Adam(self.judges.parameters(), 1e-4, (0.9, 0.99))
        generator = torch.Generator().manual_seed(1)
        shape = (images, 3, CROP, CROP)
        self.source, self.target = (torch.randn(shape, generator=generator).to(device) for _ in range(2))
        self.labels = torch.randint(CLASSES, (images, CROP, CROP), generator=generator).to(device)

    def segmentation(self):
        main, auxiliary = self.network(self.source)
        loss = functional.cross_entropy(enlarged(main, CROP), self.labels, ignore_index=255)
        if auxiliary is not None:
            loss = loss + 0.4 * functional.cross_entropy(enlarged(auxiliary, CROP), self.labels, ignore_index=255)
        loss.backward()
        return loss.item(), (main, auxiliary)

    def run(self):
        self.sgd.zero_grad()
        self.adam.zero_grad()
        loss, source = self.segmentation()
        if self.is_adversarial:
            self.play(source)
            self.adam.step()
        self.sgd.step()
        return loss

    def play(self, source):
        self.judges.requires_grad_(False)
        target = self.network(self.target)
        fooling = 0
        for judge, logits, weight in zip(self.judges, target, (1e-3, 2e-4)):
            fooling = fooling + weight * domain_loss(judge(information(logits, self.side))["main"], 0.0)
        fooling.backward()
        self.judges.requires_grad_(True)
        for batch, label in ((source, 0.0), (target, 1.0)):
            for judge, logits in zip(self.judges, batch):
                seen = information(logits.detach(), self.side)
                (0.5 * domain_loss(judge(seen)["main"], label)).backward()


def main():
    network, method, preset, images, steps, device, threads = sys.argv[1:8]
    torch.set_num_threads(int(threads))
    # Sizes never change, so that the first step may try which convolution is fastest.
    torch.backends.cudnn.benchmark = True
    step = Step(network, method, preset, int(images), device)
    times = []
    for index in range(int(steps) + 1):
        start = time.perf_counter()
        loss = step.run()
        if device == "cuda":
            torch.cuda.synchronize()
        # The first step takes its memory from the system, as on the other side.
        if index > 0:
            times.append(1000 * (time.perf_counter() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"version": torch.__version__, "stepMs": times, "losses": {"segmentation": loss}, "peakMib": peak}))


main()
