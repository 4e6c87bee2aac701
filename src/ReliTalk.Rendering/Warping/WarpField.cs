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
    private readonly float[] weightSum;
    private readonly float[] sumX;
    private readonly float[] sumY;
    private float[] rowWeights = [];
    private float[] columnWeights = [];

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
        weightSum = new float[nodes * nodes];
        sumX = new float[nodes * nodes];
        sumY = new float[nodes * nodes];
    }

    /// <summary>Fits the field so that each target point maps near its reference point.</summary>
    /// <param name="target">Points in pixels of the crop (its first pixel centre at 0.5).</param>
    /// <param name="reference">The same points where the picture is read, in that picture's pixels.</param>
    /// <param name="scale">Pixels per pixel of a 256 picture: scales the levels.</param>
    /// <param name="origin">Where the crop's corner lies in the reference picture when nothing moves.</param>
    /// <exception cref="ArgumentException">No point, or the lists differ in length.</exception>
    public void Fit(ReadOnlySpan<Vector2> target, ReadOnlySpan<Vector2> reference, float scale, Vector2 origin = default)
    {
        if (target.Length < 1 || target.Length != reference.Length)
            throw new ArgumentException($"A warp needs at least one point pair; it got {target.Length} and {reference.Length}.", nameof(target));
        var spacing = options.NodeSpacing;
        for (var j = 0; j < nodes; j++)
            for (var i = 0; i < nodes; i++)
            {
                nodeX[j * nodes + i] = origin.X + i * spacing;
                nodeY[j * nodes + i] = origin.Y + j * spacing;
            }
        var residual = new Vector2[target.Length];
        for (var p = 0; p < residual.Length; p++) residual[p] = reference[p] - target[p] - origin;
        for (var level = 0; level < options.Sigmas.Count; level++)
            AddLevel(target, residual, options.Sigmas[level] * scale, last: level == options.Sigmas.Count - 1);
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

    private void AddLevel(ReadOnlySpan<Vector2> target, Vector2[] residual, float sigma, bool last)
    {
        var count = target.Length;
        var needed = count * nodes;
        if (columnWeights.Length < needed) (columnWeights, rowWeights) = (new float[needed], new float[needed]);
        var inverse = -0.5f / (sigma * sigma);
        var spacing = options.NodeSpacing;
        for (var p = 0; p < count; p++)
            for (var i = 0; i < nodes; i++)
            {
                var dx = i * spacing - target[p].X;
                var dy = i * spacing - target[p].Y;
                columnWeights[p * nodes + i] = MathF.Exp(dx * dx * inverse);
                rowWeights[p * nodes + i] = MathF.Exp(dy * dy * inverse);
            }
        Array.Fill(weightSum, options.RestWeight);
        Array.Clear(sumX);
        Array.Clear(sumY);
        var reach = 3.2f * sigma;
        for (var p = 0; p < count; p++)
        {
            var from = Math.Clamp((int)((target[p].Y - reach) / spacing), 0, nodes);
            var to = Math.Clamp((int)((target[p].Y + reach) / spacing) + 2, 0, nodes);
            var columns = columnWeights.AsSpan(p * nodes, nodes);
            for (var j = from; j < to; j++)
                Accumulate(columns, rowWeights[p * nodes + j], residual[p], j * nodes);
        }
        for (var n = 0; n < weightSum.Length; n++)
        {
            nodeX[n] += sumX[n] / weightSum[n];
            nodeY[n] += sumY[n] / weightSum[n];
        }
        if (!last) Reduce(target, residual, inverse);
    }

    private void Accumulate(ReadOnlySpan<float> columns, float rowWeight, Vector2 residual, int offset)
    {
        var weights = weightSum.AsSpan(offset, nodes);
        var xs = sumX.AsSpan(offset, nodes);
        var ys = sumY.AsSpan(offset, nodes);
        var width = Vector<float>.Count;
        var i = 0;
        for (; i + width <= nodes; i += width)
        {
            var w = new Vector<float>(columns[i..]) * rowWeight;
            (new Vector<float>(weights[i..]) + w).CopyTo(weights[i..]);
            (new Vector<float>(xs[i..]) + w * residual.X).CopyTo(xs[i..]);
            (new Vector<float>(ys[i..]) + w * residual.Y).CopyTo(ys[i..]);
        }
        for (; i < nodes; i++)
        {
            var w = columns[i] * rowWeight;
            weights[i] += w;
            xs[i] += w * residual.X;
            ys[i] += w * residual.Y;
        }
    }

    private void Reduce(ReadOnlySpan<Vector2> target, Vector2[] residual, float inverse)
    {
        var explained = new Vector2[residual.Length];
        for (var p = 0; p < residual.Length; p++)
        {
            var weights = options.RestWeight;
            var sum = Vector2.Zero;
            for (var q = 0; q < residual.Length; q++)
            {
                var distance = Vector2.DistanceSquared(target[p], target[q]) * inverse;
                if (distance < -5.1f) continue;
                var w = MathF.Exp(distance);
                weights += w;
                sum += w * residual[q];
            }
            explained[p] = sum / weights;
        }
        for (var p = 0; p < residual.Length; p++) residual[p] -= explained[p];
    }
}
