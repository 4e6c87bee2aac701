using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Rasterisation;

/// <summary>Draws one mesh in many positions at once, pictures side by side on the processor's cores. Thread-safe.</summary>
/// <param name="width">Width in pixels, at least 1.</param>
/// <param name="height">Height in pixels, at least 1.</param>
public sealed class BatchRasteriser(int width, int height)
{
    /// <summary>Draws.</summary>
    /// <param name="screen">Positions in screen space (x right and y down in pixels, z to the viewer), float32 [B, V, 3]; gradients are not followed here.</param>
    /// <param name="triangles">Vertex indices, three for each triangle.</param>
    /// <param name="hideBackFaces">Leaves out triangles that turn away.</param>
    /// <returns>Owned by the caller.</returns>
    /// <exception cref="ArgumentException">The positions have another shape, or a triangle names a vertex that is not there.</exception>
    public RasterBatch Draw(Tensor screen, ReadOnlySpan<int> triangles, bool hideBackFaces = false)
    {
        ArgumentNullException.ThrowIfNull(screen);
        if (screen.ndim != 3 || screen.shape[2] != 3) throw new ArgumentException("Positions must be [B, V, 3].", nameof(screen));
        var (batch, vertices, plane) = ((int)screen.shape[0], (int)screen.shape[1], width * height);
        foreach (var corner in triangles)
            if ((uint)corner >= vertices) throw new ArgumentException($"A triangle names vertex {corner} of {vertices}.", nameof(triangles));
        var indices = triangles.ToArray();
        float[] positions;
        using (var plain = screen.detach().cpu().contiguous()) positions = plain.data<float>().ToArray();
        var ids = new long[batch * plane];
        var weights = new float[3 * batch * plane];
        var depth = new float[batch * plane];
        Parallel.For(0, batch, () => new Rasteriser(width, height), (b, _, rasteriser) =>
        {
            rasteriser.Clear();
            rasteriser.Draw(MemoryMarshal.Cast<float, Vector3>(positions.AsSpan(3 * b * vertices, 3 * vertices)), indices, hideBackFaces);
            for (var i = 0; i < plane; i++)
            {
                var at = b * plane + i;
                ids[at] = rasteriser.TriangleIds[i];
                if (ids[at] < 0) continue;
                var (first, second) = (rasteriser.FirstWeights[i], rasteriser.SecondWeights[i]);
                (weights[3 * at], weights[3 * at + 1], weights[3 * at + 2]) = (first, second, 1 - first - second);
                depth[at] = rasteriser.Depth[i];
            }
            return rasteriser;
        }, _ => { });
        return new RasterBatch(
            tensor(ids, [batch, height, width]).DetachFromDisposeScope(), tensor(weights, [batch, height, width, 3]).DetachFromDisposeScope(),
            tensor(depth, [batch, height, width]).DetachFromDisposeScope(), tensor(Array.ConvertAll(indices, i => (long)i), [indices.Length / 3, 3]).DetachFromDisposeScope());
    }
}
