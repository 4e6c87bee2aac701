"""The peer of benchmarks/ReliTalk.Benchmarks: does a case by name and answers with its processor time.

Reads lines "REPEATS<tab>CASE"; answers with milliseconds of one repeat, or "-" for a case it does not know.
"""
import sys
import time

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError:
    print("no torch", flush=True)
    sys.exit(1)

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(1)


def norm(channels):
    return nn.GroupNorm(max(1, channels // 8), channels)


def block(i, o, kernel=3, stride=1, activation=True, normed=True, mode="zeros"):
    rows = [nn.Conv2d(i, o, kernel, stride, (kernel - 1) // 2, padding_mode=mode, bias=not normed)]
    if normed:
        rows.append(norm(o))
    if activation:
        rows.append(nn.ReLU())
    return nn.Sequential(*rows)


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.a = block(c, c, mode="reflect")
        self.b = block(c, c, activation=False, mode="reflect")

    def forward(self, x):
        return x + self.b(self.a(x))


def generator(i, o, width, edge):
    rows = [block(i, width, edge, mode="reflect"), block(width, 2 * width, stride=2), block(2 * width, 4 * width, stride=2)]
    rows += [Residual(4 * width) for _ in range(6)]
    rows += [nn.Upsample(scale_factor=2), block(4 * width, 2 * width, mode="reflect"), nn.Upsample(scale_factor=2), block(2 * width, width, mode="reflect")]
    rows += [block(width, o, edge, activation=False, normed=False, mode="reflect"), nn.Sigmoid()]
    return nn.Sequential(*rows)


class Blend(nn.Module):
    def __init__(self, w):
        super().__init__()
        c = nn.Conv2d
        self.enter = c(18, w, 3, 1, 1)
        self.down1 = c(w, 2 * w, 3, 2, 1)
        self.down2 = c(2 * w, 4 * w, 3, 2, 1)
        self.down3 = c(4 * w, 4 * w, 3, 2, 1)
        self.deep = c(4 * w, 4 * w, 3, 1, 2, 2)
        self.bottom = c(4 * w, 4 * w, 3, 1, 4, 4)
        self.up3 = c(8 * w, 4 * w, 3, 1, 1)
        self.up2 = c(8 * w, 4 * w, 3, 1, 1)
        self.up1 = c(8 * w, 2 * w, 3, 1, 1)
        self.up0 = c(4 * w, w, 3, 1, 1)
        self.finish = c(2 * w, w, 3, 1, 1)
        self.leave = c(w, 3, 3, 1, 1)

    def forward(self, x):
        def act(y):
            return F.leaky_relu(y, 0.2)

        def double(y):
            return F.interpolate(y, scale_factor=2, mode="nearest")

        x0 = act(self.enter(x))
        x1 = act(self.down1(x0))
        x2 = act(self.down2(x1))
        x3 = act(self.down3(x2))
        x4 = act(self.deep(x3))
        x = act(self.bottom(x4))
        x = act(self.up3(torch.cat([x, x4], 1)))
        x = act(self.up2(torch.cat([x, x3], 1)))
        x = act(self.up1(torch.cat([double(x), x2], 1)))
        x = act(self.up0(torch.cat([double(x), x1], 1)))
        x = act(self.finish(torch.cat([double(x), x0], 1)))
        return self.leave(x)


def layer(name, size, module):
    x, watched = torch.randn(size), torch.randn(size, requires_grad=True)

    def forward():
        with torch.no_grad():
            module(x)

    def both():
        module.zero_grad(set_to_none=True)
        watched.grad = None
        module(watched).sum().backward()

    return {name + " forward": forward, name + " both ways": both}


def sampling():
    x, watched = torch.randn(2, 16, 128, 128), torch.randn(2, 16, 128, 128, requires_grad=True)
    grid, moving = torch.rand(2, 128, 128, 2) * 2 - 1, (torch.rand(2, 128, 128, 2) * 2 - 1).requires_grad_()

    def forward():
        with torch.no_grad():
            F.grid_sample(x, grid, align_corners=False)

    def both():
        watched.grad = None
        moving.grad = None
        F.grid_sample(watched, moving, align_corners=False).sum().backward()

    return {"grid-sample 16ch 128px b2 forward": forward, "grid-sample 16ch 128px b2 both ways": both}


def step(network, size):
    x = torch.rand(size)
    with torch.no_grad():
        target = torch.rand_like(network(x))
    adam = torch.optim.Adam(network.parameters(), 1e-3)

    def work():
        network.zero_grad(set_to_none=True)
        F.l1_loss(network(x), target).backward()
        adam.step()

    return work


one, other, watched_one = torch.ones(1), torch.ones(1), torch.ones(1, requires_grad=True)


def add():
    one + other


def add_graph():
    watched_one + other


def add_ten():
    # A scope holds its tensors until it closes, so they are held here too.
    held = [one]
    for _ in range(10):
        held.append(held[-1] + other)


cases = {"add, 1 element": add, "add, 1 element, with graph": add_graph, "add in scopes of ten": add_ten}
cases.update(layer("conv2d 64-64 3x3 128px", [1, 64, 128, 128], nn.Conv2d(64, 64, 3, padding=1)))
cases.update(layer("conv2d 32-64 3x3 64px b4", [4, 32, 64, 64], nn.Conv2d(32, 64, 3, padding=1)))
cases.update(layer("conv-transpose 64-32 4x4s2 64px", [1, 64, 64, 64], nn.ConvTranspose2d(64, 32, 4, 2, 1)))
cases.update(layer("group-norm 8 of 64 128px", [1, 64, 128, 128], nn.GroupNorm(8, 64)))
cases.update(sampling())
cases["step F_local 16, 96px b4"] = step(generator(5, 3, 16, 5), [4, 5, 96, 96])
cases["step F_blend 16, 96px b4"] = step(Blend(16), [4, 18, 96, 96])
cases["step F_albedo 16, 128px b2"] = step(generator(3, 3, 16, 7), [2, 3, 128, 128])
cases["step F_albedo 32, 256px b1"] = step(generator(3, 3, 32, 7), [1, 3, 256, 256])
cases["step perceptron 64-128-128-4, 16384 rows"] = step(
    nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 4)), [16384, 64])

print("PyTorch " + torch.__version__, flush=True)
for line in sys.stdin:
    repeats, name = line.rstrip("\n").split("\t")
    work = cases.get(name)
    if work is None:
        print("-", flush=True)
        continue
    before = time.process_time()
    for _ in range(int(repeats)):
        work()
    print((time.process_time() - before) / int(repeats) * 1000, flush=True)
