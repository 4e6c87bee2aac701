using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

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

    // A third of the picture: from the brow to the far shoulder.
    private const float Reach = 0.36f;

    // Heights are not exact. Near a pixel, where a small error tilts the horizon most, a rise must exceed this many pixels to count: no stripes at brows and nose root.
    // A small light's shadow is looked at by its edge, which the doubt would move towards what casts it.
    private const float HeightError = 0.5f, SharpHeightError = 0.25f;

    private readonly float[] _heights;
    private readonly Run[] _runs;

    private HorizonMap(int width, int height, float[] heights, int[] pixels, Run[] runs, float[] normals, float[] elevations)
    {
        Width = width;
        Height = height;
        _heights = heights;
        _runs = runs;
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

    /// <summary>The horizon's elevation over the picture plane in radians, one run of foreground pixels an azimuth. The array may be longer.</summary>
    internal float[] Elevations { get; private set; }

    /// <summary>Lets the elevations, by far the largest part, go to serve another map; nobody may look at this one afterwards.</summary>
    internal void Recycle()
    {
        ArrayPool<float>.Shared.Return(Elevations);
        Elevations = [];
    }

    /// <summary>Integrates the normals to a height field and looks around from every pixel.</summary>
    /// <param name="normals">Three planes of unit normals; (0, 0, 0) where unknown.</param>
    /// <param name="matte">Foreground share, one plane, 0..1.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="depth">Known depth in pixels towards the viewer, not finite where unknown; empty for none.</param>
    public static HorizonMap Build(ReadOnlySpan<float> normals, ReadOnlySpan<float> matte, int width, int height, ReadOnlySpan<float> depth = default)
    {
        var factor = Math.Max(1, (int)MathF.Round((float)width / PreferredWidth));
        int w = width / factor, h = height / factor;
        var rented = ArrayPool<float>.Shared.Rent(4 * w * h);
        Span<float> small = rented.AsSpan(0, 3 * w * h), smallMatte = rented.AsSpan(3 * w * h, w * h);
        Reduce(normals, matte, width, height, factor, small, smallMatte);
        var map = Build(HeightField.Integrate(small, smallMatte, w, h, ReduceDepth(depth, width, height, factor)), small);
        ArrayPool<float>.Shared.Return(rented);
        return map;
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
        var runs = Runs(pixels, width);
        var kept = new float[3 * pixels.Length];
        for (var k = 0; k < pixels.Length; k++)
        for (var c = 0; c < 3; c++)
            kept[c * pixels.Length + k] = normals[c * plane + pixels[k]];
        var elevations = ArrayPool<float>.Shared.Rent(Azimuths * pixels.Length);
        for (var azimuth = 0; azimuth < Azimuths; azimuth++)
        {
            var steps = Steps(azimuth, Reach * width);
            LookAround(heights, runs, width, height, steps, HeightError, elevations.AsSpan(azimuth * pixels.Length, pixels.Length));
        }
        return new HorizonMap(width, height, heights, pixels, runs, kept, elevations);
    }

    /// <summary>The horizon in one direction of the picture plane, looked at pixel by pixel: for a light so small that its shadow has an edge.</summary>
    /// <param name="direction">Direction TO the light.</param>
    /// <param name="elevations">Receives a run of foreground pixels, in radians.</param>
    internal void Towards(Vector3 direction, Span<float> elevations)
        => LookAround(_heights, _runs, Width, Height, FineSteps(direction, Reach * Width), SharpHeightError, elevations);

    private static void LookAround(float[] heights, ReadOnlySpan<Run> runs, int width, int height, List<Step> steps, float error, Span<float> elevations)
    {
        var row = new float[width];
        // One row at a time: its slopes stay in the nearest cache while it looks at all distances.
        for (var first = 0; first < runs.Length;)
        {
            var y = runs[first].Y;
            var end = first + 1;
            while (end < runs.Length && runs[end].Y == y) end++;
            int left = runs[first].Left, right = runs[end - 1].Right;
            row.AsSpan(left, right - left).Fill(-1e3f);
            foreach (var step in steps) Raise(heights, row, width, height, y, left, right, step, error);
            ArcTangent.Replace(row.AsSpan(left, right - left));
            foreach (var run in runs[first..end]) row.AsSpan(run.Left, run.Right - run.Left).CopyTo(elevations[run.First..]);
            first = end;
        }
    }

    /// <summary>Foreground pixels side by side.</summary>
    private static Run[] Runs(int[] pixels, int width)
    {
        var runs = new List<Run>();
        for (var k = 0; k < pixels.Length;)
        {
            var (y, left, first) = (pixels[k] / width, pixels[k] % width, k);
            do k++;
            while (k < pixels.Length && pixels[k] == pixels[k - 1] + 1 && pixels[k] % width != 0);
            runs.Add(new Run(y, left, left + k - first, first));
        }
        return [.. runs];
    }

    // Ever longer steps: far heights need not be looked at one by one. Rounding makes the first ones fall together.
    private static List<Step> Steps(int azimuth, float reach)
    {
        var (sine, cosine) = MathF.SinCos(2f * MathF.PI * azimuth / Azimuths);
        var steps = new List<Step>();
        for (var distance = 1.5f; distance <= reach; distance *= 1.16f)
        {
            int dx = (int)MathF.Round(cosine * distance), dy = (int)MathF.Round(-sine * distance);
            if ((dx == 0 && dy == 0) || (steps.Count > 0 && steps[^1].X == dx && steps[^1].Y == dy)) continue;
            steps.Add(new Step(dx, dy, dx, dy, 0f, 1f / MathF.Sqrt(dx * dx + dy * dy)));
        }
        return steps;
    }

    // Pixel by pixel along the longer axis and between two pixels across it: where a light moves, its shadow glides.
    private static List<Step> FineSteps(Vector3 direction, float reach)
    {
        var flat = new Vector2(direction.X, -direction.Y);
        var steps = new List<Step>();
        // A light on the line of sight hides nothing that is seen.
        if (flat.Length() < 1e-4f) return steps;
        var across = MathF.Abs(flat.X) < MathF.Abs(flat.Y);
        flat /= across ? MathF.Abs(flat.Y) : MathF.Abs(flat.X);
        for (var k = 2; k * flat.Length() <= reach; k++)
        {
            var place = k * flat;
            int x = (int)MathF.Floor(across ? place.X : MathF.Round(place.X)), y = (int)MathF.Floor(across ? MathF.Round(place.Y) : place.Y);
            steps.Add(new Step(x, y, across ? x + 1 : x, across ? y : y + 1, across ? place.X - x : place.Y - y, 1f / place.Length()));
        }
        return steps;
    }

    /// <summary>The two azimuths around a direction and the share of the second.</summary>
    internal static (int First, int Second, float Share) Bracket(Vector3 direction)
    {
        var angle = MathF.Atan2(direction.Y, direction.X) / (2f * MathF.PI) * Azimuths;
        if (angle < 0) angle += Azimuths;
        var first = (int)angle % Azimuths;
        return (first, (first + 1) % Azimuths, angle - MathF.Floor(angle));
    }

    private static void Reduce(ReadOnlySpan<float> normals, ReadOnlySpan<float> matte, int width, int height, int factor, Span<float> smallNormals, Span<float> smallMatte)
    {
        if (factor == 1)
        {
            normals.CopyTo(smallNormals);
            matte.CopyTo(smallMatte);
            return;
        }
        int w = width / factor, h = height / factor, plane = w * h;
        smallNormals.Clear();
        smallMatte.Clear();
        var share = 1f / (factor * factor);
        for (var y = 0; y < h; y++)
        for (var dy = 0; dy < factor; dy++)
        {
            var from = (y * factor + dy) * width;
            Gather(matte.Slice(from, w * factor), smallMatte.Slice(y * w, w), factor, share);
            for (var c = 0; c < 3; c++) Gather(normals.Slice(c * width * height + from, w * factor), smallNormals.Slice(c * plane + y * w, w), factor, 1f);
        }
        for (var j = 0; j < plane; j++)
        {
            var sum = new Vector3(smallNormals[j], smallNormals[plane + j], smallNormals[2 * plane + j]);
            var length = sum.Length();
            if (length < 1e-3f) sum = Vector3.Zero;
            else sum /= length;
            (smallNormals[j], smallNormals[plane + j], smallNormals[2 * plane + j]) = (sum.X, sum.Y, sum.Z);
        }
    }

    private static void Gather(ReadOnlySpan<float> from, Span<float> sums, int factor, float weight)
    {
        for (var x = 0; x < sums.Length; x++)
        {
            var sum = 0f;
            for (var dx = 0; dx < factor; dx++) sum += from[x * factor + dx];
            sums[x] += weight * sum;
        }
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
            var cell = depth[(y * factor * width + x * factor)..];
            for (var dy = 0; dy < factor; dy++)
                for (var dx = 0; dx < factor; dx++)
                    if (float.IsFinite(cell[dy * width + dx])) nearest = Math.Max(nearest, cell[dy * width + dx]);
            var (sum, count) = (0f, 0);
            for (var dy = 0; dy < factor; dy++)
                for (var dx = 0; dx < factor; dx++)
                {
                    var value = cell[dy * width + dx];
                    if (!float.IsFinite(value) || value < nearest - 3f * factor) continue;
                    sum += value;
                    count++;
                }
            result[y * w + x] = count == 0 ? float.NaN : sum / count / factor;
        }
        return result;
    }

    private static void Raise(float[] heights, float[] slopes, int width, int height, int y, int left, int right, Step step, float error)
    {
        if (Math.Min(y + step.Y, y + step.OtherY) < 0 || Math.Max(y + step.Y, y + step.OtherY) >= height) return;
        left = Math.Max(left, -Math.Min(step.X, step.OtherX));
        right = Math.Min(right, width - Math.Max(step.X, step.OtherX));
        if (left >= right) return;
        ref var here = ref heights[y * width + left];
        ref var there = ref heights[(y + step.Y) * width + left + step.X];
        ref var other = ref heights[(y + step.OtherY) * width + left + step.OtherX];
        ref var slope = ref slopes[left];
        var errors = new Vector<float>(error);
        nuint i = 0, length = (nuint)(right - left), block = (nuint)Vector<float>.Count;
        if (step.Share == 0f)
            for (; i + block <= length; i += block)
            {
                var rise = Vector.LoadUnsafe(ref there, i) - Vector.LoadUnsafe(ref here, i) - errors;
                Vector.StoreUnsafe(Vector.MaxNative(Vector.LoadUnsafe(ref slope, i), rise * step.Inverse), ref slope, i);
            }
        else
            for (; i + block <= length; i += block)
            {
                var near = Vector.LoadUnsafe(ref there, i);
                var rise = near + step.Share * (Vector.LoadUnsafe(ref other, i) - near) - Vector.LoadUnsafe(ref here, i) - errors;
                Vector.StoreUnsafe(Vector.MaxNative(Vector.LoadUnsafe(ref slope, i), rise * step.Inverse), ref slope, i);
            }
        for (; i < length; i++)
        {
            var near = Unsafe.Add(ref there, i);
            var rise = near + step.Share * (Unsafe.Add(ref other, i) - near) - Unsafe.Add(ref here, i) - error;
            Unsafe.Add(ref slope, i) = MathF.Max(Unsafe.Add(ref slope, i), rise * step.Inverse);
        }
    }

    /// <summary>A place to look at: between two pixels, and the inverse of its distance in pixels.</summary>
    private readonly record struct Step(int X, int Y, int OtherX, int OtherY, float Share, float Inverse);

    /// <summary>Foreground pixels of one row, from a column to before another, and the index of the first.</summary>
    private readonly record struct Run(int Y, int Left, int Right, int First);
}
