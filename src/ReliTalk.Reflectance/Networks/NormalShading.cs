using ReliTalk.Reflectance.Lighting;
using ReliTalk.Reflectance.Shading;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ReliTalk.Reflectance.Networks;

/// <summary>Shading of normal maps under a 9 x 3 light, differentiable in normals, light and exponent.</summary>
internal sealed class NormalShading : IDisposable
{
    private static readonly float[] Exponents = [8f, 16f, 32f, 64f];

    // [4, 9, nodes, nodes]: the specular sum of the nine functions for four exponents.
    private readonly Tensor _specular;
    private readonly Tensor _factors;
    private readonly Tensor _steps;

    public NormalShading(Device device)
    {
        var nodes = SpecularBasis.Nodes;
        var values = new float[Exponents.Length * 9 * nodes * nodes];
        for (var e = 0; e < Exponents.Length; e++)
        {
            var basis = SpecularBasis.Build(Exponents[e]).Values;
            for (var i = 0; i < nodes * nodes; i++)
            for (var k = 0; k < 9; k++)
                values[(e * 9 + k) * nodes * nodes + i] = basis[9 * i + k];
        }
        var factors = new float[9];
        float[] constants =
        [
            SphericalHarmonics.C0, SphericalHarmonics.C1, SphericalHarmonics.C1, SphericalHarmonics.C1, SphericalHarmonics.C2,
            SphericalHarmonics.C2, SphericalHarmonics.C20, SphericalHarmonics.C2, SphericalHarmonics.C22,
        ];
        for (var k = 0; k < 9; k++) factors[k] = constants[k] * SphericalHarmonics.LambertFactors[k] / MathF.PI;
        // Buffers outlive the scope of whoever creates this object.
        _specular = tensor(values, [Exponents.Length, 9, nodes, nodes]).to(device).DetachFromDisposeScope();
        _factors = tensor(factors, [9, 1]).to(device).DetachFromDisposeScope();
        _steps = tensor(Exponents.Select(MathF.Log2).ToArray(), [Exponents.Length]).to(device).DetachFromDisposeScope();
    }

    /// <summary>Smallest and largest exponent that can be learned.</summary>
    public static (float Least, float Most) ExponentRange => (Exponents[0], Exponents[^1]);

    /// <summary>S_shad without shadows: the nine functions times A_l / pi at each normal, summed with the light. <c>[B, 3, H, W]</c> to <c>[B, 3, H, W]</c>; never below 0.</summary>
    /// <param name="normals">Unit normals.</param>
    /// <param name="light">L, <c>[9, 3]</c>.</param>
    public Tensor Diffuse(Tensor normals, Tensor light)
    {
        using var scope = NewDisposeScope();
        var (batch, height, width) = (normals.shape[0], normals.shape[2], normals.shape[3]);
        var x = normals.narrow(1, 0, 1);
        var y = normals.narrow(1, 1, 1);
        var z = normals.narrow(1, 2, 1);
        var basis = cat([x.ones_like(), y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y], 1);
        // The factors go into the light, which has 27 numbers, and not into nine maps.
        var sum = (light * _factors).T.unsqueeze(0).matmul(basis.reshape(batch, 9, height * width));
        return functional.relu(sum.reshape(batch, 3, height, width)).MoveToOuterDisposeScope();
    }

    /// <summary>S_spec without shadows, for normals that face the viewer: <c>[B, 3, H, W]</c> to <c>[B, 3, H, W]</c>; never below 0.</summary>
    /// <param name="normals">Unit normals; those that face away are taken at the rim.</param>
    /// <param name="logExponent">log2 of the exponent, one element, within the range.</param>
    /// <param name="light">L, <c>[9, 3]</c>.</param>
    public Tensor Specular(Tensor normals, Tensor logExponent, Tensor light)
    {
        using var scope = NewDisposeScope();
        // Linear between the tabulated exponents, in log2 s. Reading the table is linear in it: the light is summed in before, over a table of three instead of nine.
        var shares = functional.relu(1 - (_steps - logExponent).abs()).reshape(Exponents.Length, 1, 1, 1);
        var nodes = _specular.shape[^1];
        var table = light.T.matmul((_specular * shares).sum(0L).reshape(9, nodes * nodes)).reshape(1, 3, nodes, nodes);
        var xy = normals.narrow(1, 0, 2);
        var z = normals.narrow(1, 2, 1).clamp(min: 0.02);
        var grid = (xy / (xy.abs().sum(1L, keepdim: true) + z)).permute(0, 2, 3, 1);
        var batch = table.expand(normals.shape[0], -1, -1, -1);
        return functional.relu(functional.grid_sample(batch, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: true)).MoveToOuterDisposeScope();
    }

    /// <summary>Diffuse shading of a normal towards the viewer, three elements.</summary>
    public static Tensor Front(Tensor light)
    {
        using var scope = NewDisposeScope();
        var constant = SphericalHarmonics.C0 * light[0];
        var linear = SphericalHarmonics.C1 * 2f / 3f * light[2];
        var quadratic = SphericalHarmonics.C20 * 2f / 4f * light[6];
        return (constant + linear + quadratic).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _specular.Dispose();
        _factors.Dispose();
        _steps.Dispose();
    }
}
