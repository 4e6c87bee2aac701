using System.Numerics;

namespace ReliTalk.Rendering.Warping;

/// <summary>
/// A backward displacement field over a square crop from scattered landmark pairs: Gaussian
/// levels of normalised convolution, coarse to fine, each on what the coarser levels left (multilevel scattered-data approximation,
/// after Lee, Wolberg and Shin 1997, with Gaussians in place of B-splines); nothing moves far from all pairs. It never overshoots where two lips meet, which an exact
/// interpolant does. Not thread-safe: buffers are reused; give each thread its own.
/// </summary>
public sealed class WarpField
{
    private readonly DenseWarpOptions options;
    private readonly int size;
    private readonly int nodes;
    private readonly float[] nodeX;
    private readonly float[] nodeY;
    private readonly WarpLevel[] levels;
    private Vector2[] points = [];

    /// <summary>A field over a crop of <paramref name="size"/> x <paramref name="size"/> pixels.</summary>
    /// <param name="size">Side of the crop in pixels.</param>
    /// <param name="options">Levels and node spacing.</param>
    public WarpField(int size, DenseWarpOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 8);
        ArgumentNullException.ThrowIfNull(options);
        this.size = size;
        this.options = options;
        nodes = (size + options.NodeSpacing - 1) / options.NodeSpacing + 1;
        nodeX = new float[nodes * nodes];
        nodeY = new float[nodes * nodes];
        levels = [.. options.Sigmas.Select(_ => new WarpLevel(nodes, options.NodeSpacing, options.RestWeight))];
    }

    /// <summary>Fits the field so that each target point maps near its reference point.</summary>
    /// <param name="target">Points in pixels of the crop (its first pixel centre at 0.5).</param>
    /// <param name="reference">The same points where the picture is read, in that picture's pixels.</param>
    /// <param name="scale">Pixels per pixel of a 256 picture: scales the levels.</param>
    /// <param name="origin">Where the crop's corner lies in the reference picture when nothing moves.</param>
    /// <exception cref="ArgumentException">No point, or the lists differ in length.</exception>
    public void Fit(ReadOnlySpan<Vector2> target, ReadOnlySpan<Vector2> reference, float scale, Vector2 origin = default)
    {
        Aim(target, scale);
        Fit(reference, origin);
    }

    /// <summary>Weighs the target points; several references can then be fitted to them, each at a fraction of the work.</summary>
    /// <inheritdoc cref="Fit(ReadOnlySpan{Vector2}, ReadOnlySpan{Vector2}, float, Vector2)"/>
    /// <param name="target">Points in pixels of the crop (its first pixel centre at 0.5).</param>
    /// <param name="scale">Pixels per pixel of a 256 picture: scales the levels.</param>
    public void Aim(ReadOnlySpan<Vector2> target, float scale)
    {
        if (target.Length < 1) throw new ArgumentException("A warp needs at least one point pair; it got none.", nameof(target));
        points = target.ToArray();
        for (var level = 0; level < levels.Length; level++) levels[level].Aim(points, options.Sigmas[level] * scale, last: level == levels.Length - 1);
    }

    /// <summary>Fits the field to the points that were aimed at last.</summary>
    /// <inheritdoc cref="Fit(ReadOnlySpan{Vector2}, ReadOnlySpan{Vector2}, float, Vector2)"/>
    /// <param name="reference">The same points where the picture is read, in that picture's pixels.</param>
    /// <param name="origin">Where the crop's corner lies in the reference picture when nothing moves.</param>
    public void Fit(ReadOnlySpan<Vector2> reference, Vector2 origin = default)
    {
        if (points.Length != reference.Length) throw new ArgumentException($"A warp needs point pairs; it got {points.Length} and {reference.Length} points.", nameof(reference));
        var spacing = options.NodeSpacing;
        for (var j = 0; j < nodes; j++)
            for (var i = 0; i < nodes; i++)
            {
                nodeX[j * nodes + i] = origin.X + i * spacing;
                nodeY[j * nodes + i] = origin.Y + j * spacing;
            }
        var residual = new Vector2[points.Length];
        for (var p = 0; p < residual.Length; p++) residual[p] = reference[p] - points[p] - origin;
        foreach (var level in levels) level.Add(residual, nodeX, nodeY);
    }

    /// <summary>Where the pixel centre (x + 0.5, y + 0.5) of the crop is read in the reference picture.</summary>
    public Vector2 At(int x, int y)
    {
        var (u, v) = ((x + 0.5f) / options.NodeSpacing, (y + 0.5f) / options.NodeSpacing);
        var (i, j) = ((int)u, (int)v);
        var (fx, fy) = (u - i, v - j);
        var n = j * nodes + i;
        return new Vector2(
            Mix(nodeX[n], nodeX[n + 1], nodeX[n + nodes], nodeX[n + nodes + 1], fx, fy),
            Mix(nodeY[n], nodeY[n + 1], nodeY[n + nodes], nodeY[n + nodes + 1], fx, fy));
    }

    /// <summary>Side of the crop in pixels.</summary>
    public int Size => size;

    private static float Mix(float a, float b, float c, float d, float fx, float fy)
    {
        var top = a + (b - a) * fx;
        return top + (c + (d - c) * fx - top) * fy;
    }
}
