"""Writes the weights files of tests/golden/weights and what they hold, expected.json.

Needs PyTorch (1.13 was used) and numpy; run it again only when a fixture is added:
python3 tests/tools/make-weights-fixtures.py
"""

import collections
import json
import pathlib
import zipfile

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).parents[2] / "tests/golden/weights"
EXPECTED = {}

ENGINE_TYPES = {
    "float64": "float32",
    "float32": "float32",
    "float16": "float32",
    "int64": "int64",
    "uint32": "int64",
    "int32": "int32",
    "int16": "int32",
    "uint16": "int32",
    "int8": "int32",
    "uint8": "uint8",
    "bool": "bool",
}


def describe(array):
    data_type = ENGINE_TYPES[array.dtype.name]
    values = array.astype(data_type).ravel(order="C")
    return {
        "dataType": data_type,
        "shape": list(array.shape),
        "values": [int(v) if data_type != "float32" else float(v) for v in values],
    }


def expect(name, file_format, arrays, ignored=()):
    tensors = {key: describe(array) for key, array in arrays.items()}
    EXPECTED[name] = {"format": file_format, "tensors": tensors, "ignored": list(ignored)}


def numpy_of(tensor):
    tensor = tensor.detach()
    return (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).numpy()


def save_torch(name, saved, state, ignored=(), legacy=False):
    torch.save(saved, FOLDER / name, _use_new_zipfile_serialization=not legacy)
    expect(
        name,
        "torch-legacy" if legacy else "torch-zip",
        {key: numpy_of(tensor) for key, tensor in state.items()},
        ignored,
    )


def small_network():
    torch.manual_seed(1)
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 3, bias=False), torch.nn.BatchNorm2d(4), torch.nn.Conv2d(4, 2, 1)
    )
    network(torch.randn(2, 3, 5, 5))
    return network


def every_type():
    base = torch.linspace(-3, 3, 7)
    subnormal = torch.tensor([6e-8, -3.1e-5, 65504.0, -0.0, 1.0])
    return {
        "float32": base,
        "float64": (base * 1.1).double(),
        "float16": torch.cat([base.half(), subnormal.half()]),
        "bfloat16": base.bfloat16(),
        "int64": torch.tensor([2**40, -5]),
        "int32": torch.tensor([2**30, -5], dtype=torch.int32),
        "int16": torch.tensor([300, -300], dtype=torch.int16),
        "int8": torch.tensor([100, -100], dtype=torch.int8),
        "uint8": torch.tensor([0, 200], dtype=torch.uint8),
        "bool": torch.tensor([True, False, True]),
        "scalar": torch.tensor(4.5),
        "empty": torch.zeros(0, 3),
    }


def views():
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6)
    half = torch.arange(12).half().reshape(2, 2, 3)
    return {
        "base": base,
        "transposed": base.t(),
        "columns": base[1:, 2:4],
        "every_second": base[:, ::2],
        "permuted_half": half.permute(2, 0, 1),
        "tied": base,
    }


def write_torch_files():
    state = small_network().state_dict()
    for legacy in (False, True):
        end = "-legacy.pth" if legacy else ".pth"
        save_torch(f"network{end}", state, state, legacy=legacy)
        save_torch(f"types{end}", every_type(), every_type(), legacy=legacy)
        save_torch(f"views{end}", views(), views(), legacy=legacy)
        parallel = collections.OrderedDict((f"module.{key}", v) for key, v in state.items())
        optimizer = {"state": {0: {"momentum_buffer": torch.ones(2)}}, "param_groups": [{"lr": 0.1}]}
        checkpoint = {"epoch": 7, "model": {"state_dict": parallel}, "optimizer": optimizer}
        ignored = ["epoch", "optimizer"]
        save_torch(f"checkpoint{end}", checkpoint, state, ignored, legacy)
    parameters = {
        "weight": torch.nn.Parameter(torch.ones(2, 2) / 3),
        "note": "a text",
        "size": torch.Size([1, 2]),
        "device": torch.device("cpu"),
        "half": torch.nn.Parameter(torch.ones(2).half() / 3, requires_grad=False),
    }
    state = {key: parameters[key] for key in ("weight", "half")}
    save_torch("parameters.pth", parameters, state, ["note", "size", "device"])
    torch.save(parameters, FOLDER / "protocol4.pth", pickle_protocol=4)
    EXPECTED["protocol4.pth"] = EXPECTED["parameters.pth"]


def write_numpy_files():
    random = np.random.default_rng(1)
    arrays = {
        "conv/kernel": random.standard_normal((3, 2, 2)).astype("<f4"),
        "fortran": np.asfortranarray(random.standard_normal((3, 4)).astype("<f4")),
        "fortran_cube": np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)),
        "big_endian": np.arange(6).reshape(2, 3).astype(">f4"),
        "big_half": (np.arange(6) / 7).astype(">f2"),
        "big_double": (np.arange(3) / 7).astype(">f8"),
        "half": (np.arange(6) / 7).astype("<f2"),
        "double": (np.arange(3) / 7).astype("<f8"),
        "steps": np.array(2**40, dtype="<i8"),
        "int16": np.array([300, -300], dtype="<i2"),
        "uint16": np.array([65535], dtype="<u2"),
        "uint32": np.array([2**32 - 1], dtype=">u4"),
        "int8": np.array([-5], dtype="i1"),
        "uint8": np.array([250], dtype="u1"),
        "flags": np.array([True, False]),
        "empty": np.zeros((0, 4), dtype="<f4"),
        "zeros": np.zeros((20, 50), dtype="<f4"),
    }
    texts = {"note": np.array("a text"), "names": np.array(["a", None], dtype=object)}
    ignored = ["note.npy", "names.npy"]
    np.savez(FOLDER / "plain.npz", **arrays, **texts)
    np.savez_compressed(FOLDER / "compressed.npz", **arrays, **texts)
    for name in ("plain.npz", "compressed.npz"):
        expect(name, "npz", arrays, ignored)
    with zipfile.ZipFile(FOLDER / "plain.npz", "a") as archive:
        archive.writestr("README.txt", "left out")
    EXPECTED["plain.npz"] = {**EXPECTED["plain.npz"], "ignored": [*ignored, "README.txt"]}


FOLDER.mkdir(parents=True, exist_ok=True)
write_torch_files()
write_numpy_files()
with open(FOLDER / "expected.json", "w") as file:
    json.dump(EXPECTED, file, separators=(",", ":"))
    file.write("\n")
