using ReliTalk.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Torch.Tests;

[NoTensorLeaks]
public sealed class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Sequential body = nn.Sequential(("in", nn.Linear(3, 4)), ("act", nn.ReLU()), ("norm", nn.LayerNorm(4)));
        private readonly ModuleList<Linear> heads = nn.ModuleList(nn.Linear(4, 2, false), nn.Linear(4, 1));
        private readonly Parameter gain = nn.Parameter(ones(1));
        private readonly Tensor offset = full(1, 0.5f);

        internal Net() : base("net") => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = body.call(input);
            return (cat([heads[0].call(x), heads[1].call(x)], 1) * gain + offset).MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void Fields_are_registered_under_their_names()
    {
        using var net = new Net();
        Assert.Equal(
            ["gain", "body.in.weight", "body.in.bias", "body.norm.weight", "body.norm.bias", "heads.0.weight", "heads.1.weight", "heads.1.bias", "offset"],
            net.state_dict().Keys);
        Assert.Equal(8, net.parameters().Count());
        Assert.Equal("offset", net.named_buffers().Single().name);
        Assert.Equal(["body", "heads"], net.named_children().Select(c => c.name));
        Assert.Equal(7, net.named_modules().Count());
        Assert.True(net.has_parameter("body.in.weight"));
        Assert.Equal([4, 3], net.get_parameter("body.in.weight")!.shape);
        Assert.Null(net.get_buffer("nothing"));
    }

    [Fact]
    public void State_copies_from_one_module_to_another()
    {
        using var a = new Net();
        using var b = new Net();
        using DisposeScope scope = NewDisposeScope();
        Tensor x = randn(5, 3);
        Assert.False(a.call(x).allclose(b.call(x)));
        (IList<string> missing, IList<string> unexpected) = b.load_state_dict(a.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.True(a.call(x).allclose(b.call(x)));
    }

    [Fact]
    public void State_that_does_not_fit_is_refused_with_the_names()
    {
        using var net = new Net();
        using Tensor wrong = zeros(2), stranger = zeros(1);
        Dictionary<string, Tensor> state = net.state_dict();
        state.Remove("gain");
        state["stranger"] = stranger;
        Assert.Throws<InvalidOperationException>(() => net.load_state_dict(state));
        (IList<string> missing, IList<string> unexpected) = net.load_state_dict(state, strict: false);
        Assert.Equal("gain", missing.Single());
        Assert.Equal("stranger", unexpected.Single());
        state = net.state_dict();
        state["gain"] = wrong;
        Assert.ThrowsAny<Exception>(() => net.load_state_dict(state));
    }

    [Fact]
    public void Training_mode_reaches_every_module_and_dropout_obeys_it()
    {
        using var net = nn.Sequential(nn.Dropout(0.5));
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(1000);
        Assert.NotEqual(1000, net.call(x).count_nonzero().ToInt64());
        net.eval();
        Assert.False(net.children().Single().training);
        Assert.Equal(1000, net.call(x).count_nonzero().ToInt64());
    }

    [Fact]
    public void Conversion_changes_floating_point_and_keeps_integer_buffers()
    {
        using var norm = nn.BatchNorm2d(2);
        norm.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, norm.weight!.dtype);
        Assert.True(norm.weight.requires_grad);
        Assert.Equal(ScalarType.Int64, norm.num_batches_tracked!.dtype);
        using Tensor x = randn(new long[] { 2, 2, 3, 3 }, float64), y = norm.call(x), sum = y.sum();
        sum.backward();
        using Tensor g = norm.weight.grad!;
        Assert.Equal(ScalarType.Float64, g.dtype);
    }

    [Fact]
    public void Disposing_a_module_disposes_everything_inside()
    {
        var net = new Net();
        Tensor[] all = [.. net.parameters(), .. net.buffers()];
        net.Dispose();
        Assert.All(all, t => Assert.True(t.IsInvalid));
    }

    [Fact]
    public void Attention_with_heads_agrees_with_PyTorch()
    {
        using DisposeScope scope = NewDisposeScope();
        using var attention = nn.MultiheadAttention(4, 2);
        Assert.Equal(["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"], attention.state_dict().Keys);
        using (no_grad())
        {
            foreach (Tensor t in attention.state_dict().Values) t.copy_((arange(t.numel(), dtype: float32).reshape(t.shape) * 0.37).sin() * 0.5);
        }
        Tensor q = (arange(12f).reshape(3, 1, 4) * 0.5).cos(), k = (arange(8f).reshape(2, 1, 4) * 0.3).sin();
        (Tensor y, Tensor w) = attention.call(q, k, k);
        float[] expected =
        [
            -0.4605170488357544f, 0.3824227452278137f, 0.8342226147651672f, 0.33637624979019165f, -0.46526259183883667f, 0.2901070713996887f, 0.8222273588180542f, 0.426516592502594f,
            -0.461029589176178f, 0.33150625228881836f, 0.8255017995834351f, 0.385711133480072f,
        ];
        Assert.Equal(expected, y.detach().data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
        float[] weights = [0.3278970718383789f, 0.6721029281616211f, 0.7038776278495789f, 0.29612237215042114f, 0.5406569242477417f, 0.4593431353569031f];
        Assert.Equal(weights, w.detach().data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);
    }
}
