using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>F_coarse(N) of section 3.1: the colour of a place of the surface with its normal, which lets pictures supervise the geometry.</summary>
public sealed class CoarseRenderer : nn.Module<Tensor, Tensor, Tensor, Tensor, Tensor>
{
    private const int Bands = 4;
    private const int SmoothBands = 2;
    private const int ConditionWidth = 8;

    private static readonly float[] Harmonics = [0.28209479f, 0.48860251f, 1.09254843f, 0.31539157f, 0.54627421f];

    private readonly JetLinear condition;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> layers = new();
    private readonly JetLinear output;
    private readonly Parameter light;
    private readonly CoarseShading _shading;

    /// <summary>Creates the renderer.</summary>
    /// <param name="shading">Network, or smooth albedo times light.</param>
    /// <param name="width">Channels of each hidden layer.</param>
    /// <param name="depth">Number of hidden layers.</param>
    /// <param name="features">Channels of the surface's feature vector.</param>
    /// <param name="conditions">Numbers of psi and theta together.</param>
    public CoarseRenderer(CoarseShading shading, int width, int depth, int features, int conditions) : base(nameof(CoarseRenderer))
    {
        _shading = shading;
        using var scope = NewDisposeScope();
        condition = new JetLinear(conditions, ConditionWidth, bends: false, Math.Sqrt(1.0 / conditions));
        var inputs = shading == CoarseShading.Network ? PositionalEncoding.Channels(Bands) + 3 + ConditionWidth + features : PositionalEncoding.Channels(SmoothBands);
        for (var i = 0; i < depth; i++) layers.Add(new JetLinear(i == 0 ? inputs : width, width, bends: true, Math.Sqrt(2.0 / (i == 0 ? inputs : width))));
        output = new JetLinear(width, 3, bends: false, 0.01);
        // Light from everywhere, a little more from the viewer's side and above.
        var first = new float[27];
        for (var c = 0; c < 3; c++) (first[c], first[3 + c], first[6 + c]) = (3.5f, 0.5f, 0.5f);
        light = new Parameter(tensor(first, [9, 3]));
        light.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The light of <see cref="CoarseShading.SphericalHarmonics"/>: float32 [9, 3], radiance coefficients over pi, per colour channel.</summary>
    public Tensor Light => light;

    /// <summary>Renders.</summary>
    /// <param name="places">Canonical places, [N, 3].</param>
    /// <param name="normals">Unit normals, camera axes, [N, 3].</param>
    /// <param name="features">Features of the surface, [N, C].</param>
    /// <param name="conditions">psi and theta, [N, K + 3].</param>
    /// <returns>sRGB colours 0..1, [N, 3]; owned by the caller.</returns>
    public override Tensor forward(Tensor places, Tensor normals, Tensor features, Tensor conditions)
    {
        using var scope = NewDisposeScope();
        if (_shading == CoarseShading.Network)
        {
            var state = cat([PositionalEncoding.Values(places, Bands), normals, condition.call(conditions), features], 1);
            return Colours(state).MoveToOuterDisposeScope();
        }
        var albedo = Colours(PositionalEncoding.Values(places, SmoothBands));
        var linear = albedo * matmul(Irradiance(normals), light);
        return linear.clamp(min: 1e-4).pow(1 / 2.2).MoveToOuterDisposeScope();
    }

    private Tensor Colours(Tensor state)
    {
        for (var i = 0; i < layers.Count; i++) state = layers[i].call(state);
        return output.call(state).sigmoid();
    }

    /// <summary>A_l Y_lm(n) / pi: [N, 9].</summary>
    private static Tensor Irradiance(Tensor normals)
    {
        var (x, y, z) = (normals.select(1, 0), normals.select(1, 1), normals.select(1, 2));
        const float second = 2f / 3f, third = 0.25f;
        return stack(
            [
                x * 0 + Harmonics[0], y * (Harmonics[1] * second), z * (Harmonics[1] * second), x * (Harmonics[1] * second),
                x * y * (Harmonics[2] * third), y * z * (Harmonics[2] * third), (z * z * 3 - 1) * (Harmonics[3] * third), x * z * (Harmonics[2] * third),
                (x * x - y * y) * (Harmonics[4] * third),
            ], 1);
    }
}
