using System.Numerics;

namespace ReliTalk.Reflectance.Visibility;

/// <summary>
/// Horizon map (Max 1988) of a portrait: for each foreground pixel and each of <see cref="Azimuths"/> directions in the picture plane, how high the rest of the
/// head rises. A light at direction d is hidden where it stands lower. One map a frame answers every light. Kept at about 128 columns. Immutable.
/// </summary>
public sealed class HorizonMap
{
    /// <summary>Directions in the picture plane, equally spaced; index 0 points to the right, counted towards the top.</summary>
    public const int Azimuths = 32;

    private const int PreferredWidth = 128;

    // Heights are not exact. Near a pixel, where a small error tilts the horizon most, a rise must exceed this many pixels to count: no stripes at brows and nose root.
    private const float HeightError = 0.5f;

    private HorizonMap(int width, int height, int[] pixels, float[] normals, float[] elevations)
    {
        Width = width;
        Height = height;
        Pixels = pixels;
        Normals = normals;
        Elevations = elevations;
    }

    /// <summary>Columns of the reduced picture.</summary>
    public int Width { get; }

    /// <summary>Rows of the reduced picture.</summary>
    public int Height { get; }

    /// <summary>Foreground pixels, as indices into the reduced picture.</summary>
    internal int[] Pixels { get; }

    /// <summary>Unit normals of the foreground pixels: three runs x, y, z.</summary>
    internal float[] Normals { get; }

    /// <summary>The horizon's elevation over the picture plane in radians, one run of foreground pixels an azimuth.</summary>
    internal float[] Elevations { get; }

    /// <summary>Integrates the normals to a height field and looks around from every pixel.</summary>
    /// <param name="normals">Three planes of unit normals; (0, 0, 0) where unknown.</param>
    /// <param name="matte">Foreground share, one plane, 0..1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Known depth in pixels towards the viewer, not finite where unknown; empty for none.</param>
    public static HorizonMap Build(ReadOnlySpan<float> normals, ReadOnlySpan<float> matte, int width, int height, ReadOnlySpan<float> depth = default)
    {
        var factor = Math.Max(1, (int)MathF.Round((float)width / PreferredWidth));
        var (smallNormals, smallMatte, w, h) = Reduce(normals, matte, width, height, factor);
        return Build(HeightField.Integrate(smallNormals, smallMatte, w, h, ReduceDepth(depth, width, height, factor)), smallNormals);
    }

    /// <summary>Looks around in known heights.</summary>
    /// <param name="field">Heights; its size becomes the map's.</param>
    /// <param name="normals">Three planes of unit normals of the same size.</param>
    public static HorizonMap Build(HeightField field, ReadOnlySpan<float> normals)
    {
        ArgumentNullException.ThrowIfNull(field);
        int width = field.Width, height = field.Height, plane = width * height;
        if (normals.Length != 3 * plane) throw new ArgumentException("The normals must have the height field's size.", nameof(normals));
        var heights = field.Heights.ToArray();
        var foreground = new List<int>();
        for (var i = 0; i < plane; i++)
            if (heights[i] > HeightField.Empty) foreground.Add(i);
        var pixels = foreground.ToArray();
        var kept = new float[3 * pixels.Length];
        for (var k = 0; k < pixels.Length; k++)
        for (var c = 0; c < 3; c++)
            kept[c * pixels.Length + k] = normals[c * plane + pixels[k]];
        var elevations = new float[Azimuths * pixels.Length];
        var slopes = new float[plane];
        // A third of the picture: from the brow to the far shoulder.
        var reach = 0.36f * width;
        for (var azimuth = 0; azimuth < Azimuths; azimuth++)
        {
            var (sine, cosine) = MathF.SinCos(2f * MathF.PI * azimuth / Azimuths);
            Array.Fill(slopes, -1e3f);
            for (var distance = 1.5f; distance <= reach; distance *= 1.16f)
            {
                int dx = (int)MathF.Round(cosine * distance), dy = (int)MathF.Round(-sine * distance);
                if (dx != 0 || dy != 0) Raise(heights, slopes, width, height, dx, dy);
            }
            for (var k = 0; k < pixels.Length; k++) elevations[azimuth * pixels.Length + k] = MathF.Atan(slopes[pixels[k]]);
        }
        return new HorizonMap(width, height, pixels, kept, elevations);
    }

    /// <summary>The two azimuths around a direction and the share of the second.</summary>
    internal static (int First, int Second, float Share) Bracket(Vector3 direction)
    {
        var angle = MathF.Atan2(direction.Y, direction.X) / (2f * MathF.PI) * Azimuths;
        if (angle < 0) angle += Azimuths;
        var first = (int)angle % Azimuths;
        return (first, (first + 1) % Azimuths, angle - MathF.Floor(angle));
    }

    private static (float[] Normals, float[] Matte, int Width, int Height) Reduce(ReadOnlySpan<float> normals, ReadOnlySpan<float> matte, int width, int height, int factor)
    {
        if (factor == 1) return (normals.ToArray(), matte.ToArray(), width, height);
        int w = width / factor, h = height / factor, plane = w * h;
        var smallNormals = new float[3 * plane];
        var smallMatte = new float[plane];
        for (var y = 0; y < h * factor; y++)
        for (var x = 0; x < w * factor; x++)
        {
            int i = y * width + x, j = y / factor * w + x / factor;
            smallMatte[j] += matte[i] / (factor * factor);
            for (var c = 0; c < 3; c++) smallNormals[c * plane + j] += normals[c * width * height + i];
        }
        for (var j = 0; j < plane; j++)
        {
            var sum = new Vector3(smallNormals[j], smallNormals[plane + j], smallNormals[2 * plane + j]);
            var length = sum.Length();
            if (length < 1e-3f) sum = Vector3.Zero;
            else sum /= length;
            (smallNormals[j], smallNormals[plane + j], smallNormals[2 * plane + j]) = (sum.X, sum.Y, sum.Z);
        }
        return (smallNormals, smallMatte, w, h);
    }

    // The mean over the known pixels of a cell, in reduced pixels; a cell that spans a jump follows its nearer side, as the silhouette does.
    private static float[] ReduceDepth(ReadOnlySpan<float> depth, int width, int height, int factor)
    {
        if (depth.IsEmpty) return [];
        if (depth.Length != width * height) throw new ArgumentException("The depth must have the given size.", nameof(depth));
        int w = width / factor, h = height / factor;
        var result = new float[w * h];
        for (var y = 0; y < h; y++)
        for (var x = 0; x < w; x++)
        {
            var nearest = float.NegativeInfinity;
            var (sum, count) = (0f, 0);
            for (var k = 0; k < factor * factor; k++)
            {
                var value = depth[(y * factor + k / factor) * width + x * factor + k % factor];
                if (float.IsFinite(value)) nearest = Math.Max(nearest, value);
            }
            for (var k = 0; k < factor * factor; k++)
            {
                var value = depth[(y * factor + k / factor) * width + x * factor + k % factor];
                if (!float.IsFinite(value) || value < nearest - 3f * factor) continue;
                sum += value;
                count++;
            }
            result[y * w + x] = count == 0 ? float.NaN : sum / count / factor;
        }
        return result;
    }

    private static void Raise(float[] heights, float[] slopes, int width, int height, int dx, int dy)
    {
        var inverse = 1f / MathF.Sqrt(dx * dx + dy * dy);
        int left = Math.Max(0, -dx), right = Math.Min(width, width - dx);
        for (var y = Math.Max(0, -dy); y < Math.Min(height, height - dy); y++)
        {
            var here = heights.AsSpan(y * width + left, right - left);
            var there = heights.AsSpan((y + dy) * width + left + dx, right - left);
            var slope = slopes.AsSpan(y * width + left, right - left);
            var i = 0;
            for (; i <= here.Length - Vector<float>.Count; i += Vector<float>.Count)
                Vector.Max(new Vector<float>(slope[i..]), (new Vector<float>(there[i..]) - new Vector<float>(here[i..]) - new Vector<float>(HeightError)) * inverse).CopyTo(slope[i..]);
            for (; i < here.Length; i++) slope[i] = MathF.Max(slope[i], (there[i] - here[i] - HeightError) * inverse);
        }
    }
}
