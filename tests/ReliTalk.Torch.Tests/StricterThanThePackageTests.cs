using System.Globalization;
using System.Runtime.InteropServices;
using ReliTalk.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

// Where the package keeps silent or answers otherwise, this binding says what is wrong.
[NoTensorLeaks]
public sealed partial class StricterThanThePackageTests
{
    [Fact]
    public void A_parameter_in_two_groups_is_refused()
    {
        using Parameter a = new(ones(1));
        Assert.Throws<ArgumentException>(() => optim.SGD([new SGD.ParamGroup { Parameters = [a] }, new SGD.ParamGroup { Parameters = [a] }], 0.1));
    }

    [Fact]
    public void Names_of_components_are_unique_and_without_dots()
    {
        using var net = nn.Sequential(("a", nn.ReLU()));
        Assert.Throws<InvalidOperationException>(() => net.append("a", nn.ReLU()));
        Assert.Throws<ArgumentException>(() => net.append("a.b", nn.ReLU()));
    }

    [Fact]
    public void State_that_does_not_fit_is_refused_with_the_names()
    {
        using var net = nn.Linear(2, 1);
        using Tensor stranger = zeros(1), wrong = zeros(3);
        Dictionary<string, Tensor> state = net.state_dict();
        state.Remove("bias");
        state["stranger"] = stranger;
        var e = Assert.Throws<InvalidOperationException>(() => net.load_state_dict(state));
        Assert.Contains("bias", e.Message);
        Assert.Contains("stranger", e.Message);
        state = net.state_dict();
        state["bias"] = wrong;
        Assert.Contains("bias", Assert.Throws<ArgumentException>(() => net.load_state_dict(state)).Message);
    }

    [Fact]
    public void A_subscript_with_too_many_entries_says_how_many_there_are()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = zeros(2, 3);
        Assert.Contains("names 3 dimensions, the tensor has 2", Assert.Throws<ArgumentException>(() => t[0, 0, 0]).Message);
        Assert.Throws<ArgumentException>(() => t.data<float>()[4]);
    }

    [Fact]
    public void An_input_that_is_not_used_has_no_derivative()
    {
        using Tensor x = tensor(3f, requires_grad: true), unused = tensor(1f, requires_grad: true), y = x.pow(3);
        IList<Tensor> g = autograd.grad([y], [x, unused], allow_unused: true);
        Assert.Equal(27, g[0].ToSingle());
        Assert.Null(g[1]);
        g[0].Dispose();
        // The package ends the process here.
        using Tensor z = x.pow(3);
        Assert.Throws<ExternalException>(() => autograd.grad([z], [unused]));
    }

    [Fact]
    public void Conversion_keeps_the_parameter_objects_for_optimisers()
    {
        using var norm = nn.BatchNorm2d(2);
        Parameter before = norm.weight!;
        norm.to(ScalarType.Float64);
        Assert.Same(before, norm.weight);
        Assert.Equal(ScalarType.Float64, before.dtype);
    }

    [Fact]
    public void Large_tensors_nobody_disposes_are_collected_before_they_fill_the_memory()
    {
        long most = 0, before = Environment.WorkingSet;
        var thread = new Thread(() =>
        {
            for (int i = 0; i < 400; i++)
            {
                // 8 MiB each, 3.2 GB in all; nothing else would make the collector run.
                zeros(1024, 2048);
                if (i % 20 == 0) most = Math.Max(most, Environment.WorkingSet);
            }
        });
        thread.Start();
        thread.Join();
        Assert.True(most - before < 1200L << 20, $"{(most - before) >> 20} MiB more than before");
    }

    // SignalTests says what a signal could do there.
    [Fact]
    public void Threads_that_libtorch_starts_take_no_signals()
    {
        if (!OperatingSystem.IsLinux()) return;
        var known = Tasks().ToHashSet();
        int before = get_num_threads();
        const ulong child = 1UL << (17 - 1), realTime = 1UL << (34 - 1);
        ulong own = 0;
        List<ulong> added = [];
        var caller = new Thread(() =>
        {
            set_num_threads(3);
            using DisposeScope scope = NewDisposeScope();
            ones(1 << 22).add_(1);
            added = [.. Tasks().Where(task => !known.Contains(task)).Select(HeldBack)];
            own = HeldBack(gettid());
        });
        caller.Start();
        caller.Join();
        set_num_threads(before);
        // The runtime may have started threads too; two of the new ones are the team's.
        Assert.True(added.Count(mask => (mask & realTime) != 0 && (mask & child) != 0) >= 2, string.Join(", ", added.Select(mask => mask.ToString("x", CultureInfo.InvariantCulture))));
        Assert.Equal(0UL, own & realTime);
    }

    private static IEnumerable<int> Tasks() => Directory.EnumerateDirectories("/proc/self/task").Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));

    // The signals that a thread does not take, a bit each from the first.
    private static ulong HeldBack(int task)
    {
        string line = File.ReadLines($"/proc/self/task/{task}/status").First(l => l.StartsWith("SigBlk:", StringComparison.Ordinal));
        return ulong.Parse(line["SigBlk:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc")]
    private static partial int gettid();
}
