using System.Buffers;
using System.Collections.Concurrent;
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

    // A light below this slope is hidden for nobody: what a pixel sees that nothing rises above.
    private const float Lowest = -1e3f;

    private static readonly ConcurrentDictionary<int, Step[][]> s_steps = new();

    private readonly Surroundings _around;
    private readonly Run[] _runs;

    private HorizonMap(int width, int height, Surroundings around, int[] pixels, Run[] runs, float[] normals, float[] elevations)
    {
        Width = width;
        Height = height;
        _around = around;
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
        _around.Recycle();
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
        var heights = field.Heights;
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
        var around = new Surroundings(field, Margin(width));
        var steps = s_steps.GetOrAdd(width, w => [.. Enumerable.Range(0, Azimuths).Select(azimuth => Steps(azimuth, Reach * w, Surroundings.StrideOf(w, Margin(w))))]);
        for (var azimuth = 0; azimuth < Azimuths; azimuth++)
            LookAround(around, runs, width, steps[azimuth], HeightError, elevations.AsSpan(azimuth * pixels.Length, pixels.Length));
        return new HorizonMap(width, height, around, pixels, runs, kept, elevations);
    }

    /// <summary>The horizon in one direction of the picture plane, looked at pixel by pixel: for a light so small that its shadow has an edge.</summary>
    /// <param name="direction">Direction TO the light.</param>
    /// <param name="elevations">Receives a run of foreground pixels, in radians.</param>
    internal void Towards(Vector3 direction, Span<float> elevations)
        => LookAround(_around, _runs, Width, FineSteps(direction, Reach * Width, _around.Stride), SharpHeightError, elevations);

    // As far as is looked, and what rounding adds.
    private static int Margin(int width) => (int)(Reach * width) + 2;

    private static void LookAround(Surroundings around, ReadOnlySpan<Run> runs, int width, ReadOnlySpan<Step> steps, float error, Span<float> elevations)
    {
        var block = Surroundings.Block;
        Span<float> slopes = new float[width + block];
        foreach (var run in runs)
        {
            var length = run.Right - run.Left;
            // The last block may go on past the run: what it finds there is left.
            for (var x = 0; x < length; x += block) LookAround(ref around.At(run.Left + x, run.Y), steps, error, slopes[x..]);
            ArcTangent.Replace(slopes[..length]);
            slopes[..length].CopyTo(elevations[run.First..]);
        }
    }

    // A block of pixels stays in registers while it looks at all distances.
    private static void LookAround(ref float here, ReadOnlySpan<Step> steps, float error, Span<float> slopes)
    {
        var second = (nuint)Vector<float>.Count;
        var (low, other) = (Vector.LoadUnsafe(ref here) + new Vector<float>(error), Vector.LoadUnsafe(ref here, second) + new Vector<float>(error));
        Vector<float> slope = new(Lowest), otherSlope = new(Lowest);
        foreach (ref readonly var step in steps)
        {
            ref var place = ref Unsafe.Add(ref here, step.Offset);
            var (near, otherNear) = (Vector.LoadUnsafe(ref place), Vector.LoadUnsafe(ref place, second));
            if (step.Share != 0f)
            {
                place = ref Unsafe.Add(ref here, step.OtherOffset);
                near += step.Share * (Vector.LoadUnsafe(ref place) - near);
                otherNear += step.Share * (Vector.LoadUnsafe(ref place, second) - otherNear);
            }
            slope = Vector.MaxNative(slope, (near - low) * step.Inverse);
            otherSlope = Vector.MaxNative(otherSlope, (otherNear - other) * step.Inverse);
        }
        slope.CopyTo(slopes);
        otherSlope.CopyTo(slopes[Vector<float>.Count..]);
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
    private static Step[] Steps(int azimuth, float reach, int stride)
    {
        var (sine, cosine) = MathF.SinCos(2f * MathF.PI * azimuth / Azimuths);
        var steps = new List<Step>();
        for (var distance = 1.5f; distance <= reach; distance *= 1.16f)
        {
            int dx = (int)MathF.Round(cosine * distance), dy = (int)MathF.Round(-sine * distance);
            var offset = dy * stride + dx;
            if (offset == 0 || (steps.Count > 0 && steps[^1].Offset == offset)) continue;
            steps.Add(new Step(offset, offset, 0f, 1f / MathF.Sqrt(dx * dx + dy * dy)));
        }
        return [.. steps];
    }

    // Pixel by pixel along the longer axis and between two pixels across it: where a light moves, its shadow glides.
    private static Step[] FineSteps(Vector3 direction, float reach, int stride)
    {
        var flat = new Vector2(direction.X, -direction.Y);
        var steps = new List<Step>();
        // A light on the line of sight hides nothing that is seen.
        if (flat.Length() < 1e-4f) return [];
        var across = MathF.Abs(flat.X) < MathF.Abs(flat.Y);
        flat /= across ? MathF.Abs(flat.Y) : MathF.Abs(flat.X);
        for (var k = 2; k * flat.Length() <= reach; k++)
        {
            var place = k * flat;
            int x = (int)MathF.Floor(across ? place.X : MathF.Round(place.X)), y = (int)MathF.Floor(across ? MathF.Round(place.Y) : place.Y);
            var offset = y * stride + x;
            steps.Add(new Step(offset, offset + (across ? 1 : stride), across ? place.X - x : place.Y - y, 1f / place.Length()));
        }
        return [.. steps];
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

    /// <summary>Heights with a wide empty margin, so that nobody who looks around need ask where the picture ends.</summary>
    private sealed class Surroundings
    {
        private readonly int _origin;
        private float[] _heights;

        public Surroundings(HeightField field, int margin)
        {
            Stride = StrideOf(field.Width, margin);
            var length = Stride * (field.Height + 2 * margin) + Block;
            _origin = margin * Stride + margin;
            _heights = ArrayPool<float>.Shared.Rent(length);
            _heights.AsSpan(0, length).Fill(HeightField.Empty);
            for (var y = 0; y < field.Height; y++) field.Heights.Slice(y * field.Width, field.Width).CopyTo(_heights.AsSpan(_origin + y * Stride));
        }

        /// <summary>Pixels that are looked at together.</summary>
        public static int Block => 2 * Vector<float>.Count;

        /// <summary>From one row to the next.</summary>
        public int Stride { get; }

        public static int StrideOf(int width, int margin) => width + 2 * margin + Block;

        public ref float At(int x, int y) => ref _heights[_origin + y * Stride + x];

        public void Recycle()
        {
            ArrayPool<float>.Shared.Return(_heights);
            _heights = [];
        }
    }

    /// <summary>A place to look at: a pixel's distance in the array, the one beyond it, the share of that one, and the inverse of the distance in pixels.</summary>
    private readonly record struct Step(int Offset, int OtherOffset, float Share, float Inverse);

    /// <summary>Foreground pixels of one row, from a column to before another, and the index of the first.</summary>
    private readonly record struct Run(int Y, int Left, int Right, int First);
}
