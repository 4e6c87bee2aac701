"""Makes the small files of this folder with NumPy and PyTorch (run with numpy 1.24, torch 1.13). Not part of the tests' run."""
import pickle
import struct
import sys
import types

import numpy as np
import torch

np.save("floats.npy", np.array([[1.5, -2.0, 3.25], [0.0, 1e-3, 7.0]], np.float32))
np.save("columns.npy", np.asfortranarray(np.arange(6, dtype=np.int64).reshape(2, 3)))
np.savez_compressed("archive.npz", a=np.array([1, 2, 70000], np.uint32), b=np.array(2.5), c=np.zeros((0, 3), np.float16), d=np.array([True, False]))
np.save("embedding.npy", np.array({"faces": np.array([3, 1, 2]), "weights": np.array([[0.25, 0.75]])}, dtype=object), allow_pickle=True)

torch.save({"state_dict": {
    "conv.weight": torch.arange(12, dtype=torch.float32).reshape(2, 3, 2).transpose(0, 2),
    "conv.bias": torch.nn.Parameter(torch.tensor([0.5, -0.5])),
    "steps": torch.tensor(7),
    "half": torch.tensor([1.0, 2.0]).half(),
}, "epoch": 3}, "state.pth")


def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made


class Ch:
    pass


class csc_matrix:
    pass


Ch.__module__, Ch.__qualname__ = "chumpy.ch", "Ch"
csc_matrix.__module__, csc_matrix.__qualname__ = "scipy.sparse.csc", "csc_matrix"
for name in ("chumpy", "scipy", "scipy.sparse"):
    module(name)
module("chumpy.ch", Ch=Ch)
module("scipy.sparse.csc", csc_matrix=csc_matrix)
template = Ch()
template.x = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
joints = csc_matrix()
joints.__dict__.update(_shape=(2, 3), data=np.array([1.0, 2.0, 3.0]), indices=np.array([0, 1, 0], np.int32), indptr=np.array([0, 1, 1, 3], np.int32), maxprint=50)
head = {"v_template": template, "J_regressor": joints, "f": np.array([[0, 1, 2]], np.uint32), "bs_style": "lbs", "weights": np.ones((2, 2), np.float32)}
with open("head.pkl", "wb") as file:
    pickle.dump(head, file, protocol=2)
lazy = Ch()
lazy.a = template
with open("lazy.pkl", "wb") as file:
    pickle.dump({"v": lazy}, file, protocol=2)


class Evil:
    def __reduce__(self):
        return print, ("this must never be printed",)


with open("evil.pkl", "wb") as file:
    pickle.dump({"x": Evil()}, file, protocol=2)


# What Python 2 wrote: texts and array data as byte strings (opcodes U and T), protocol 2.
def short(text):
    return b"U" + bytes([len(text)]) + text


data = np.array([1.25, -8.0, 0.5], "<f8").tobytes()
with open("python2.pkl", "wb") as file:
    file.write(b"\x80\x02}q\x00" + short(b"weights") + b"cnumpy.core.multiarray\n_reconstruct\nq\x01cnumpy\nndarray\nK\x00\x85" + short(b"b") + b"\x87R"
               + b"(K\x01K\x03\x85cnumpy\ndtype\n" + short(b"f8") + b"K\x00K\x01\x87R(K\x03" + short(b"<") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89"
               + b"T" + struct.pack("<i", len(data)) + data + b"tbs.")
