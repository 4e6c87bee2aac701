using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>
/// The canonical surface of section 3.1: signed distance (negative inside) and a feature vector of a place in canonical space. Encoded
/// coordinates, softplus layers, one skip connection half-way where there are six layers or more; begins as a sphere (M. Atzmon and
/// Y. Lipman, "SAL", 2020).
/// </summary>
public sealed class SignedDistanceNetwork : nn.Module<Tensor, Tensor>
{
    private const double FirstRadius = 0.6;

    private readonly ModuleList<nn.Module<Tensor, Tensor>> layers = new();
    private readonly JetLinear output;
    private readonly Tensor? prior;
    private readonly DistanceGrid? _prior;
    private readonly int _bands;
    private readonly int _skip;

    /// <summary>Creates the network alone: a sphere.</summary>
    /// <param name="width">Channels of each hidden layer.</param>
    /// <param name="depth">Number of hidden layers, at least 2.</param>
    /// <param name="bands">Octaves of the positional encoding.</param>
    public SignedDistanceNetwork(int width, int depth, int bands) : this(width, depth, bands, null) { }

    /// <summary>The same over a prior: what the network gives is added to the fitted mesh's smooth distance, and begins at zero.</summary>
    internal SignedDistanceNetwork(int width, int depth, int bands, DistanceGrid? grid) : base(nameof(SignedDistanceNetwork))
    {
        _prior = grid;
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 0);
        _bands = bands;
        _skip = depth >= 6 ? depth / 2 : -1;
        Width = width;
        var encoded = PositionalEncoding.Channels(bands);
        using var scope = NewDisposeScope();
        for (var i = 0; i < depth; i++)
        {
            var inputs = i == 0 ? encoded : i == _skip ? width + encoded : width;
            var layer = new JetLinear(inputs, width, bends: true, Math.Sqrt(2.0 / width));
            using (no_grad())
            {
                // The sine and cosine channels wake up during training; without them the first surface is a sphere.
                if (i == 0) layer.Weight.narrow(1, 3, encoded - 3).zero_();
                if (i == _skip) layer.Weight.narrow(1, width + 3, encoded - 3).zero_();
            }
            layers.Add(layer);
        }
        output = new JetLinear(width, 1, bends: false, 1e-4);
        using (no_grad())
        {
            if (grid is not null)
            {
                output.Weight.zero_();
                prior = tensor(grid.Values).DetachFromDisposeScope();
            }
            else
            {
                output.Weight.add_(Math.Sqrt(Math.PI / width));
                output.Bias.sub_(FirstRadius);
            }
        }
        RegisterComponents();
    }

    /// <summary>Channels of the feature vector.</summary>
    public int Width { get; }

    /// <summary>Signed distance.</summary>
    /// <param name="points">float32 [N, 3], canonical space.</param>
    /// <returns>float32 [N]; owned by the caller.</returns>
    public override Tensor forward(Tensor points)
    {
        using var scope = NewDisposeScope();
        var value = output.call(Hidden(PositionalEncoding.Values(points, _bands))).squeeze(1);
        if (_prior is not null) value = value + _prior.Read(prior!, points).Value;
        return value.MoveToOuterDisposeScope();
    }

    /// <summary>Signed distance, its gradient and the features, all differentiable.</summary>
    /// <param name="points">float32 [N, 3], canonical space.</param>
    /// <returns>[N], [N, 3] and [N, <see cref="Width"/>]; owned by the caller.</returns>
    public (Tensor Distance, Tensor Gradient, Tensor Features) WithGradient(Tensor points)
    {
        using var scope = NewDisposeScope();
        var hidden = Hidden(PositionalEncoding.Jets(points, _bands));
        var jets = output.call(hidden).squeeze(2);
        var (value, gradient) = (jets[0], jets.narrow(0, 1, 3).transpose(0, 1));
        if (_prior is not null)
        {
            var (known, slope) = _prior.Read(prior!, points);
            (value, gradient) = (value + known, gradient + slope);
        }
        return (value.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope(), hidden[0].MoveToOuterDisposeScope());
    }

    private Tensor Hidden(Tensor encoded)
    {
        var state = encoded;
        for (var i = 0; i < layers.Count; i++)
        {
            if (i == _skip) state = cat([state, encoded], state.ndim - 1) / Math.Sqrt(2);
            state = layers[i].call(state);
        }
        return state;
    }
}
