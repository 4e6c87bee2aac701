using System.Numerics;

namespace ReliTalk.Rendering.Warping;

/// <summary>
/// A backward displacement field over a square crop from scattered landmark pairs: Gaussian
/// levels of normalised convolution, coarse to fine, each on what the coarser levels left (multilevel scattered-data approximation,
/// after Lee, Wolberg and Shin 1997, with Gaussians in place of B-splines); nothing moves far from all pairs. It never overshoots where two lips meet, which an exact
/// interpolant does. Not thread-safe: buffers are reused; give each thread its own.
/// </summary>
/// <remarks>
/// Where a point's weight counts depends on the target alone, so many references are fitted to one target at once: their displacements stand side by
/// side in a vector, and a weight is computed once for all of them.
/// </remarks>
public sealed class WarpField
{
    // References whose x and y stand side by side.
    private const int Together = WarpLevel.Block / 2;

    private readonly DenseWarpOptions options;
    private readonly int size;
    private readonly int nodes;
    private readonly int width;
    private readonly WarpLevel[] levels;
    private readonly Vector2[] line;
    private Vector2[] points = [];
    private float[] residuals = [];
    private float[] displacements = [];
    private Vector2 origin;

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
        width = WarpLevel.WidthFor(nodes);
        line = new Vector2[nodes];
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

    /// <summary>Weighs the target points; references can then be fitted to them.</summary>
    /// <param name="target">Points in pixels of the crop (its first pixel centre at 0.5).</param>
    /// <param name="scale">Pixels per pixel of a 256 picture: scales the levels.</param>
    /// <exception cref="ArgumentException">No point.</exception>
    public void Aim(ReadOnlySpan<Vector2> target, float scale)
    {
        if (target.Length < 1) throw new ArgumentException("A warp needs at least one point pair; it got none.", nameof(target));
        points = target.ToArray();
        for (var level = 0; level < levels.Length; level++) levels[level].Aim(points, options.Sigmas[level] * scale, last: level == levels.Length - 1);
    }

    /// <summary>Fits the field to the points that were aimed at last.</summary>
    /// <param name="references">
    /// The same points where a picture is read, in that picture's pixels; for several references at once, all points of the first, then all of the second, and so on.
    /// </param>
    /// <param name="origin">Where the crop's corner lies in the reference pictures when nothing moves.</param>
    /// <exception cref="ArgumentException">No point, or not as many as were aimed at for each reference.</exception>
    public void Fit(ReadOnlySpan<Vector2> references, Vector2 origin = default)
    {
        if (points.Length == 0 || references.Length == 0 || references.Length % points.Length != 0)
            throw new ArgumentException($"A warp needs point pairs; it got {points.Length} target and {references.Length} reference points.", nameof(references));
        this.origin = origin;
        var count = references.Length / points.Length;
        var (residualLength, length) = (points.Length * WarpLevel.Block, nodes * width * WarpLevel.Block);
        var blocks = (count + Together - 1) / Together;
        if (residuals.Length < residualLength) residuals = new float[residualLength];
        if (displacements.Length < blocks * length) displacements = new float[blocks * length];
        for (var block = 0; block < blocks; block++)
        {
            var residual = residuals.AsSpan(0, residualLength);
            residual.Clear();
            for (var r = 0; r < Math.Min(Together, count - block * Together); r++)
                for (var p = 0; p < points.Length; p++)
                {
                    var moved = references[(block * Together + r) * points.Length + p] - points[p] - origin;
                    residual[p * WarpLevel.Block + 2 * r] = moved.X;
                    residual[p * WarpLevel.Block + 2 * r + 1] = moved.Y;
                }
            var sum = displacements.AsSpan(block * length, length);
            sum.Clear();
            foreach (var level in levels) level.Add(residual, sum);
        }
    }

    /// <summary>Where the pixel centre (x + 0.5, y + 0.5) of the crop is read in a reference picture.</summary>
    /// <param name="x">Column of the crop.</param>
    /// <param name="y">Row of the crop.</param>
    /// <param name="reference">Which of the references.</param>
    public Vector2 At(int x, int y, int reference = 0)
    {
        var (u, v) = ((x + 0.5f) / options.NodeSpacing, (y + 0.5f) / options.NodeSpacing);
        var (i, j) = ((int)u, (int)v);
        var (left, right) = (Vector2.Lerp(Node(i, j, reference), Node(i, j + 1, reference), v - j), Vector2.Lerp(Node(i + 1, j, reference), Node(i + 1, j + 1, reference), v - j));
        return origin + new Vector2(x + 0.5f, y + 0.5f) + Vector2.Lerp(left, right, u - i);
    }

    /// <summary>Where the pixel centres of one row of the crop are read in a reference picture.</summary>
    /// <param name="y">The row.</param>
    /// <param name="places">Receives <see cref="Size"/> places, as <see cref="At"/> gives them.</param>
    /// <param name="reference">Which of the references.</param>
    public void Row(int y, Span<Vector2> places, int reference = 0)
    {
        var v = (y + 0.5f) / options.NodeSpacing;
        var j = (int)v;
        var above = displacements.AsSpan(NodeIndex(0, j, reference));
        var below = displacements.AsSpan(NodeIndex(0, j + 1, reference));
        for (int i = 0, n = 0; i < nodes; i++, n += WarpLevel.Block)
            line[i] = Vector2.Lerp(new Vector2(above[n], above[n + 1]), new Vector2(below[n], below[n + 1]), v - j);
        var step = 1f / options.NodeSpacing;
        var place = origin + new Vector2(0.5f, y + 0.5f);
        for (int i = 0, x = 0; x < size; i++)
        {
            var rise = line[i + 1] - line[i];
            for (var share = 0.5f * step; share < 1f && x < size; share += step, x++, place.X++) places[x] = place + line[i] + rise * share;
        }
    }

    /// <summary>Side of the crop in pixels.</summary>
    public int Size => size;

    private Vector2 Node(int i, int j, int reference)
    {
        var n = NodeIndex(i, j, reference);
        return new Vector2(displacements[n], displacements[n + 1]);
    }

    private int NodeIndex(int i, int j, int reference) => ((reference / Together * nodes + j) * width + i) * WarpLevel.Block + 2 * (reference % Together);
}
