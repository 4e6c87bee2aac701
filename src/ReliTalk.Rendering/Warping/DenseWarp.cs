using System.Numerics;
using ReliTalk.Rendering.Areas;

namespace ReliTalk.Rendering.Warping;

/// <summary>
/// Bends the mouth of one source frame to the landmarks of another: every pixel of the target crop is read from the reference picture
/// (Catmull-Rom, which keeps teeth and stubble sharper than bilinear reading) through a <see cref="WarpField"/>. Not thread-safe: give each thread its own.
/// </summary>
public sealed class DenseWarp
{
    private const int Border = 8;
    private readonly int[] indices;
    private readonly int pictureSize;
    private readonly WarpField field;
    private readonly Vector2[] target;
    private readonly Vector2[] reference;
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
        Aim(targetLandmarks, targetArea);
        Read(pixels, referenceLandmarks, planes);
    }

    /// <summary>Sets the target; several references can then be read for it, each at a fraction of the work.</summary>
    /// <param name="targetLandmarks">478 points of the target frame in its pixels.</param>
    /// <param name="targetArea">Area of the target frame: its crop is filled.</param>
    public void Aim(ReadOnlySpan<Vector2> targetLandmarks, MouthArea targetArea)
    {
        if (targetArea.CropSize != field.Size) throw new ArgumentException($"This warp was made for crops of {field.Size} pixels, the area has {targetArea.CropSize}.", nameof(targetArea));
        origin = new Vector2(targetArea.CropX, targetArea.CropY);
        for (var p = 0; p < indices.Length; p++) target[p] = targetLandmarks[indices[p]] - origin;
        field.Aim(target, pictureSize / 256f);
    }

    /// <summary>Reads the crop of the target that was set last.</summary>
    /// <param name="pixels">Reference picture, RGB bytes, pictureSize x pictureSize x 3.</param>
    /// <param name="referenceLandmarks">478 points of the reference picture in its pixels.</param>
    /// <param name="planes">Receives 3 x cropSize x cropSize values 0..1 (sRGB-encoded), plane by plane.</param>
    public void Read(ReadOnlySpan<byte> pixels, ReadOnlySpan<Vector2> referenceLandmarks, Span<float> planes)
    {
        for (var p = 0; p < indices.Length; p++) reference[p] = referenceLandmarks[indices[p]];
        field.Fit(reference, origin);
        var (left, top, width, height) = LoadWindow(pixels);
        var size = field.Size;
        var plane = size * size;
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var at = field.At(x, y);
                var colour = ReadCubic(at.X - 0.5f - left, at.Y - 0.5f - top, width, height);
                var n = y * size + x;
                planes[n] = colour.X;
                planes[plane + n] = colour.Y;
                planes[2 * plane + n] = colour.Z;
            }
    }

    // The part of the reference picture that the field reaches, as vectors 0..1; pixels beyond the picture repeat its edge.
    private (int Left, int Top, int Width, int Height) LoadWindow(ReadOnlySpan<byte> pixels)
    {
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        for (var y = 0; y < field.Size; y += 4)
            for (var x = 0; x < field.Size; x += 4)
            {
                var at = field.At(x, y);
                low = Vector2.Min(low, at);
                high = Vector2.Max(high, at);
            }
        var left = Math.Clamp((int)low.X - Border, -Border, pictureSize);
        var top = Math.Clamp((int)low.Y - Border, -Border, pictureSize);
        var right = Math.Clamp((int)high.X + Border, left + 4, pictureSize + 2 * Border);
        var bottom = Math.Clamp((int)high.Y + Border, top + 4, pictureSize + 2 * Border);
        var (width, height) = (right - left, bottom - top);
        if (window.Length < width * height) window = new Vector4[width * height];
        const float unit = 1f / 255f;
        for (var y = 0; y < height; y++)
        {
            var row = Math.Clamp(top + y, 0, pictureSize - 1) * pictureSize;
            for (var x = 0; x < width; x++)
            {
                var n = 3 * (row + Math.Clamp(left + x, 0, pictureSize - 1));
                window[y * width + x] = new Vector4(pixels[n], pixels[n + 1], pixels[n + 2], 0) * unit;
            }
        }
        return (left, top, width, height);
    }

    private Vector4 ReadCubic(float x, float y, int width, int height)
    {
        x = Math.Clamp(x, 1f, width - 2.001f);
        y = Math.Clamp(y, 1f, height - 2.001f);
        var (i, j) = ((int)x, (int)y);
        i = Math.Min(i, width - 3);
        j = Math.Min(j, height - 3);
        var wx = CatmullRom.Weights(x - i);
        var wy = CatmullRom.Weights(y - j);
        var n = (j - 1) * width + i - 1;
        var sum = wy.X * Row(n, wx) + wy.Y * Row(n + width, wx) + wy.Z * Row(n + 2 * width, wx) + wy.W * Row(n + 3 * width, wx);
        return Vector4.Clamp(sum, Vector4.Zero, Vector4.One);
    }

    private Vector4 Row(int n, Vector4 w) => w.X * window[n] + w.Y * window[n + 1] + w.Z * window[n + 2] + w.W * window[n + 3];
}
