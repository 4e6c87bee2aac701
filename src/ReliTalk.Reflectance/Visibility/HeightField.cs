namespace ReliTalk.Reflectance.Visibility;

/// <summary>
/// Depth from normals: the height field z(x, y) in pixels towards the viewer whose slopes fit the normals best, found by multigrid relaxation of Poisson's equation.
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

    /// <summary>Integrates normals.</summary>
    /// <param name="normals">Three planes of unit normals; (0, 0, 0) where unknown.</param>
    /// <param name="matte">Foreground share; pixels of 0.5 and more with a normal are integrated.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="steepest">Largest slope that is believed (pixels a pixel), above 0: towards the silhouette normals run to infinity.</param>
    public static HeightField Integrate(ReadOnlySpan<float> normals, ReadOnlySpan<float> matte, int width, int height, float steepest = 3f)
    {
        var plane = width * height;
        if (matte.Length != plane || normals.Length != 3 * plane) throw new ArgumentException("Normals and matte must have the given size.");
        if (!(steepest > 0f)) throw new ArgumentOutOfRangeException(nameof(steepest), steepest, "The steepest slope must be above 0.");
        var inside = new bool[plane];
        var slopeX = new float[plane];
        var slopeY = new float[plane];
        for (var i = 0; i < plane; i++)
        {
            float x = normals[i], y = normals[plane + i], z = normals[2 * plane + i];
            inside[i] = matte[i] >= 0.5f && (x != 0f || y != 0f || z != 0f);
            if (!inside[i]) continue;
            var depth = MathF.Max(z, 0.05f);
            // Rows count downwards, so the slope along a row's step down is +y / z.
            float p = -x / depth, q = y / depth;
            var length = MathF.Sqrt(p * p + q * q);
            var scale = length > steepest ? steepest / length : 1f;
            slopeX[i] = p * scale;
            slopeY[i] = q * scale;
        }
        var heights = new float[plane];
        Solve(inside, slopeX, slopeY, heights, width, height, 0);
        for (var i = 0; i < plane; i++)
            if (!inside[i]) heights[i] = Empty;
        return new HeightField(width, height, heights);
    }

    // Coarse to fine: slopes average, heights double from one level to the next, then Gauss-Seidel removes what the coarse level could not see.
    private static void Solve(bool[] inside, float[] slopeX, float[] slopeY, float[] heights, int width, int height, int level)
    {
        if (width >= 8 && height >= 8 && width % 2 == 0 && height % 2 == 0)
        {
            int w = width / 2, h = height / 2;
            var coarseInside = new bool[w * h];
            var coarseX = new float[w * h];
            var coarseY = new float[w * h];
            var coarse = new float[w * h];
            for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var count = 0;
                float sx = 0, sy = 0;
                for (var k = 0; k < 4; k++)
                {
                    var j = (2 * y + k / 2) * width + 2 * x + k % 2;
                    if (!inside[j]) continue;
                    count++;
                    sx += slopeX[j];
                    sy += slopeY[j];
                }
                if (count == 0) continue;
                var i = y * w + x;
                coarseInside[i] = true;
                coarseX[i] = sx / count;
                coarseY[i] = sy / count;
            }
            Solve(coarseInside, coarseX, coarseY, coarse, w, h, level + 1);
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                if (!inside[i]) continue;
                var c = y / 2 * w + x / 2;
                float dx = x % 2 - 0.5f, dy = y % 2 - 0.5f;
                heights[i] = 2f * coarse[c] + dx * coarseX[c] + dy * coarseY[c];
            }
        }
        Relax(inside, slopeX, slopeY, heights, width, height, level == 0 ? 8 : 20 + 10 * level);
    }

    private static void Relax(bool[] inside, float[] slopeX, float[] slopeY, float[] heights, int width, int height, int sweeps)
    {
        for (var sweep = 0; sweep < sweeps; sweep++)
        for (var parity = 0; parity < 2; parity++)
        for (var y = 0; y < height; y++)
        for (var x = (y + parity) & 1; x < width; x += 2)
        {
            var i = y * width + x;
            if (!inside[i]) continue;
            var sum = 0f;
            var count = 0;
            if (x > 0 && inside[i - 1]) { sum += heights[i - 1] + 0.5f * (slopeX[i] + slopeX[i - 1]); count++; }
            if (x + 1 < width && inside[i + 1]) { sum += heights[i + 1] - 0.5f * (slopeX[i] + slopeX[i + 1]); count++; }
            if (y > 0 && inside[i - width]) { sum += heights[i - width] + 0.5f * (slopeY[i] + slopeY[i - width]); count++; }
            if (y + 1 < height && inside[i + width]) { sum += heights[i + width] - 0.5f * (slopeY[i] + slopeY[i + width]); count++; }
            if (count == 0) continue;
            // Over-relaxation; 1.6 is safe at every level's size.
            heights[i] += 1.6f * (sum / count - heights[i]);
        }
    }
}
