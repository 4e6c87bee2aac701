using TorchSharp;
using static TorchSharp.torch;

namespace ReliTalk.Geometry.Rasterisation;

/// <summary>
/// What <see cref="BatchRasteriser"/> drew, as tensors on the CPU: which triangle each pixel sees, where in it, and how near. Owns its
/// tensors.
/// </summary>
public sealed class RasterBatch : IDisposable
{
    private readonly Tensor _corners;
    private readonly Tensor _covered;

    internal RasterBatch(Tensor triangleIds, Tensor barycentrics, Tensor depth, Tensor corners)
    {
        TriangleIds = triangleIds;
        Barycentrics = barycentrics;
        Depth = depth;
        _corners = corners;
        _covered = (triangleIds >= 0).to(float32).unsqueeze(3).DetachFromDisposeScope();
    }

    /// <summary>Nearest triangle of each pixel, int64 [B, H, W]; -1 where nothing was drawn.</summary>
    public Tensor TriangleIds { get; }

    /// <summary>Weights of the triangle's three corners at the pixel's centre, float32 [B, H, W, 3]; 0 where nothing was drawn.</summary>
    public Tensor Barycentrics { get; }

    /// <summary>Depth of the nearest triangle, float32 [B, H, W], larger is nearer; 0 where nothing was drawn.</summary>
    public Tensor Depth { get; }

    /// <summary>Mixes values of the vertices at every pixel. Differentiable by the values.</summary>
    /// <param name="values">float32 [B, V, C].</param>
    /// <returns>float32 [B, C, H, W], 0 where nothing was drawn; owned by the caller.</returns>
    public Tensor Interpolate(Tensor values) => Interpolate(values, Barycentrics);

    /// <summary>
    /// The same, differentiable by the vertices' screen positions too: the weights follow from the positions. What a pixel sees does not
    /// change with them, so silhouettes give no gradient.
    /// </summary>
    /// <param name="values">float32 [B, V, C].</param>
    /// <param name="screen">The positions that were drawn, float32 [B, V, 3].</param>
    /// <returns>float32 [B, C, H, W], 0 where nothing was drawn; owned by the caller.</returns>
    public Tensor InterpolateAt(Tensor values, Tensor screen)
    {
        using var scope = NewDisposeScope();
        return Interpolate(values, Weights(screen)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TriangleIds.Dispose();
        Barycentrics.Dispose();
        Depth.Dispose();
        _corners.Dispose();
        _covered.Dispose();
    }

    private Tensor Interpolate(Tensor values, Tensor weights)
    {
        using var scope = NewDisposeScope();
        return ((Gather(values) * weights.unsqueeze(4)).sum(3) * _covered).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Values of the three corners at each pixel, [B, H, W, 3, C].</summary>
    private Tensor Gather(Tensor values)
    {
        var (batch, vertices, channels) = (values.shape[0], values.shape[1], values.shape[2]);
        var size = TriangleIds.shape;
        if (batch != size[0]) throw new ArgumentException($"{batch} sets of values for {size[0]} pictures.", nameof(values));
        var corner = _corners.index_select(0, TriangleIds.clamp(min: 0).reshape(-1)).reshape(size[0], -1);
        var first = (arange(batch, dtype: int64) * vertices).unsqueeze(1);
        return values.reshape(-1, channels).index_select(0, (corner + first).reshape(-1)).reshape(size[0], size[1], size[2], 3, channels);
    }

    private Tensor Weights(Tensor screen)
    {
        var (height, width) = (TriangleIds.shape[1], TriangleIds.shape[2]);
        var corners = Gather(screen.narrow(2, 0, 2));
        var x = (arange(width, dtype: float32) + 0.5f).reshape(1, 1, width);
        var y = (arange(height, dtype: float32) + 0.5f).reshape(1, height, 1);
        Tensor X(int corner) => corners.select(3, corner).select(3, 0);
        Tensor Y(int corner) => corners.select(3, corner).select(3, 1);
        var (ax, ay, bx, by, cx, cy) = (X(0), Y(0), X(1), Y(1), X(2), Y(2));
        var area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
        area = area.where(area.abs() > 1e-12, area * 0 + 1);
        var first = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
        var second = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
        return stack([first, second, 1 - first - second], 3);
    }
}
