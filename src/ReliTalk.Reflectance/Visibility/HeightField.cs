using System.Buffers;
using System.Numerics;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>
/// The height field z(x, y) in pixels towards the viewer whose slopes fit normals and known depth best, found by multigrid relaxation of Poisson's equation.
/// Only differences matter; each connected piece of the matte floats freely.
/// </summary>
public sealed class HeightField
{
    /// <summary>Height outside the foreground: low enough to hide nothing.</summary>
    public const float Empty = -1e6f;

    private readonly float[] _heights;

    private HeightField(int width, int height, float[] heights)
    {
        Width = width;
        Height = height;
        _heights = heights;
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Heights in pixels towards the viewer, row-major; <see cref="Empty"/> outside the matte.</summary>
    public ReadOnlySpan<float> Heights => _heights;

    /// <summary>Takes known depth, for instance of a rasterised head.</summary>
    /// <param name="heights">Pixels towards the viewer, row-major; <see cref="Empty"/> where nothing is.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static HeightField From(ReadOnlySpan<float> heights, int width, int height)
    {
        if (heights.Length != width * height) throw new ArgumentException("The heights must have the given size.", nameof(heights));
        return new HeightField(width, height, heights.ToArray());
    }

    /// <summary>Integrates normals, and follows known depth where there is some, with its jumps (a jaw before a neck), which normals cannot tell.</summary>
    /// <param name="normals">Three planes of unit normals; (0, 0, 0) where unknown.</param>
    /// <param name="matte">Foreground share; pixels of 0.5 and more with a normal are integrated.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Known depth in pixels towards the viewer, not finite where unknown; empty for none.</param>
    /// <param name="steepest">Largest slope that is believed of a normal (pixels a pixel), above 0: towards the silhouette normals run to infinity.</param>
    public static HeightField Integrate(ReadOnlySpan<float> normals, ReadOnlySpan<float> matte, int width, int height, ReadOnlySpan<float> depth = default, float steepest = 3f)
    {
        var plane = width * height;
        if (matte.Length != plane || normals.Length != 3 * plane) throw new ArgumentException("Normals and matte must have the given size.");
        if (!depth.IsEmpty && depth.Length != plane) throw new ArgumentException("The depth must have the given size.", nameof(depth));
        if (!(steepest > 0f)) throw new ArgumentOutOfRangeException(nameof(steepest), steepest, "The steepest slope must be above 0.");
        var inside = new bool[plane];
        var slopeX = new float[plane];
        var slopeY = new float[plane];
        for (var i = 0; i < plane; i++)
        {
            float x = normals[i], y = normals[plane + i], z = normals[2 * plane + i];
            inside[i] = matte[i] >= 0.5f && (x != 0f || y != 0f || z != 0f);
            if (!inside[i]) continue;
            var facing = MathF.Max(z, 0.05f);
            // Rows count downwards, so the slope along a row's step down is +y / z.
            float p = -x / facing, q = y / facing;
            var length = MathF.Sqrt(p * p + q * q);
            var scale = length > steepest ? steepest / length : 1f;
            slopeX[i] = p * scale;
            slopeY[i] = q * scale;
        }
        var (edgeX, edgeY) = Edges(slopeX, slopeY, depth, width, height);
        var heights = new float[plane];
        Solve(inside, edgeX, edgeY, heights, width, height, 0);
        for (var i = 0; i < plane; i++)
            if (!inside[i]) heights[i] = Empty;
        return new HeightField(width, height, heights);
    }

    // Rise from each pixel to the next one on the right, and to the one below.
    private static (float[] X, float[] Y) Edges(float[] slopeX, float[] slopeY, ReadOnlySpan<float> depth, int width, int height)
    {
        var edgeX = new float[slopeX.Length];
        var edgeY = new float[slopeY.Length];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var i = y * width + x;
            if (x + 1 < width) edgeX[i] = Rise(depth, i, i + 1, slopeX);
            if (y + 1 < height) edgeY[i] = Rise(depth, i, i + width, slopeY);
        }
        return (edgeX, edgeY);

        static float Rise(ReadOnlySpan<float> depth, int from, int to, float[] slope)
            => !depth.IsEmpty && float.IsFinite(depth[from]) && float.IsFinite(depth[to]) ? depth[to] - depth[from] : 0.5f * (slope[from] + slope[to]);
    }

    // Coarse to fine: rises average, heights double from one level to the next, then Gauss-Seidel removes what the coarse level could not see.
    private static void Solve(bool[] inside, float[] edgeX, float[] edgeY, float[] heights, int width, int height, int level)
    {
        if (width >= 8 && height >= 8 && width % 2 == 0 && height % 2 == 0)
        {
            int w = width / 2, h = height / 2;
            var coarse = new float[w * h];
            var (coarseInside, coarseX, coarseY) = Coarser(inside, edgeX, edgeY, width, height);
            Solve(coarseInside, coarseX, coarseY, coarse, w, h, level + 1);
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                if (!inside[i]) continue;
                // A pixel lies a quarter of a coarse pixel off the coarse centre; a fine rise is half of it, in fine pixels.
                var first = y / 2 * 2 * width + x / 2 * 2;
                heights[i] = 2f * coarse[y / 2 * w + x / 2] + (x % 2 - 0.5f) * edgeX[first] + (y % 2 - 0.5f) * edgeY[first];
            }
        }
        Relax(inside, edgeX, edgeY, heights, width, height, level == 0 ? 8 : 20 + 10 * level);
    }

    private static (bool[] Inside, float[] EdgeX, float[] EdgeY) Coarser(bool[] inside, float[] edgeX, float[] edgeY, int width, int height)
    {
        int w = width / 2, h = height / 2;
        var coarseInside = new bool[w * h];
        var coarseX = new float[w * h];
        var coarseY = new float[w * h];
        for (var y = 0; y < h; y++)
        for (var x = 0; x < w; x++)
        {
            int i = y * w + x, j = 2 * y * width + 2 * x;
            coarseInside[i] = inside[j] || inside[j + 1] || inside[j + width] || inside[j + width + 1];
            // From one coarse centre to the next: half a rise, a whole one, half a rise, in coarse units half as many.
            if (x + 1 < w) coarseX[i] = 0.5f * (Path(edgeX, j, 1) + Path(edgeX, j + width, 1)) / 2f;
            if (y + 1 < h) coarseY[i] = 0.5f * (Path(edgeY, j, width) + Path(edgeY, j + 1, width)) / 2f;
        }
        return (coarseInside, coarseX, coarseY);

        static float Path(float[] edge, int at, int step) => 0.5f * edge[at] + edge[at + step] + 0.5f * edge[at + 2 * step];
    }

    // Red-black Gauss-Seidel, rows in vectors: around the picture lies a margin of nothing, and what lies outside the shape is 0 and counts for nobody.
    private static void Relax(bool[] inside, float[] edgeX, float[] edgeY, float[] heights, int width, int height, int sweeps)
    {
        // Over-relaxation; 1.6 is safe at every level's size.
        const float over = 1.6f;
        var lanes = Vector<float>.Count;
        var stride = lanes + (width + lanes - 1) / lanes * lanes;
        var (origin, length) = (stride + lanes, stride * (height + 2) + lanes);
        var rented = ArrayPool<float>.Shared.Rent(4 * length);
        Array.Clear(rented);
        Span<float> all = rented;
        Span<float> current = all[..length], rises = all.Slice(length, length), inverses = all.Slice(2 * length, length), rates = all.Slice(3 * length, length);
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var i = y * width + x;
            if (!inside[i]) continue;
            var sum = 0f;
            var count = 0;
            if (x > 0 && inside[i - 1]) { sum += edgeX[i - 1]; count++; }
            if (x + 1 < width && inside[i + 1]) { sum -= edgeX[i]; count++; }
            if (y > 0 && inside[i - width]) { sum += edgeY[i - width]; count++; }
            if (y + 1 < height && inside[i + width]) { sum -= edgeY[i]; count++; }
            var at = origin + y * stride + x;
            current[at] = heights[i];
            if (count > 0) (rises[at], inverses[at], rates[at]) = (sum, 1f / count, over);
        }
        var odd = Vector<int>.Indices & Vector<int>.One;
        var (evens, odds) = (Vector.Equals(odd, Vector<int>.Zero).As<int, float>(), Vector.Equals(odd, Vector<int>.One).As<int, float>());
        for (var sweep = 0; sweep < sweeps; sweep++)
        for (var parity = 0; parity < 2; parity++)
        for (var y = 0; y < height; y++)
            RelaxRow(current, rises, inverses, rates, origin + y * stride, stride, ((y + parity) & 1) == 0 ? evens : odds);
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            if (inside[y * width + x]) heights[y * width + x] = current[origin + y * stride + x];
        ArrayPool<float>.Shared.Return(rented);
    }

    private static void RelaxRow(Span<float> heights, ReadOnlySpan<float> rises, ReadOnlySpan<float> inverses, ReadOnlySpan<float> rates, int start, int stride, Vector<float> turn)
    {
        for (var i = start; i < start + stride - Vector<float>.Count; i += Vector<float>.Count)
        {
            var here = new Vector<float>(heights[i..]);
            var sum = new Vector<float>(heights[(i - 1)..]) + new Vector<float>(heights[(i + 1)..]) + new Vector<float>(heights[(i - stride)..]) + new Vector<float>(heights[(i + stride)..]) + new Vector<float>(rises[i..]);
            (here + (new Vector<float>(rates[i..]) & turn) * (sum * new Vector<float>(inverses[i..]) - here)).CopyTo(heights[i..]);
        }
    }
}
