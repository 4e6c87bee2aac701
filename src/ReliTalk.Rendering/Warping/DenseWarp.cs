using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReliTalk.Rendering.Areas;

namespace ReliTalk.Rendering.Warping;

/// <summary>
/// Bends the mouth of one source frame to the landmarks of another: every pixel of the target crop is read from the reference picture
/// (Catmull-Rom, which keeps teeth and stubble sharper than bilinear reading) through a <see cref="WarpField"/>. Not thread-safe: give each thread its own.
/// </summary>
public sealed class DenseWarp
{
    private const int Border = 8;

    private const float Unit = 1f / 255f;

    // Pixels that are read at a time.
    private const int Together = 8;

    private readonly int[] indices;
    private readonly int pictureSize;
    private readonly WarpField field;
    private readonly Vector2[] target;
    private readonly Vector2[] row;
    private readonly (int Begin, int End)[] spans;
    private Vector2[] reference;
    private readonly float[] across = new float[4 * Together];
    private readonly float[] down = new float[4 * Together];
    private readonly int[] starts = new int[Together];
    private Vector4[] window = [];
    private Vector2 origin;

    /// <summary>A warp for one clip.</summary>
    /// <param name="indices">Landmarks that steer the warp, at least three.</param>
    /// <param name="pictureSize">Side of the work picture in pixels.</param>
    /// <param name="cropSize">Side of the crop in pixels.</param>
    /// <param name="options">Levels, or null for the defaults.</param>
    public DenseWarp(IReadOnlyList<int> indices, int pictureSize, int cropSize, DenseWarpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        this.indices = [.. indices];
        this.pictureSize = pictureSize;
        field = new WarpField(cropSize, options ?? new DenseWarpOptions());
        target = new Vector2[this.indices.Length];
        reference = new Vector2[target.Length];
        row = new Vector2[cropSize];
        spans = new (int, int)[cropSize];
    }

    /// <summary>The mesh points (irises left out) that lie, on average over the frames, in the hole enlarged by a tenth.</summary>
    /// <param name="landmarks">478 points a frame, in pixels of the work picture.</param>
    /// <param name="areas">The area of each of those frames.</param>
    public static IReadOnlyList<int> PointsWithin(IReadOnlyList<IReadOnlyList<Vector2>> landmarks, IReadOnlyList<MouthArea> areas)
    {
        ArgumentNullException.ThrowIfNull(landmarks);
        ArgumentNullException.ThrowIfNull(areas);
        var result = new List<int>();
        for (var p = 0; p < 468; p++)
        {
            var inside = 0;
            for (var t = 0; t < landmarks.Count; t++)
            {
                var centre = new Vector2(areas[t].HoleX, areas[t].HoleY) + new Vector2(areas[t].HoleSide / 2f);
                var offset = Vector2.Abs(landmarks[t][p] - centre);
                if (MathF.Max(offset.X, offset.Y) <= areas[t].HoleSide * 0.55f) inside++;
            }
            if (2 * inside > landmarks.Count) result.Add(p);
        }
        return result;
    }

    /// <summary>Reads the crop of the target through the warp.</summary>
    /// <param name="pixels">Reference picture, RGB bytes, pictureSize x pictureSize x 3.</param>
    /// <param name="referenceLandmarks">478 points of the reference picture in its pixels.</param>
    /// <param name="targetLandmarks">478 points of the target frame in its pixels.</param>
    /// <param name="targetArea">Area of the target frame: its crop is filled.</param>
    /// <param name="planes">Receives 3 x cropSize x cropSize values 0..1 (sRGB-encoded), plane by plane.</param>
    public void Warp(ReadOnlySpan<byte> pixels, ReadOnlySpan<Vector2> referenceLandmarks, ReadOnlySpan<Vector2> targetLandmarks, MouthArea targetArea, Span<float> planes)
    {
        AimAt(targetLandmarks, targetArea);
        Pick(referenceLandmarks, reference.AsSpan(0, indices.Length));
        field.Fit(reference.AsSpan(0, indices.Length), origin);
        Read(0, pixels, planes);
    }

    private void AimAt(ReadOnlySpan<Vector2> landmarks, MouthArea area)
    {
        if (area.CropSize != field.Size) throw new ArgumentException($"This warp was made for crops of {field.Size} pixels, the area has {area.CropSize}.", nameof(area));
        origin = new Vector2(area.CropX, area.CropY);
        for (var p = 0; p < indices.Length; p++) target[p] = landmarks[indices[p]] - origin;
        field.Aim(target, pictureSize / 256f);
    }

    private void Pick(ReadOnlySpan<Vector2> landmarks, Span<Vector2> picked)
    {
        for (var p = 0; p < indices.Length; p++) picked[p] = landmarks[indices[p]];
    }

    /// <summary>Sets the target and the references that will be read for it, at a fraction of the work that each alone would need.</summary>
    /// <param name="target">The wanted mouth; the crop of its area is what <see cref="Read"/> fills.</param>
    /// <param name="references">Mouths of the pictures that will be read, at least one.</param>
    /// <exception cref="ArgumentException">No reference, or the area's crop is not of this warp's size.</exception>
    public void Aim(MouthState target, params ReadOnlySpan<MouthState> references)
    {
        ArgumentNullException.ThrowIfNull(target);
        AimAt(target.Landmarks, target.Area);
        var count = indices.Length;
        if (reference.Length < references.Length * count) reference = new Vector2[references.Length * count];
        for (var r = 0; r < references.Length; r++) Pick(references[r].Landmarks, reference.AsSpan(r * count, count));
        field.Fit(reference.AsSpan(0, references.Length * count), origin);
    }

    /// <summary>Reads the target's crop from one reference.</summary>
    /// <param name="index">Which of the references of <see cref="Aim"/>.</param>
    /// <param name="pixels">Its picture, RGB bytes, pictureSize x pictureSize x 3.</param>
    /// <param name="planes">Receives 3 x cropSize x cropSize values 0..1 (sRGB-encoded), plane by plane.</param>
    /// <param name="wanted">cropSize x cropSize values: only pixels above 0 are read, what stands at the others is left alone. Empty: all are read.</param>
    public void Read(int index, ReadOnlySpan<byte> pixels, Span<float> planes, ReadOnlySpan<float> wanted = default)
    {
        var size = field.Size;
        var plane = size * size;
        if (planes.Length < 3 * plane || (!wanted.IsEmpty && wanted.Length < plane)) throw new ArgumentException("Planes and mask need the crop's size.", nameof(planes));
        for (var y = 0; y < size; y++) spans[y] = wanted.IsEmpty ? (0, size) : Wanted(wanted.Slice(y * size, size));
        var (left, top, width, height) = LoadWindow(pixels, index);
        var corner = new Vector2(left + 0.5f, top + 0.5f);
        Span<float> colours = stackalloc float[4 * Together];
        for (var y = 0; y < size; y++)
        {
            var (begin, end) = spans[y];
            if (begin == end) continue;
            field.Row(y, row, index);
            for (var block = begin; block < end; block += Together)
            {
                // The last block of a row may overlap the one before: it reads the same there.
                var x = Math.Min(block, size - Together);
                var n = y * size + x;
                ReadCubic(row.AsSpan(x, Together), corner, width, height, colours);
                for (var k = 0; k < Together; k++)
                {
                    if (!wanted.IsEmpty && !(wanted[n + k] > 0)) continue;
                    planes[n + k] = colours[4 * k];
                    planes[plane + n + k] = colours[4 * k + 1];
                    planes[2 * plane + n + k] = colours[4 * k + 2];
                }
            }
        }
    }

    // From the first to the last that is not 0.
    private static (int Begin, int End) Wanted(ReadOnlySpan<float> row)
    {
        var begin = row.IndexOfAnyExcept(0f);
        return begin < 0 ? (0, 0) : (begin, row.LastIndexOfAnyExcept(0f) + 1);
    }

    // The part of the reference picture that the field reaches from what is wanted, as vectors 0..1 (the fourth number is nobody's); pixels beyond the picture repeat its edge.
    private (int Left, int Top, int Width, int Height) LoadWindow(ReadOnlySpan<byte> pixels, int index)
    {
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        for (var y = 0; y < field.Size; y += 4)
            for (var x = spans[y].Begin; x < spans[y].End; x += 4)
            {
                var at = field.At(x, y, index);
                low = Vector2.Min(low, at);
                high = Vector2.Max(high, at);
            }
        if (low.X > high.X) return (0, 0, 0, 0);
        var left = Math.Clamp((int)low.X - Border, -Border, pictureSize);
        var top = Math.Clamp((int)low.Y - Border, -Border, pictureSize);
        var right = Math.Clamp((int)high.X + Border, left + 4, pictureSize + 2 * Border);
        var bottom = Math.Clamp((int)high.Y + Border, top + 4, pictureSize + 2 * Border);
        var (width, height) = (right - left, bottom - top);
        if (window.Length < width * height) window = new Vector4[width * height];
        for (var y = 0; y < height; y++)
        {
            var line = pixels.Slice(3 * Math.Clamp(top + y, 0, pictureSize - 1) * pictureSize, 3 * pictureSize);
            var into = window.AsSpan(y * width, width);
            // Columns that lie in the picture and are not its last: a fourth byte can be read with each.
            var (begin, end) = (Math.Clamp(-left, 0, width), Math.Clamp(pictureSize - 1 - left, 0, width));
            for (var x = 0; x < begin; x++) into[x] = Colour(line);
            for (var x = begin; x < end; x++)
            {
                var bytes = Vector128.CreateScalar(BinaryPrimitives.ReadUInt32LittleEndian(line[(3 * (left + x))..])).AsByte();
                into[x] = (Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32()) * Unit).AsVector4();
            }
            for (var x = Math.Max(begin, end); x < width; x++) into[x] = Colour(line[^3..]);
        }
        return (left, top, width, height);
    }

    private static Vector4 Colour(ReadOnlySpan<byte> pixel) => new Vector4(pixel[0], pixel[1], pixel[2], 0) * Unit;

    // Places and weights of eight pixels side by side, then the colours of one after the other: there a vector of eight numbers holds the colours of two neighbours.
    private void ReadCubic(ReadOnlySpan<Vector2> places, Vector2 corner, int width, int height, Span<float> colours)
    {
        var coordinates = MemoryMarshal.Cast<Vector2, float>(places);
        var (one, two) = (Vector256.Create(coordinates), Vector256.Create(coordinates[8..]));
        var i = Weights(Split(one, two, 0) - Vector256.Create(corner.X), width, across);
        var j = Weights(Split(one, two, 1) - Vector256.Create(corner.Y), height, down);
        (4 * ((j - Vector256<int>.One) * width + i - Vector256<int>.One)).CopyTo(starts);
        ref var corners = ref Unsafe.As<Vector4, float>(ref MemoryMarshal.GetArrayDataReference(window));
        for (var k = 0; k < Together; k++)
        {
            ref var start = ref Unsafe.Add(ref corners, starts[k]);
            Vector256<float> d0 = Vector256.Create(down[k]), d1 = Vector256.Create(down[Together + k]), d2 = Vector256.Create(down[2 * Together + k]), d3 = Vector256.Create(down[3 * Together + k]);
            var left = Down(ref start, (nuint)(4 * width), d0, d1, d2, d3);
            var right = Down(ref Unsafe.Add(ref start, 8), (nuint)(4 * width), d0, d1, d2, d3);
            var sum = Vector256.MultiplyAddEstimate(
                right, Vector256.Create(Vector128.Create(across[2 * Together + k]), Vector128.Create(across[3 * Together + k])),
                left * Vector256.Create(Vector128.Create(across[k]), Vector128.Create(across[Together + k])));
            Vector128.Min(Vector128.Max(sum.GetLower() + sum.GetUpper(), Vector128<float>.Zero), Vector128<float>.One).CopyTo(colours[(4 * k)..]);
        }

        // Every second of sixteen numbers.
        static Vector256<float> Split(Vector256<float> one, Vector256<float> two, int first)
        {
            var order = Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6) + Vector256.Create(first);
            return Vector256.Create(Vector256.Shuffle(one, order).GetLower(), Vector256.Shuffle(two, order).GetLower());
        }

        // The pixel before each place, kept so far inside that four can be read; receives the weights of those four, each eight times.
        static Vector256<int> Weights(Vector256<float> places, int length, float[] weights)
        {
            var inside = Vector256.Min(Vector256.Max(places, Vector256<float>.One), Vector256.Create(length - 2.001f));
            var pixel = Vector256.Max(Vector256.Min(Vector256.ConvertToInt32Native(inside), Vector256.Create(length - 3)), Vector256<int>.One);
            CatmullRom.Weights(inside - Vector256.ConvertToSingle(pixel), weights);
            return pixel;
        }

        static Vector256<float> Down(ref float top, nuint stride, Vector256<float> d0, Vector256<float> d1, Vector256<float> d2, Vector256<float> d3)
        {
            var sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref top, stride), d1, Vector256.LoadUnsafe(ref top) * d0);
            sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref top, 2 * stride), d2, sum);
            return Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref top, 3 * stride), d3, sum);
        }
    }
}
