using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Surface;

/// <summary>x, sin(2^k x), cos(2^k x) for k below a number of bands (B. Mildenhall et al., "NeRF", 2020), for values or jets.</summary>
internal static class PositionalEncoding
{
    /// <summary>Channels that come out for three coordinates.</summary>
    public static long Channels(int bands) => 3 + 6 * bands;

    /// <summary>[N, 3] to [N, C].</summary>
    public static Tensor Values(Tensor points, int bands)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor> { points };
        for (var k = 0; k < bands; k++)
        {
            var angle = points * (1 << k);
            parts.Add(angle.sin());
            parts.Add(angle.cos());
        }
        return cat(parts, 1).MoveToOuterDisposeScope();
    }

    /// <summary>[N, 3] to jets [4, N, C]: the derivatives are by the three coordinates.</summary>
    public static Tensor Jets(Tensor points, int bands)
    {
        using var scope = NewDisposeScope();
        var identity = eye(3).unsqueeze(1);
        var parts = new List<Tensor> { cat([points.unsqueeze(0), identity.expand(3, points.shape[0], 3)], 0) };
        for (var k = 0; k < bands; k++)
        {
            var angle = points * (1 << k);
            var (sine, cosine) = (angle.sin(), angle.cos());
            var along = identity * (1 << k);
            parts.Add(cat([sine.unsqueeze(0), cosine.unsqueeze(0) * along], 0));
            parts.Add(cat([cosine.unsqueeze(0), sine.unsqueeze(0) * -along], 0));
        }
        return cat(parts, 2).MoveToOuterDisposeScope();
    }
}
